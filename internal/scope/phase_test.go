package scope

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/directory"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// The set is exactly what a plain loop over a random log finds.
func TestSetIsExact(t *testing.T) {
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 1))
		files := logFiles{}
		type want struct {
			events      map[string]int64
			first, last float64
			fields      map[string]bool
		}
		truth, matched, lines := map[string]*want{}, 0, int64(0)
		const from, to = 100, 300
		for f := range 20 {
			var b strings.Builder
			for range 200 {
				h, who, whose := float64(r.IntN(400*4))/4, fmt.Sprint("agent-", r.IntN(6)), fmt.Sprint("C", r.IntN(150))
				action := []string{DefaultAction, DefaultAction, "customer.update", "customer.export"}[r.IntN(4)]
				field := []string{"name", "email", "phone"}[r.IntN(3)]
				b.WriteString(eventOf(action, h, who, whose, field))
				lines++
				if (who == "agent-1" || who == "agent-4") && (action == DefaultAction || action == "customer.export") && h >= from && h < to {
					matched++
					w := truth[whose]
					if w == nil {
						w = &want{map[string]int64{}, h, h, map[string]bool{}}
						truth[whose] = w
					}
					w.events[who]++
					w.first, w.last = min(w.first, h), max(w.last, h)
					w.fields[field] = true
				}
			}
			files[fmt.Sprintf("%02d.jsonl", f)] = b.String()
		}
		people := &vault.Memory{}
		p := &Phase{People: people, Log: accesslog.Log{Archive: files}, Directory: customerFile(header + "X,,,,,\n")}
		out, err := run(t, p, PlanRequest{Incident: id, Suspects: suspects(t, people, "agent-4", "agent-1", "agent-4"),
			Actions: []string{"customer.export", DefaultAction}, From: at(from).Format("2006-01-02T15:04:05Z07:00"), To: at(to).Format("2006-01-02T15:04:05Z07:00")})
		if err != nil {
			t.Fatal(err)
		}
		if out.Affected != len(truth) || out.EventsMatched != int64(matched) || out.LinesRead != lines || out.BadLines != 0 || out.LowerBound {
			t.Errorf("seed %d: %+v; want %d affected, %d events, %d lines", seed, out, len(truth), matched, lines)
		}
		list := get[Affected](t, people, out.AffectedList)
		for i, a := range list {
			w := truth[a.CustomerID]
			if w == nil || a.N != i+1 || !maps.Equal(a.Events, w.events) || !a.First.Equal(at(w.first)) || !a.Last.Equal(at(w.last)) ||
				!slices.Equal(a.Fields, slices.Sorted(maps.Keys(w.fields))) {
				t.Errorf("seed %d: %+v, want %+v", seed, a, w)
			}
		}
		if !slices.IsSortedFunc(list, func(a, b Affected) int { return strings.Compare(a.CustomerID, b.CustomerID) }) || len(list) != len(truth) {
			t.Errorf("seed %d: the list of %d is not sorted or not whole", seed, len(list))
		}
	}
}

func TestJoinAndShards(t *testing.T) {
	var log, rows strings.Builder
	rows.WriteString(header)
	for i := range 1203 {
		customer := fmt.Sprintf("C%04d", i)
		log.WriteString(event(float64(i)/100, "agent-1", customer, "name", "email"))
		switch {
		case i == 0: // without address
			fmt.Fprintf(&rows, "%s,,Nobody,DE,de,consumer\n", customer)
		case i == 1: // of no known country
			fmt.Fprintf(&rows, "%s,c@example.org,Some Body,Atlantis,en,business\n", customer)
		case i == 2: // not in the directory
		default:
			fmt.Fprintf(&rows, "%s,c%d@example.org,Some Body,US-CA,en,consumer\n", customer, i)
		}
	}
	people := &vault.Memory{}
	p := &Phase{People: people, Log: accesslog.Log{Archive: logFiles{"a": log.String()}}, Directory: customerFile(rows.String())}
	in := PlanRequest{Incident: id, Suspects: suspects(t, people, "agent-1")}
	out, err := run(t, p, in)
	if err != nil {
		t.Fatal(err)
	}
	if out.Affected != 1203 || out.Recipients != 1201 || out.Unreachable != 2 || out.NotInDirectory != 1 || out.DirectoryFlawed != 2 ||
		!maps.Equal(out.ByCountry, map[string]int{"US-CA": 1200, "DE": 1, "ZZ": 1}) ||
		!maps.Equal(out.BySegment, map[string]int{"consumer": 1201, "business": 1}) ||
		!maps.Equal(out.ByLanguage, map[string]int{"en": 1201, "de": 1}) || !slices.Equal(out.Fields, []string{"email", "name"}) {
		t.Errorf("%+v", out)
	}
	unreachable := get[Unreachable](t, people, out.UnreachableList)
	want := []Unreachable{{1, "C0000", "Nobody", "DE", "de", "no e-mail address"}, {3, "C0002", "", "", "", "not in the customer directory"}}
	if !slices.Equal(unreachable, want) {
		t.Errorf("unreachable %+v, want %+v", unreachable, want)
	}
	shards, err := vault.GetJSON[[]Shard](context.Background(), people, out.Shards)
	if err != nil || len(shards) != 3 || out.Shards.Count != 1201 {
		t.Fatalf("shards %+v, %v", shards, err)
	}
	last, total := 0, 0
	for i, s := range shards {
		all := get[Recipient](t, people, s.Ref)
		if s.N != i || len(all) > ShardSize {
			t.Errorf("shard %d has number %d and %d recipients", i, s.N, len(all))
		}
		for _, r := range all {
			if r.N <= last || r.CustomerID != fmt.Sprintf("C%04d", r.N-1) || r.Email == "" {
				t.Errorf("recipient %+v behind number %d", r, last)
			}
			last, total = r.N, total+1
		}
	}
	if total != 1201 {
		t.Errorf("%d recipients in the shards", total)
	}
	for _, ref := range []vault.Ref{out.Result, out.AffectedList, out.Shards, out.UnreachableList, shards[0].Ref} {
		if !strings.HasPrefix(ref.Key, "incidents/"+string(id)+"/scope/") {
			t.Errorf("%s is outside the incident's own place", ref.Key)
		}
	}
	// What the machine sees holds nobody.
	body, err := json.Marshal(out)
	if err != nil || strings.Contains(string(body), "C0") || strings.Contains(string(body), "agent-1") || strings.Contains(string(body), "Atlantis") {
		t.Errorf("%s, %v", body, err)
	}
}

