package statemachine

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-lambda-go/lambda/messages"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
)

// usual is what functions answer when a scenario says nothing else.
func usual(t testing.TB) map[string]json.RawMessage {
	t.Helper()
	body, err := os.ReadFile("testdata/answers.json")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]json.RawMessage{}
	if err := json.Unmarshal(body, &out); err != nil {
		t.Fatalf("testdata/answers.json: %v", err)
	}
	return out
}

// A stage answers the functions of all executions that run. The incident in the
// payload tells whose call it is.
type stage struct {
	server *httptest.Server
	usual  map[string]json.RawMessage
	mu     sync.Mutex
	plays  map[string]*play
}

// A play is the functions' side of one execution.
type play struct {
	answers   map[string][]string // what is still to be said
	machine   *sfn.Client         // takes answers to questions
	calls     []call
	asked     sync.WaitGroup
	answering []error // what went wrong when answering questions
}

// A call is one invocation of a function.
type call struct {
	function, state string
	payload         map[string]any
	failed          string // the error's name
}

func newStage(t testing.TB) *stage {
	s := &stage{usual: usual(t), plays: map[string]*play{}}
	s.server = httptest.NewServer(s)
	t.Cleanup(s.server.Close)
	return s
}

func (s *stage) put(incident string, p *play) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.plays[incident] = p
}

func (s *stage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var payload map[string]any
	if err := json.NewDecoder(r.Body).Decode(&payload); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	incident, _ := payload["incident"].(string)
	name, _ := payload["state"].(string)
	if name == "" {
		name = childOf(payload["step"])
	}
	delete(payload, "state")
	status, body := s.answer(incident, call{function: strings.TrimPrefix(r.URL.Path, "/"), state: name, payload: payload})
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// childOf finds the state of a map's children by the step that the map selects.
func childOf(step any) string {
	for _, s := range all {
		if s.ItemProcessor != nil && s.ItemSelector["step"] == step {
			return s.ItemProcessor.StartAt
		}
	}
	return ""
}

func (s *stage) answer(incident string, c call) (int, []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ok := s.plays[incident]
	if !ok {
		return failure("Permanent", fmt.Sprintf("no scenario runs as %q", incident))
	}
	said := ""
	if script := p.answers[c.state]; len(script) > 0 {
		said, p.answers[c.state] = script[0], script[1:]
	}
	if said == "" {
		said = s.usualOf(c.state)
	}
	token, _ := c.payload["token"].(string)
	switch {
	case strings.HasPrefix(said, "!"):
		name, message, _ := strings.Cut(said[1:], " ")
		c.failed = name
		p.calls = append(p.calls, c)
		return failure(name, message)
	case said == "silence":
		said = `{"round":1}`
	case strings.HasPrefix(said, "says "):
		p.say(token, strings.TrimPrefix(said, "says "))
		said = `{"round":1}`
	}
	p.calls = append(p.calls, c)
	return http.StatusOK, []byte(said)
}

// usualOf returns the usual answer; one in words stands there as a string.
func (s *stage) usualOf(state string) string {
	if strings.HasPrefix(state, "Log") {
		return `{"entry":7}`
	}
	var words string
	if json.Unmarshal(s.usual[state], &words) == nil {
		return words
	}
	return string(s.usual[state])
}

// say answers a question as functions/approve does: while or after it is put.
func (p *play) say(token, answer string) {
	p.asked.Go(func() {
		_, err := p.machine.SendTaskSuccess(context.Background(), &sfn.SendTaskSuccessInput{TaskToken: &token, Output: &answer})
		if err != nil {
			p.answering = append(p.answering, err)
		}
	})
}

func failure(name, message string) (int, []byte) {
	body, _ := json.Marshal(messages.InvokeResponse_Error{Type: name, Message: message})
	return http.StatusInternalServerError, body
}
