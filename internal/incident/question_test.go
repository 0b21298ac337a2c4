package incident

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/vault"
)

func asked(round int, token string) Question {
	return Question{
		Kind: AskNotification, Round: round, Token: token, AskedAt: noon,
		Details: vault.Ref{Bucket: "people", Key: "k", SHA256: "00", Count: 3},
	}
}

func replied(answer, by string) Question {
	return Question{Kind: AskNotification, Round: 1, Answer: answer, By: by, Reason: "seen", Answered: noon.Add(time.Hour)}
}

func TestAsk(t *testing.T) {
	type step struct {
		ask      Question
		answered bool // answer the standing question first
		conflict bool
	}
	cases := []struct {
		name  string
		steps []step
		token string // of the question that stands in the end
	}{
		{"once", []step{{ask: asked(1, "t1")}}, "t1"},
		{"the same round again, unanswered", []step{{ask: asked(1, "t1")}, {ask: asked(1, "t2")}}, "t2"},
		{"a later round", []step{{ask: asked(1, "t1")}, {ask: asked(2, "t2")}}, "t2"},
		{"a later round after an answer", []step{{ask: asked(1, "t1")}, {ask: asked(2, "t2"), answered: true}}, "t2"},
		{"the same round after an answer", []step{{ask: asked(1, "t1")}, {ask: asked(1, "t2"), answered: true, conflict: true}}, "t1"},
		{"an earlier round", []step{{ask: asked(2, "t2")}, {ask: asked(1, "t1"), conflict: true}}, "t2"},
		{"an earlier round after an answer", []step{{ask: asked(2, "t2")}, {ask: asked(1, "t1"), answered: true, conflict: true}}, "t2"},
	}
	eachStore(t, func(t *testing.T, s Store) {
		for _, c := range cases {
			id := open(t, s, because(c.name)).ID
			want := Question{}
			for i, step := range c.steps {
				if step.answered {
					var err error
					reply := replied("approve", "ada")
					reply.Round = want.Round
					if want, err = s.Answer(t.Context(), id, reply); err != nil {
						t.Fatalf("%s: answering: %v", c.name, err)
					}
				}
				err := s.Ask(t.Context(), id, step.ask)
				if step.conflict != errors.Is(err, ErrConflict) || !step.conflict && err != nil {
					t.Errorf("%s: question %d: %v; want conflict: %v", c.name, i+1, err, step.conflict)
				}
				if !step.conflict {
					want = step.ask
				}
			}
			got, err := s.Question(t.Context(), id, AskNotification)
			if want.Token = c.token; err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s: the question that stands (%v)\n got %+v\nwant %+v", c.name, err, got, want)
			}
		}
	})
}

func TestAnswerIsTakenOnce(t *testing.T) {
	eachStore(t, func(t *testing.T, s Store) {
		ctx, id := t.Context(), open(t, s, because("mallory")).ID
		if err := s.Ask(ctx, id, asked(1, "t1")); err != nil {
			t.Fatal(err)
		}
		suspects := &vault.Ref{Bucket: "people", Key: "chosen", SHA256: "11", Count: 2}
		reply := replied("approve", "ada")
		reply.Suspects, reply.Token, reply.Figures = suspects, "forged", "others" // only an answer's parts count
		want := asked(1, "t1")
		want.Answer, want.By, want.Reason, want.Suspects = "approve", "ada", "seen", suspects
		want.Answered = reply.Answered.Truncate(time.Millisecond)

		got, err := s.Answer(ctx, id, reply)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("the first answer (%v)\n got %+v\nwant %+v", err, got, want)
		}
		got, err = s.Answer(ctx, id, replied("reject", "eve"))
		if !errors.Is(err, ErrAnswered) || !reflect.DeepEqual(got, want) {
			t.Errorf("the second answer: %v; want ErrAnswered with the first one's question\n got %+v\nwant %+v", err, got, want)
		}
		if got, err = s.Question(ctx, id, AskNotification); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("the question after both (%v)\n got %+v\nwant %+v", err, got, want)
		}
		if _, err := s.Question(ctx, id, AskSuspect); !errors.Is(err, ErrUnknown) {
			t.Errorf("the question of the other kind: %v; want ErrUnknown", err)
		}
	})
}

// Whoever answers has read one round: the answer is not taken for another.
func TestAnAnswerToAnotherRound(t *testing.T) {
	eachStore(t, func(t *testing.T, s Store) {
		id := open(t, s, because("mallory")).ID
		for round := range 2 {
			if err := s.Ask(t.Context(), id, asked(round+1, "t")); err != nil {
				t.Fatal(err)
			}
		}
		for _, round := range []int{1, 3} {
			reply := replied("approve", "ada")
			reply.Round = round
			if _, err := s.Answer(t.Context(), id, reply); !errors.Is(err, ErrConflict) {
				t.Errorf("an answer to round %d of 2: %v, want ErrConflict", round, err)
			}
		}
		if q, err := s.Question(t.Context(), id, AskNotification); err != nil || !q.Answered.IsZero() {
			t.Errorf("the question has the answer %q of another round, %v", q.Answer, err)
		}
	})
}

func TestAnswersAtOnce(t *testing.T) {
	eachStore(t, func(t *testing.T, s Store) {
		id := open(t, s, because("mallory")).ID
		if err := s.Ask(t.Context(), id, asked(1, "t1")); err != nil {
			t.Fatal(err)
		}
		const people = 8
		got, errs := make([]Question, people), make([]error, people)
		var group sync.WaitGroup
		for i := range people {
			group.Go(func() {
				got[i], errs[i] = s.Answer(context.WithoutCancel(t.Context()), id, replied("approve", fmt.Sprint("person ", i)))
			})
		}
		group.Wait()
		taken := 0
		for i, err := range errs {
			if err == nil {
				taken++
			} else if !errors.Is(err, ErrAnswered) {
				t.Errorf("person %d: %v; want ErrAnswered", i, err)
			}
			if got[i].By != got[0].By {
				t.Errorf("person %d was told that %q answered, person 0 that %q did", i, got[i].By, got[0].By)
			}
		}
		if taken != 1 {
			t.Errorf("%d answers were taken, want 1", taken)
		}
	})
}

// Questions are shown to people; whoever has the token can answer past us.
func TestTokenStaysOutOfJSON(t *testing.T) {
	body, err := json.Marshal(asked(1, "the-token"))
	if err != nil || strings.Contains(string(body), "the-token") {
		t.Errorf("%s, %v; want no token", body, err)
	}
}
