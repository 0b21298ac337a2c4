package detect

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/summary"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

const caseID incident.ID = "inc-0123456789ab-1"

// A shelf is a log in memory that counts how often an object is opened.
type shelf struct {
	objects map[string][]byte
	broken  string // the object that cannot be opened
	mu      sync.Mutex
	opened  int
}

func (s *shelf) List(context.Context) ([]accesslog.Object, error) {
	if len(s.objects) == 0 {
		return nil, errors.New("the log holds no objects")
	}
	var out []accesslog.Object
	for _, name := range slices.Sorted(maps.Keys(s.objects)) {
		out = append(out, accesslog.Object{Name: name, Size: int64(len(s.objects[name]))})
	}
	return out, nil
}

func (s *shelf) Open(_ context.Context, o accesslog.Object) (io.ReadCloser, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opened++
	if o.Name == s.broken {
		return nil, context.DeadlineExceeded
	}
	return io.NopCloser(bytes.NewReader(s.objects[o.Name])), nil
}

// shelve writes a world as JSON lines in files of perFile records, with one bad
// line, and the reports as CSV.
func shelve(w world, seed uint64, perFile int) (*shelf, []byte) {
	s := &shelf{objects: map[string][]byte{}}
	var buf bytes.Buffer
	n := 0
	flush := func() {
		s.objects[fmt.Sprintf("log/%04d.jsonl", len(s.objects))] = bytes.Clone(buf.Bytes())
		buf.Reset()
	}
	set := w.play(seed, func(r *accesslog.Record) {
		line, _ := json.Marshal(map[string]any{"time": r.Time.Format(time.RFC3339Nano), "principal": r.Principal, "action": r.Action, "customer_id": r.CustomerID, "ticket_id": r.TicketID})
		buf.Write(append(line, '\n'))
		if n++; n%perFile == 0 {
			flush()
		}
	})
	buf.WriteString("not a record\n" + `{"time":"2026-01-05T00:00:00Z","principal":"agent-000","action":"customer.export","customer_id":"C000001"}` + "\n")
	flush()
	reports := "customer_id,called_at,note\n"
	for _, r := range set.Reports {
		reports += r.CustomerID + "," + r.CalledAt.Format(time.RFC3339Nano) + ",knew my SECRET\n"
	}
	return s, []byte(reports)
}

var small = world{agents: 20, customers: 800, lookups: 2500, batch: true, insiders: []theft{{7, 40, 6}}, unrelated: 3}

// distributed runs the phase as the machine does, with the batches in an order of its own.
func distributed(t *testing.T, d *Detector, reports vault.Ref) (PlanResult, Result, error) {
	t.Helper()
	plan, err := d.Plan(t.Context(), PlanRequest{caseID, reports})
	if err != nil {
		return plan, Result{}, err
	}
	batches, err := vault.GetJSON[[]accesslog.Batch](t.Context(), d.People, plan.Batches)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(batches)
	for _, b := range batches {
		if out, err := d.Count(t.Context(), CountRequest{caseID, reports, b}); err != nil || out.N != b.N {
			return plan, Result{}, err
		}
	}
	out, err := d.Localise(t.Context(), LocaliseRequest{Incident: caseID, Reports: reports, Batches: plan.Batches})
	return plan, out, err
}

