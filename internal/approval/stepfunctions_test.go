package approval

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sfn"

	"github.com/tocsin-ir/tocsin/internal/task"
)

func TestStepFunctionsAnswer(t *testing.T) {
	for _, c := range []struct {
		what, code string // code is the service's error; empty is success
		status     int
		gone       bool
		name       string // of the error that is no ErrGone
	}{
		{"a token that waits", "", 200, false, ""},
		{"a token that timed out", "TaskTimedOut", 400, true, ""},
		{"a token of a task that ended", "TaskDoesNotExist", 400, true, ""},
		{"a token of nothing", "InvalidToken", 400, true, ""},
		{"a denial", "AccessDeniedException", 400, false, task.Permanent},
		{"a throttle", "ThrottlingException", 400, false, task.Temporary},
	} {
		var sent struct{ TaskToken, Output string }
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if err := json.NewDecoder(r.Body).Decode(&sent); err != nil {
				t.Errorf("decoding what was sent: %v", err)
			}
			w.Header().Set("content-type", "application/x-amz-json-1.0")
			w.WriteHeader(c.status)
			if c.code == "" {
				_, _ = io.WriteString(w, `{}`)
				return
			}
			_, _ = io.WriteString(w, `{"__type":"com.amazonaws.states#`+c.code+`","message":"x"}`)
		}))
		client := sfn.New(sfn.Options{Region: "eu-central-1", BaseEndpoint: &server.URL, Retryer: aws.NopRetryer{},
			Credentials: credentials.NewStaticCredentialsProvider("AKIDEXAMPLE", "secret", "")})
		err := StepFunctions{client}.Answer(t.Context(), "token-1", json.RawMessage(`{"decision":"approved"}`))
		server.Close()
		if sent.TaskToken != "token-1" || sent.Output != `{"decision":"approved"}` {
			t.Errorf("%s: sent %+v, want the token and the output as they are", c.what, sent)
		}
		if errors.Is(err, ErrGone) != c.gone {
			t.Errorf("%s: got %v; ErrGone expected: %t, because then the answer waits for the next question instead of failing", c.what, err, c.gone)
		}
		if got := err != nil && !c.gone; got != (c.name != "") || got && task.Name(err) != c.name {
			t.Errorf("%s: got %v, want an error by the name %q", c.what, err, c.name)
		}
	}
}
