package dossier

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// told is a Historian that tells the same of every execution.
type told string

func (h told) History(_ context.Context, execution string) ([]byte, error) {
	return fmt.Appendf(nil, `{"execution":%q,"events":%q}`, execution, string(h)), nil
}

func (s *scene) writer() Writer {
	return Writer{Records: s, People: s.people, Evidence: s.evidence, History: told("all"), Now: func() time.Time { return aware.Add(4 * time.Hour) }}
}

func TestWrite(t *testing.T) {
	s := seed(t)
	out, err := s.writer().Write(t.Context(), WriteRequest{seedID, seedRun})
	if err != nil {
		t.Fatal(err)
	}
	keys, err := s.evidence.List(t.Context(), Key(seedID, ""))
	if err != nil || !slices.Equal(keys, []string{out.Page.Key, out.Dossier.Key, out.History.Key}) {
		t.Fatalf("wrote %q (%v)", keys, err)
	}
	for _, ref := range []vault.Ref{out.Dossier, out.Page, out.History} {
		if _, err := s.evidence.Get(t.Context(), ref); err != nil || ref.Count != 0 {
			t.Errorf("%+v: %v", ref, err)
		}
	}
	packed, err := s.evidence.Read(t.Context(), "incidents/inc-3f9a2c81d0e4-1/dossier/history.json.gz")
	if err != nil {
		t.Fatal(err)
	}
	if got := unpack(t, packed); got != `{"execution":"`+seedRun+`","events":"all"}` {
		t.Errorf("history is %s", got)
	}
	again, err := s.writer().Write(t.Context(), WriteRequest{seedID, seedRun})
	if err != nil || again != out {
		t.Errorf("written again: %+v (%v), want %+v", again, err, out)
	}
}

func unpack(t *testing.T, packed []byte) string {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestWriteRefused(t *testing.T) {
	s := seed(t)
	other := incident.ID("inc-000000000000-1")
	for name, in := range map[string]WriteRequest{
		"no incident":           {"", seedRun},
		"path for an incident":  {"../x", seedRun},
		"unknown incident":      {other, "arn:aws:states:eu-central-1:1:execution:m:" + string(other) + "-r1"},
		"another one's history": {seedID, "arn:aws:states:eu-central-1:1:execution:m:" + string(other) + "-r1"},
		"no execution":          {seedID, ""},
		"execution by hand":     {seedID, "arn:aws:states:eu-central-1:1:execution:m:test"},
	} {
		_, err := s.writer().Write(t.Context(), in)
		if task.Name(err) != task.BadInput {
			t.Errorf("%s: %v is %s", name, err, task.Name(err))
		}
	}
}

// failing stores what it gets and loses the n-th answer.
type failing struct {
	*vault.Memory
	at, calls int
}

var errLost = errors.New("the answer was lost")

func (f *failing) Put(ctx context.Context, key string, body []byte, n int) (vault.Ref, error) {
	ref, err := f.Memory.Put(ctx, key, body, n)
	if f.calls++; f.calls == f.at {
		return vault.Ref{}, errLost
	}
	return ref, err
}

func TestWriteFailsWhole(t *testing.T) {
	for at := 1; at <= 3; at++ {
		s := seed(t)
		w := s.writer()
		w.Evidence = &failing{Memory: s.evidence, at: at}
		if out, err := w.Write(t.Context(), WriteRequest{seedID, seedRun}); !errors.Is(err, errLost) || out != (WriteResult{}) {
			t.Errorf("put %d lost: %+v (%v)", at, out, err)
		}
		if _, err := s.writer().Write(t.Context(), WriteRequest{seedID, seedRun}); err != nil {
			t.Errorf("after put %d was lost: %v", at, err)
		}
	}
}

func TestIncidentOf(t *testing.T) {
	for execution, want := range map[string]incident.ID{
		seedRun:                    seedID,
		"inc-3f9a2c81d0e4-12-r345": "inc-3f9a2c81d0e4-12",
		"inc-3f9a2c81d0e4-1":       "", "inc-3f9a2c81d0e4-1-r": "", "inc-3f9a2c81d0e4-1-r1x": "", "-r1": "", "": "",
		"arn:aws:states:eu-central-1:1:execution:m/CountAccesses:0f8fad5b-d9cb-469f-a165-70867728950e": "",
	} {
		got, ok := incidentOf(execution)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%q is a run of %q (%v), want %q", execution, got, ok, want)
		}
	}
}