func TestPhase(t *testing.T) {
	archive, csv := shelve(small, 2, 300)
	people := &vault.Memory{}
	d := &Detector{Log: accesslog.Log{Archive: archive}, People: people}
	reports, _ := people.Put(t.Context(), "opening/reports.csv", csv, 9)
	plan, out, err := distributed(t, d, reports)
	if err != nil {
		t.Fatal(err)
	}
	files := len(archive.objects)
	if plan.Objects != files || plan.Batches.Count != (files+maxObjects-1)/maxObjects || plan.Bytes == 0 {
		t.Errorf("plan %+v of %d files", plan, files)
	}
	lines := int64(small.lookups + 2*small.customers + 40 + 2)
	if out.Decision != Confident || out.Reports != 9 || out.Principals != 21 || out.Explained < 6 || out.LinesRead != lines || out.BadLines != 1 {
		t.Fatalf("result %+v, want %d lines", out, lines)
	}
	suspects, err := vault.GetJSON[[]incident.Suspect](t.Context(), people, *out.Suspects)
	if err != nil || len(suspects) != 1 || suspects[0].Principal != agentName(7) || suspects[0].Basis != "detected" || suspects[0].Why == "" {
		t.Errorf("suspects %+v, %v", suspects, err)
	}
	f, err := vault.GetJSON[Finding](t.Context(), people, out.Evidence)
	if err != nil || !slices.Equal(f.Actions, []string{DefaultAction}) || len(f.BadLines) != 1 || f.BadLines[0].File != "log/0013.jsonl" {
		t.Errorf("evidence %+v, %v", f, err)
	}
	t.Run("neither results nor evidence hold a person's data", func(t *testing.T) {
		keys, _ := people.List(t.Context(), "incidents/")
		for _, key := range keys {
			body, _ := people.Read(t.Context(), key)
			for _, secret := range []string{"SECRET", "C000", "TICKET"} {
				if bytes.Contains(body, []byte(secret)) {
					t.Errorf("%s holds %q", key, secret)
				}
			}
		}
		result, _ := json.Marshal(out)
		if strings.Contains(string(result), "agent") {
			t.Errorf("the result names a principal: %s", result)
		}
	})
	t.Run("again: the same bytes, and no object is read twice", func(t *testing.T) {
		opened := archive.opened
		plan2, out2, err := distributed(t, d, reports)
		if err != nil || plan2 != plan || out2.Evidence != out.Evidence || *out2.Suspects != *out.Suspects {
			t.Errorf("second run: %+v, %v", out2, err)
		}
		if archive.opened != opened {
			t.Errorf("%d objects were opened again", archive.opened-opened)
		}
	})
	t.Run("other reports are counted anew, and old references stay valid", func(t *testing.T) {
		later, _ := people.Put(t.Context(), "opening/later.csv", append(bytes.Clone(csv), "C000799,2026-05-30,x\n"...), 10)
		opened := archive.opened
		if _, _, err := distributed(t, d, later); err != nil {
			t.Fatal(err)
		}
		if archive.opened != opened+files {
			t.Errorf("%d of %d objects were read for the new reports", archive.opened-opened, files)
		}
		if _, err := people.Get(t.Context(), out.Evidence); err != nil {
			t.Error(err)
		}
	})
	t.Run("locally: the same finding", func(t *testing.T) {
		var planned PlanResult
		local := &Detector{Log: accesslog.Log{Archive: archive}, People: &vault.Memory{}}
		got, err := local.Local(t.Context(), csv, func(p PlanResult) { planned = p })
		if err != nil {
			t.Fatal(err)
		}
		a, _ := json.Marshal(got)
		b, _ := json.Marshal(f)
		if !bytes.Equal(a, b) || planned.Bytes != plan.Bytes {
			t.Errorf("locally %s\nin the machine %s", a, b)
		}
	})
}

// However little fits into memory, the finding is the same: in the machine, in
// one process, and from sidecars.
func TestPhaseWithLittleMemory(t *testing.T) {
	archive, csv := shelve(small, 2, 300)
	want, _ := localFinding(t, Detector{Log: accesslog.Log{Archive: archive}}, csv)
	for _, memory := range []int{1, 100, 3000} {
		d := Detector{Log: accesslog.Log{Archive: archive}, memory: memory}
		if got, _ := localFinding(t, d, csv); got != want {
			t.Errorf("%d accesses in memory: locally\n%s\nwant\n%s", memory, got, want)
		}
		d.Summaries = summary.Dir(t.TempDir())
		objects, err := archive.List(t.Context())
		if err == nil {
			_, err = summary.All(t.Context(), d.Summaries, d.Log, objects, nil)
		}
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := localFinding(t, d, csv); got != want {
			t.Errorf("%d accesses in memory: from sidecars\n%s\nwant\n%s", memory, got, want)
		}
		people := &vault.Memory{}
		d.Summaries, d.People = nil, people
		reports, _ := people.Put(t.Context(), "opening/reports.csv", csv, 9)
		_, out, err := distributed(t, &d, reports)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := people.Read(t.Context(), out.Evidence.Key); string(got) != want {
			t.Errorf("%d accesses in memory: in the machine\n%s\nwant\n%s", memory, got, want)
		}
	}
}

