package dossier

import (
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

func trueEvent(t *testing.T) string {
	t.Helper()
	body, err := os.ReadFile("../../events/execution-status-change.json")
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestArchiveEveryEnd(t *testing.T) {
	for _, status := range []string{"SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"} {
		evidence := &vault.Memory{}
		event := strings.Replace(trueEvent(t), `"SUCCEEDED"`, `"`+status+`"`, 1)
		out, err := Archivist{told("all"), evidence}.Event(t.Context(), json.RawMessage(event))
		if err != nil {
			t.Fatal(err)
		}
		const key = "incidents/inc-3f9a2c81d0e4-1/executions/inc-3f9a2c81d0e4-1-r1.json.gz"
		packed, err := evidence.Read(t.Context(), key)
		if err != nil {
			t.Fatalf("%s: %v", status, err)
		}
		if got := out.(Archived).History; got.Key != key || got.SHA256 != vault.Digest(packed) {
			t.Errorf("%s: answered %+v", status, got)
		}
		if got := unpack(t, packed); got != `{"execution":"`+seedRun+`","events":"all"}` {
			t.Errorf("%s: stored %s", status, got)
		}
	}
}

func TestArchiveNothingToDo(t *testing.T) {
	for name, change := range map[string][2]string{
		"running":         {`"SUCCEEDED"`, `"RUNNING"`},
		"pending redrive": {`"SUCCEEDED"`, `"PENDING_REDRIVE"`},
		"map's child":     {`"executionArn": "arn:aws:states:eu-central-1:123456789012:execution:tocsin-breach:inc-3f9a2c81d0e4-1-r1"`, `"executionArn": "arn:aws:states:eu-central-1:123456789012:execution:tocsin-breach/ScanLog:0f8fad5b-d9cb-469f-a165-70867728950e"`},
	} {
		evidence := &vault.Memory{}
		out, err := Archivist{told("all"), evidence}.Event(t.Context(), json.RawMessage(strings.Replace(trueEvent(t), change[0], change[1], 1)))
		if err != nil || out.(Archived) != (Archived{}) {
			t.Errorf("%s: %+v (%v)", name, out, err)
		}
		if keys, _ := evidence.List(t.Context(), ""); len(keys) != 0 {
			t.Errorf("%s: stored %q", name, keys)
		}
	}
}

func TestArchiveRefused(t *testing.T) {
	for name, event := range map[string]string{
		"no JSON": `{`, "another event": `{"source":"aws.s3","detail-type":"Object Created"}`,
		"no execution": strings.Replace(trueEvent(t), "executionArn", "execution", 1),
	} {
		if _, err := (Archivist{told("all"), &vault.Memory{}}).Event(t.Context(), json.RawMessage(event)); task.Name(err) != task.BadInput {
			t.Errorf("%s: %v is %s", name, err, task.Name(err))
		}
	}
}

// untold is a Historian that does not answer.
type untold struct{}

func (untold) History(context.Context, string) ([]byte, error) { return nil, errLost }

func TestArchiveSaysWhich(t *testing.T) {
	_, err := Archivist{untold{}, &vault.Memory{}}.Event(t.Context(), json.RawMessage(trueEvent(t)))
	if err == nil || !strings.Contains(err.Error(), seedRun) {
		t.Errorf("error %v does not name the execution", err)
	}
}