// A second merge, and a second run from the plan on, write the same objects.
func TestRunAgainWritesTheSame(t *testing.T) {
	people := &vault.Memory{}
	p := &Phase{People: people, Log: accesslog.Log{Archive: logFiles{"a": event(1, "agent-1", "C1", "name") + "bad\n" + event(2, "agent-2", "C2"), "b": event(30, "agent-1", "C2", "phone")}},
		Directory: customerFile(header + "C1,a@example.org,A,DE,de,consumer\nC2,,B,FR,fr,consumer\n")}
	in := PlanRequest{Incident: id, Suspects: suspects(t, people, "agent-1", "agent-2")}
	first, err := run(t, p, in)
	if err != nil {
		t.Fatal(err)
	}
	before := snapshot(t, people)
	p.Log.Archive = unreadable{p.Log.Archive} // what was scanned is not read again
	second, err := run(t, p, in)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := fmt.Sprint(asJSON(t, first)), fmt.Sprint(asJSON(t, second)); a != b {
		t.Errorf("%s\n%s", a, b)
	}
	if !maps.Equal(before, snapshot(t, people)) {
		t.Error("the objects differ")
	}
}

type unreadable struct{ accesslog.Archive }

func (unreadable) Open(context.Context, accesslog.Object) (io.ReadCloser, error) {
	return nil, errors.New("this object was read before")
}

