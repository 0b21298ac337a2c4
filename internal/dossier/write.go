package dossier

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// Files of a dossier, in one folder.
const (
	FileDossier = "dossier.json"
	FilePage    = "dossier.html"
	FileHistory = "history.json.gz"
	FileProof   = "proof.json"
	FileKey     = "public-key.pem"
)

// Files lists them all.
var Files = []string{FileDossier, FilePage, FileHistory, FileProof, FileKey}

// Key is where a file of an incident's dossier stands in the evidence bucket.
func Key(id incident.ID, file string) string {
	return fmt.Sprintf("incidents/%s/dossier/%s", id, file)
}

// Records has the incidents.
type Records interface {
	// Get returns an incident as it stands now.
	Get(ctx context.Context, id incident.ID) (incident.Record, error)
}

// A Historian knows what an execution did.
type Historian interface {
	// History returns the execution's description and all its events so far, as JSON.
	History(ctx context.Context, execution string) ([]byte, error)
}

// A Writer makes dossiers.
type Writer struct {
	Records  Records
	People   vault.Store
	Evidence vault.Store
	History  Historian
	Now      func() time.Time
}

// A WriteRequest is the machine's.
type WriteRequest struct {
	Incident  incident.ID `json:"incident"`
	Execution string      `json:"execution"` // ARN
}

// A WriteResult refers to the files. It becomes the result of the ledger's
// entry of phase report, which so covers every byte of them.
type WriteResult struct {
	Dossier vault.Ref `json:"dossier"`
	Page    vault.Ref `json:"page"`
	History vault.Ref `json:"history"`
}

// Write makes the dossier of an incident as it stands now. Writing again makes
// it anew.
func (w Writer) Write(ctx context.Context, in WriteRequest) (WriteResult, error) {
	if err := in.Incident.Check(); err != nil {
		return WriteResult{}, task.Fail(task.BadInput, fmt.Errorf("writing a dossier: %w", err))
	}
	// The execution's name ties it to the incident: no other history can be slipped in.
	if id, ok := incidentOf(in.Execution); !ok || id != in.Incident {
		return WriteResult{}, task.Fail(task.BadInput, fmt.Errorf("writing the dossier of %s: execution %q is not one of its runs", in.Incident, in.Execution))
	}
	out, err := w.write(ctx, in)
	if errors.Is(err, incident.ErrUnknown) {
		err = task.Fail(task.BadInput, err)
	}
	if err != nil {
		return WriteResult{}, fmt.Errorf("writing the dossier of %s: %w", in.Incident, err)
	}
	return out, nil
}

func (w Writer) write(ctx context.Context, in WriteRequest) (out WriteResult, err error) {
	record, err := w.Records.Get(ctx, in.Incident)
	if err != nil {
		return out, err
	}
	d, err := gather(ctx, record, in.Execution, w.People, w.Evidence, w.Now())
	if err != nil {
		return out, err
	}
	body, err := d.encode()
	if err != nil {
		return out, err
	}
	html, err := page(d)
	if err != nil {
		return out, err
	}
	history, err := w.History.History(ctx, in.Execution)
	if err != nil {
		return out, err
	}
	packed, err := pack(history)
	if err != nil {
		return out, err
	}
	for _, f := range []struct {
		ref  *vault.Ref
		name string
		body []byte
	}{{&out.Dossier, FileDossier, body}, {&out.Page, FilePage, html}, {&out.History, FileHistory, packed}} {
		if *f.ref, err = w.Evidence.Put(ctx, Key(in.Incident, f.name), f.body, 0); err != nil {
			return out, err
		}
	}
	return out, nil
}

// incidentOf reads the incident out of an execution's ARN or name
// ("inc-3f9a2c81d0e4-1-r2": the incident, and the number of the run).
func incidentOf(execution string) (incident.ID, bool) {
	name := nameOf(execution)
	i := strings.LastIndex(name, "-r")
	if i < 0 || i+2 == len(name) || strings.Trim(name[i+2:], "0123456789") != "" {
		return "", false
	}
	id := incident.ID(name[:i])
	return id, id.Check() == nil
}

func nameOf(execution string) string { return execution[strings.LastIndexByte(execution, ':')+1:] }