func TestPhaseWithoutReports(t *testing.T) {
	archive, _ := shelve(small, 2, 1000)
	d := &Detector{Log: accesslog.Log{Archive: archive}, People: &vault.Memory{}}
	_, out, err := distributed(t, d, vault.Ref{})
	if err != nil || out.Decision != NeedsHuman || out.Suspects != nil || out.Reports != 0 || out.Principals != 21 {
		t.Errorf("%+v, %v", out, err)
	}
}

func TestPhaseFails(t *testing.T) {
	archive, csv := shelve(small, 2, 300)
	people := &vault.Memory{}
	d := &Detector{Log: accesslog.Log{Archive: archive}, People: people}
	reports, _ := people.Put(t.Context(), "opening/reports.csv", csv, 9)
	bad, _ := people.Put(t.Context(), "opening/bad.csv", []byte("SECRET"), 0)
	plan, err := d.Plan(t.Context(), PlanRequest{caseID, reports})
	if err != nil {
		t.Fatal(err)
	}
	batch := accesslog.Batch{N: 4, Objects: []accesslog.Object{{Name: "log/0003.jsonl", Size: 9}}}
	tests := []struct {
		name, want, code string
		do               func() error
	}{
		{"plan: no incident", "not an incident id", task.BadInput, func() error { _, err := d.Plan(t.Context(), PlanRequest{Incident: "../x"}); return err }},
		{"count: no incident", "not an incident id", task.BadInput, func() error { _, err := d.Count(t.Context(), CountRequest{}); return err }},
		{"localise: no incident", "not an incident id", task.BadInput, func() error { _, err := d.Localise(t.Context(), LocaliseRequest{}); return err }},
		{"reports that are none", "line 1", task.BadInput, func() error { _, err := d.Plan(t.Context(), PlanRequest{caseID, bad}); return err }},
		{"reports that are gone", "fetching the customer reports", task.Permanent, func() error {
			_, err := d.Plan(t.Context(), PlanRequest{caseID, vault.Ref{Key: "gone"}})
			return err
		}},
		{"a log of no objects", "no objects", task.Permanent, func() error {
			_, err := (&Detector{Log: accesslog.Log{Archive: &shelf{}}, People: people}).Plan(t.Context(), PlanRequest{caseID, reports})
			return err
		}},
		{"a log without lines", "has no lines", task.BadInput, func() error {
			_, err := (&Detector{Log: accesslog.Log{Archive: &shelf{objects: map[string][]byte{"log/a": []byte("\n\n")}}}, People: &vault.Memory{}}).Local(t.Context(), csv, nil)
			return err
		}},
		{"a log of something else", "log/a: the log is of another format: line 1", task.BadInput, func() error {
			_, err := (&Detector{Log: accesslog.Log{Archive: &shelf{objects: map[string][]byte{"log/a": []byte("a,b\nSECRET,c\n")}}}, People: &vault.Memory{}}).Local(t.Context(), csv, nil)
			return err
		}},
		{"an object that cannot be opened now", "log/0003.jsonl", task.Temporary, func() error {
			archive.broken = "log/0003.jsonl"
			defer func() { archive.broken = "" }()
			_, err := d.Count(t.Context(), CountRequest{caseID, reports, batch})
			return err
		}},
		{"a batch without result", "batch 0 of 2 has no result", task.Permanent, func() error {
			_, err := d.Localise(t.Context(), LocaliseRequest{Incident: caseID, Reports: reports, Batches: plan.Batches})
			return err
		}},
		{"a manifest that was changed", "changed", task.Permanent, func() error {
			people.Put(t.Context(), plan.Batches.Key, []byte("[]"), 0)
			_, err := d.Localise(t.Context(), LocaliseRequest{Incident: caseID, Reports: reports, Batches: plan.Batches})
			return err
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.do()
			if err == nil || !strings.Contains(err.Error(), tt.want) || task.Name(err) != tt.code {
				t.Errorf("%v (%s), want %q (%s)", err, task.Name(err), tt.want, tt.code)
			}
			if err != nil && strings.Contains(err.Error(), "SECRET") {
				t.Errorf("%v holds the reports' content", err)
			}
		})
	}
	if keys, _ := people.List(t.Context(), "incidents/"+string(caseID)+"/detect/partial/000004"); len(keys) > 0 {
		t.Errorf("a failed count left %v", keys)
	}
}
