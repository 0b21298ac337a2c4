package dossier

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// An Archivist keeps what Step Functions forgets after 90 days: the whole
// history of every execution of the machine, however it ended.
type Archivist struct {
	History  Historian
	Evidence vault.Store
}

// An Archived refers to the stored history.
type Archived struct {
	History vault.Ref `json:"history,omitzero"`
}

// Event takes EventBridge's "Step Functions Execution Status Change". An
// execution that runs, or that is no incident's, is nothing to do.
func (a Archivist) Event(ctx context.Context, payload json.RawMessage) (any, error) {
	var event struct {
		Source     string `json:"source"`
		DetailType string `json:"detail-type"`
		Detail     struct {
			Execution string `json:"executionArn"`
			Status    string `json:"status"`
		} `json:"detail"`
	}
	if err := json.Unmarshal(payload, &event); err != nil {
		return nil, task.Fail(task.BadInput, errors.New("the event is not JSON as EventBridge sends it"))
	}
	if event.Source != "aws.states" || event.DetailType != "Step Functions Execution Status Change" || event.Detail.Execution == "" {
		return nil, task.Fail(task.BadInput, fmt.Errorf("the event %q of %q is not a status change of an execution", event.DetailType, event.Source))
	}
	switch event.Detail.Status {
	case "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED":
	default:
		return Archived{}, nil
	}
	id, ok := incidentOf(event.Detail.Execution)
	if !ok {
		return Archived{}, nil
	}
	ref, err := a.archive(ctx, id, event.Detail.Execution)
	if err != nil {
		return nil, fmt.Errorf("archiving execution %s: %w", event.Detail.Execution, err)
	}
	return Archived{ref}, nil
}

// archive stores the history under the execution's name; a redriven execution
// ends again, and its longer history becomes the newest version.
func (a Archivist) archive(ctx context.Context, id incident.ID, execution string) (vault.Ref, error) {
	history, err := a.History.History(ctx, execution)
	if err != nil {
		return vault.Ref{}, err
	}
	packed, err := pack(history)
	if err != nil {
		return vault.Ref{}, err
	}
	return a.Evidence.Put(ctx, fmt.Sprintf("incidents/%s/executions/%s.json.gz", id, nameOf(execution)), packed, 0)
}

// pack compresses; the same bytes always give the same bytes.
func pack(body []byte) ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(body); err != nil {
		return nil, fmt.Errorf("compressing the history: %w", err)
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("compressing the history: %w", err)
	}
	return b.Bytes(), nil
}
