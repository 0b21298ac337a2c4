// Package journal notes how each phase of an incident ended: for good in the
// ledger, for the next run in the incident's record, and for the people on
// duty when something is left to them.
package journal

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/alert"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/ledger"
)

// A Ledger takes entries for good. Append is idempotent, and the entry is
// durable when it returns.
type Ledger interface {
	Append(ctx context.Context, d ledger.Draft) (int64, error)
}

// A Journal notes and recalls.
type Journal struct {
	Ledger    Ledger
	Incidents incident.Store
	Alert     alert.Alerter
	Now       func() time.Time
}

// An AppendRequest says how a phase ended.
type AppendRequest struct {
	Incident  incident.ID     `json:"incident"`
	Execution string          `json:"execution"` // ARN
	Phase     string          `json:"phase"`
	Status    string          `json:"status"`
	Result    json.RawMessage `json:"result"`
	Error     *MachineError   `json:"error"`
	Stops     string          `json:"stops"` // name of the end state that follows, when the incident stops here
}

// A MachineError is what the state machine caught.
type MachineError struct {
	Error string `json:"Error"`
	Cause string `json:"Cause"`
}

// An AppendResult is the entry's number in the ledger, from 0.
type AppendResult struct {
	Entry int64 `json:"entry"`
}

// Append notes one status. Called again with the same request it notes nothing new.
func (j *Journal) Append(ctx context.Context, in AppendRequest) (AppendResult, error) {
	failure, err := j.failure(ctx, in)
	if err != nil {
		return AppendResult{}, err
	}
	entry, err := j.Ledger.Append(ctx, ledger.Draft{
		Incident: in.Incident, Phase: in.Phase, Status: in.Status, Execution: in.Execution, Result: in.Result, Error: failure,
	})
	if err != nil {
		return AppendResult{}, err
	}
	err = j.Incidents.SaveResult(ctx, in.Incident, incident.PhaseResult{
		Phase: in.Phase, Status: in.Status, Result: in.Result, Error: failure, At: j.Now().UTC(), Entry: entry,
	})
	if err != nil {
		return AppendResult{}, err
	}
	if in.Stops == "" {
		return AppendResult{entry}, nil
	}
	if err := j.Incidents.Stopped(ctx, in.Incident, in.Stops); err != nil {
		return AppendResult{}, err
	}
	return AppendResult{entry}, j.Alert.Alert(ctx, fmt.Sprintf("Tocsin %s stopped: %s", in.Incident, in.Stops),
		fmt.Sprintf("Phase %s of incident %s ended with: %s\n\nThe name of the state, %s, says what is left to do; docs/runbook.md says how.\n\n  tocsin status %s\n  tocsin resume %s   (once the cause is mended)\n", in.Phase, in.Incident, failure, in.Stops, in.Incident, in.Incident))
}

// failure puts a caught error in words. A stop that brings no error of its own
// keeps the phase's earlier one, so that the record still says why.
func (j *Journal) failure(ctx context.Context, in AppendRequest) (string, error) {
	if in.Status != incident.Failed {
		return "", nil
	}
	if in.Error != nil {
		return in.Error.words(), nil
	}
	record, err := j.Incidents.Get(ctx, in.Incident)
	if err != nil {
		return "", err
	}
	return record.Phases[in.Phase].Error, nil
}

// maxWords keeps an error's text within what a ledger entry takes.
const maxWords = 1024

// words takes the message out of a Lambda's error object and leaves its stack.
func (e MachineError) words() string {
	cause := e.Cause
	var lambda struct {
		Message string `json:"errorMessage"`
	}
	if json.Unmarshal([]byte(e.Cause), &lambda) == nil && lambda.Message != "" {
		cause = lambda.Message
	}
	cause = strings.ToValidUTF8(cause[:min(len(cause), maxWords)], "")
	if cause == "" {
		return e.Error
	}
	return e.Error + ": " + cause
}
