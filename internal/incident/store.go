package incident

import (
	"context"
	"errors"
	"time"

	"github.com/tocsin-ir/tocsin/internal/vault"
)

var (
	// ErrUnknown means that there is no such incident or question.
	ErrUnknown = errors.New("unknown incident")
	// ErrConflict means that somebody else was faster: read again.
	ErrConflict = errors.New("changed by somebody else meanwhile")
	// ErrAnswered means that the question has been answered already.
	ErrAnswered = errors.New("already answered")
)

// A Question waits for a person while the machine waits for its token.
type Question struct {
	Kind     string     `json:"kind"` // AskSuspect or AskNotification
	Round    int        `json:"round"`
	Token    string     `json:"-"` // the machine's task token
	AskedAt  time.Time  `json:"asked_at"`
	Details  vault.Ref  `json:"details"` // what the person is to look at: a ranking in the people bucket, or figures in the evidence bucket
	Figures  string     `json:"figures"` // digest of what is looked at there; an answer is about these
	Answer   string     `json:"answer,omitempty"`
	By       string     `json:"by,omitempty"` // ARN of who answered
	Reason   string     `json:"reason,omitempty"`
	Suspects *vault.Ref `json:"suspects,omitempty"` // those chosen, in the people bucket
	Answered time.Time  `json:"answered_at,omitzero"`
}

// codeLength is enough of a digest to be told from another, and to be typed.
const codeLength = 12

// Code is how a person says which figures they saw.
func (q Question) Code() string { return q.Figures[:min(codeLength, len(q.Figures))] }

func (q Question) replaces(old Question) bool {
	return q.Round > old.Round || q.Round == old.Round && old.Answered.IsZero()
}

// answered takes over the parts of a that are an answer.
func (q *Question) answered(a Question) {
	q.Answer, q.By, q.Reason, q.Suspects = a.Answer, a.By, a.Reason, a.Suspects
	q.Answered = a.Answered.UTC().Truncate(time.Millisecond)
}

// Kinds of question.
const (
	AskSuspect      = "suspect"
	AskNotification = "notification"
)

// Store keeps incidents. A write that returned without error is durable.
type Store interface {
	// Open creates the incident, or returns the open one that shares a cause
	// with it (joined is true then, and nothing is written). ID is set by Open.
	// Two concurrent calls with a common cause create one incident.
	Open(ctx context.Context, r Record) (got Record, joined bool, err error)
	// Get returns an incident, or ErrUnknown.
	Get(ctx context.Context, id ID) (Record, error)
	// List returns all incidents, newest first, without their phases.
	List(ctx context.Context) ([]Record, error)
	// Started notes the execution of a run. Run n+1 may be noted only after n;
	// noting the same run again is harmless, another's is ErrConflict.
	Started(ctx context.Context, id ID, run int, execution string) error
	// Stopped notes the state in which an execution ended without closing.
	Stopped(ctx context.Context, id ID, state string) error
	// SaveResult notes how a phase ended. A phase that is Done stays so.
	SaveResult(ctx context.Context, id ID, p PhaseResult) error
	// Close ends an incident and frees its causes. Closing again changes nothing.
	Close(ctx context.Context, id ID, at time.Time) error
	// Ask stores a question. It replaces one of an earlier round, or of the same
	// round as long as that is unanswered; else it is ErrConflict.
	Ask(ctx context.Context, id ID, q Question) error
	// Question returns the question of a kind, or ErrUnknown.
	Question(ctx context.Context, id ID, kind string) (Question, error)
	// Answer records an answer to the question of q.Round once: the second answer
	// gets ErrAnswered, with the first one's question. If another round is asked by
	// now it is ErrConflict, and nothing is written.
	Answer(ctx context.Context, id ID, q Question) (Question, error)
}