func snapshot(t *testing.T, s vault.Store) map[string]string {
	t.Helper()
	keys, err := s.List(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, k := range keys {
		body, err := s.Read(context.Background(), k)
		if err != nil {
			t.Fatal(err)
		}
		out[k] = string(body)
	}
	return out
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	body, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestMergeWantsEveryBatch(t *testing.T) {
	people := &vault.Memory{}
	p := &Phase{People: people, Log: accesslog.Log{Archive: logFiles{}}, Directory: customerFile(header + "C1,a@example.org,A,DE,de,consumer\n")}
	for i := range 3 * maxObjects {
		p.Log.Archive.(logFiles)[fmt.Sprintf("%02d", i)] = event(1, "agent-1", fmt.Sprint("C", i))
	}
	in := PlanRequest{Incident: id, Suspects: suspects(t, people, "agent-1")}
	plan, err := p.Plan(context.Background(), in)
	if err != nil || plan.Objects != 3*maxObjects || plan.Batches.Count != 3 {
		t.Fatalf("%+v, %v", plan, err)
	}
	batches, err := vault.GetJSON[[]accesslog.Batch](context.Background(), people, plan.Batches)
	if err != nil {
		t.Fatal(err)
	}
	merge := MergeRequest{in, plan.Batches}
	for _, n := range []int{0, 2} {
		if _, err := p.Scan(context.Background(), ScanRequest{in, batches[n]}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := p.Merge(context.Background(), merge); !errors.Is(err, vault.ErrMissing) || task.Name(err) != task.Permanent || !strings.Contains(err.Error(), "batch 1 ") {
		t.Error(err)
	}
	other := in // partial results for one window are none for another
	other.To = "2030-01-01"
	if _, err := p.Scan(context.Background(), ScanRequest{other, batches[1]}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Merge(context.Background(), merge); !errors.Is(err, vault.ErrMissing) {
		t.Error(err)
	}
	if _, err := p.Scan(context.Background(), ScanRequest{in, batches[1]}); err != nil {
		t.Fatal(err)
	}
	if out, err := p.Merge(context.Background(), merge); err != nil || out.Affected != 3*maxObjects {
		t.Errorf("%+v, %v", out, err)
	}
}

func TestDamagedLogIsALowerBound(t *testing.T) {
	people := &vault.Memory{}
	log := logFiles{"a": event(1, "agent-1", "C1") + "{\n", "b": "\x1f\x8b", "c": event(2, "agent-1", "C2")}
	p := &Phase{People: people, Log: accesslog.Log{Archive: log}, Directory: customerFile(header + "C1,a@example.org,A,DE,de,consumer\n")}
	out, err := run(t, p, PlanRequest{Incident: id, Suspects: suspects(t, people, "agent-1")})
	if err != nil || out.Affected != 2 || !out.LowerBound || out.Damaged != 1 || out.BadLines != 2 || out.LinesRead != 3 {
		t.Errorf("%+v, %v", out, err)
	}
}

func TestWindowIncludesFromAndNotTo(t *testing.T) {
	people := &vault.Memory{}
	log := logFiles{"a": event(9.999, "agent-1", "early") + event(10, "agent-1", "from") + event(19.999, "agent-1", "within") + event(20, "agent-1", "to")}
	p := &Phase{People: people, Log: accesslog.Log{Archive: log}, Directory: customerFile(header + "from,,,,,\n")}
	out, err := run(t, p, PlanRequest{Incident: id, Suspects: suspects(t, people, "agent-1"), From: "2025-01-06T12:00:00+02:00", To: "2025-01-06T20:00:00Z"})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, a := range get[Affected](t, people, out.AffectedList) {
		ids = append(ids, a.CustomerID)
	}
	if strings.Join(ids, " ") != "from within" || !out.First.Equal(at(10)) || !out.Last.Equal(at(19.999)) {
		t.Errorf("%v, %+v", ids, out)
	}
}

func TestBadInput(t *testing.T) {
	one := logFiles{"a": event(1, "agent-1", "C1")}
	good := customerFile(header + "C1,a@example.org,A,DE,de,consumer\n")
	for _, c := range []struct {
		name      string
		suspects  []string
		from, to  string
		log       logFiles
		directory directory.Source
		want      string
	}{
		{"no suspects", nil, "", "", one, good, "no suspect is named"},
		{"empty suspect", []string{"agent-1", ""}, "", "", one, good, "name is empty"},
		{"reversed window", []string{"agent-1"}, "2025-03-01", "2025-02-01T00:00:00Z", one, good, "ends (to 2025-02-01T00:00:00Z) before it begins"},
		{"empty window", []string{"agent-1"}, "2025-03-01", "2025-03-01", one, good, "before it begins"},
		{"no time", []string{"agent-1"}, "yesterday", "", one, good, `from, "yesterday", is no time`},
		{"log of no objects", []string{"agent-1"}, "", "", logFiles{}, good, "no log is there"},
		{"log without lines", []string{"agent-1"}, "", "", logFiles{"a": "\n", "b": ""}, good, "no lines in its 2 objects"},
		{"log of bad lines", []string{"agent-1"}, "", "", logFiles{"a": "x\ny\n"}, good, "all 2 lines of the log are bad"},
		{"log of another kind", []string{"agent-1"}, "", "", logFiles{"a": "PAR1"}, good, "a: the log is of another format"},
		{"unknown suspect", []string{"agent-2"}, "", "", one, good, "none of the 1 suspects is in the log"},
		{"directory of another kind", []string{"agent-1"}, "", "", one, customerFile("name\n"), "customers.csv: the header in line 1 lacks"},
		{"directory without rows", []string{"agent-1"}, "", "", one, customerFile(header), "no customers below its header"},
	} {
		people := &vault.Memory{}
		p := &Phase{People: people, Log: accesslog.Log{Archive: c.log}, Directory: c.directory}
		_, err := run(t, p, PlanRequest{Incident: id, Suspects: suspects(t, people, c.suspects...), From: c.from, To: c.to})
		if err == nil || task.Name(err) != task.BadInput || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	p := &Phase{People: &vault.Memory{}, Log: accesslog.Log{Archive: one}, Directory: good}
	if _, err := p.Plan(context.Background(), PlanRequest{Incident: id}); task.Name(err) != task.BadInput {
		t.Error(err)
	}
	if _, err := p.Plan(context.Background(), PlanRequest{Incident: "no incident"}); task.Name(err) != task.BadInput {
		t.Error(err)
	}
}

// A connection that breaks within an object is worth another try.
func TestBrokenConnectionIsTemporary(t *testing.T) {
	people := &vault.Memory{}
	p := &Phase{People: people, Log: accesslog.Log{Archive: cutOff{logFiles{"a": event(1, "agent-1", "C1")}}}}
	_, err := run(t, p, PlanRequest{Incident: id, Suspects: suspects(t, people, "agent-1")})
	if task.Name(err) != task.Temporary {
		t.Errorf("%v is %s", err, task.Name(err))
	}
}

type cutOff struct{ logFiles }

func (c cutOff) Open(ctx context.Context, o accesslog.Object) (io.ReadCloser, error) {
	r, w := io.Pipe()
	w.CloseWithError(io.ErrUnexpectedEOF)
	return r, nil
}
