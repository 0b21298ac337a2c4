package scope

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/summary"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

var everybody = []string{"agent-013", "agent-0137", "agent-01", "Zoë \"Z\"", "svc-nightly"}

// randomObjects is a log of several objects: two writers, some packed, one of
// them now and then cut off, with lines that are bad whoever they are about.
func randomObjects(r *rand.Rand) logFiles {
	log := logFiles{}
	for i := range 1 + r.IntN(6) {
		var b strings.Builder
		for range r.IntN(300) {
			if r.IntN(25) == 0 {
				b.WriteString([]string{"{\n", "[]\n", "\n", "nonsense\n"}[r.IntN(4)])
				continue
			}
			fields := [][]string{{"name", "email"}, {"email", "phone"}, {"name"}, nil}[r.IntN(4)]
			action := DefaultAction
			if r.IntN(5) == 0 {
				action = "customer.search"
			}
			hours := float64(i*24) + r.Float64()*40
			if r.IntN(3) > 0 {
				hours = float64(int(hours))
			}
			line := eventOf(action, hours, everybody[r.IntN(len(everybody))], fmt.Sprintf("C%d", r.IntN(30)*r.IntN(30)), fields...)
			if r.IntN(8) == 0 {
				line = strings.Replace(line, "customer_id", `\u0063ustomer_\u0069d`, 1)
			}
			b.WriteString(line)
		}
		body := b.String()
		if r.IntN(2) == 0 {
			var packed bytes.Buffer
			w := gzip.NewWriter(&packed)
			fmt.Fprint(w, body)
			w.Close()
			if body = packed.String(); r.IntN(4) == 0 {
				body = body[:len(body)*2/3]
			}
		}
		log[fmt.Sprintf("access/host-%d/%02d.jsonl", i%2, i)] = body
	}
	return log
}

// randomQuery asks about some of them, in a window or none, whole hours or not.
func randomQuery(t *testing.T, r *rand.Rand) Query {
	t.Helper()
	var from, to string
	step := []float64{1, 0.001}[r.IntN(2)]
	begin := float64(r.IntN(60)) * step
	if step < 1 {
		begin += float64(r.IntN(60))
	}
	if r.IntN(2) == 0 {
		from = bound(at(begin))
	}
	if r.IntN(2) == 0 {
		to = bound(at(begin + 1 + float64(r.IntN(60))*step))
	}
	names := append(slices.Clone(everybody), "not in the log")
	r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	actions := [][]string{nil, {DefaultAction, "customer.search"}, {"customer.search"}}[r.IntN(3)]
	q, err := NewQuery(names[:1+r.IntN(3)], actions, from, to)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// answer is all that scope says, as text.
func answer(t *testing.T, p Phase, q Query) (string, *Summarised) {
	t.Helper()
	p.People = &vault.Memory{}
	report, affected, err := p.Local(t.Context(), q, nil)
	if err != nil {
		return "error: " + err.Error(), nil
	}
	summarised := report.Summarised
	report.Summarised = nil
	body, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	list, err := json.Marshal(affected())
	if err != nil {
		t.Fatal(err)
	}
	return string(body) + "\n" + string(list), summarised
}

// What sidecars say is what the log says, whatever is asked, and whatever became
// of some of the sidecars.
func TestSidecarsAnswerAsTheLogDoes(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 3))
		log := randomObjects(r)
		p := Phase{Log: accesslog.Log{Archive: log}}
		if r.IntN(2) == 0 {
			p.Directory = customerFile(header + "C0,a@example.org,A,DE,de,consumer\nC4,b@example.org,B,FR,fr,business\n")
		}
		objects, err := log.List(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		sidecars := &memorySidecars{}
		if _, err := summary.All(t.Context(), sidecars, p.Log, objects, nil); err != nil {
			t.Fatal(err)
		}
		want := len(objects)
		if r.IntN(3) == 0 { // one is lost, damaged or of an earlier object
			spoilt := objects[r.IntN(len(objects))].Name
			switch r.IntN(3) {
			case 0:
				delete(sidecars.bodies, spoilt)
			case 1:
				sidecars.bodies[spoilt][len(sidecars.bodies[spoilt])/3] ^= 4
			case 2:
				log[spoilt] += event(50, "agent-01", "C1")
			}
			want--
		}
		for range 3 {
			q := randomQuery(t, r)
			p.Summaries = nil
			read, _ := answer(t, p, q)
			p.Summaries = sidecars
			recalled, summarised := answer(t, p, q)
			if read != recalled {
				t.Fatalf("seed %d: %+v\nthe log says\n%s\nits sidecars say\n%s", seed, q, read, recalled)
			}
			// Damage in a part that is not asked for is none of this question's business.
			if summarised != nil && (summarised.Objects < want || summarised.Objects+len(summarised.Read) != len(log)) {
				t.Errorf("seed %d: %+v of %d objects: want %d from sidecars and the rest named", seed, summarised, len(log), want)
			}
		}
	}
}

// An object without its sidecar is named, with the reason.
func TestWhatIsReadInsteadIsNamed(t *testing.T) {
	log := logFiles{"a": event(1, "agent-1", "C1"), "b": event(2, "agent-1", "C2"), "c": event(3, "agent-1", "C3")}
	p := Phase{Log: accesslog.Log{Archive: log}}
	objects, _ := log.List(t.Context())
	sidecars := &memorySidecars{}
	if _, err := summary.All(t.Context(), sidecars, p.Log, objects, nil); err != nil {
		t.Fatal(err)
	}
	delete(sidecars.bodies, "a")
	log["c"] += event(4, "agent-1", "C4")
	p.Summaries = sidecars
	q, err := NewQuery([]string{"agent-1"}, nil, "", "")
	if err != nil {
		t.Fatal(err)
	}
	_, got := answer(t, p, q)
	if got == nil || got.Objects != 1 || len(got.Read) != 2 || got.Read[0].File != "a" || got.Read[1].File != "c" ||
		!strings.Contains(got.Read[0].Reason, "no sidecar") || !strings.Contains(got.Read[1].Reason, "changed since") {
		t.Errorf("%+v: want a as missing and c as changed", got)
	}
}

// unreachable is a store that cannot be reached for some objects.
type unreachable struct {
	summary.Store
	down map[string]bool
}

func (u unreachable) Open(ctx context.Context, object string) (accesslog.ReaderAtCloser, error) {
	if u.down[object] {
		return nil, errors.New("the sidecar cannot be fetched now")
	}
	return u.Store.Open(ctx, object)
}

// The steps of the machine find with sidecars what they find without, also where
// some are missing or cannot be fetched, and the stored result says which.
func TestStepsTakeSidecars(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 7))
		log := randomObjects(r)
		log["access/host-0/full.jsonl"] = event(1, "agent-01", "C1") // of which there is a sidecar in any case
		p := &Phase{Log: accesslog.Log{Archive: log}, Directory: customerFile(header + "C0,a@example.org,A,DE,de,consumer\n")}
		objects, err := log.List(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		sidecars := &memorySidecars{}
		if _, err := summary.All(t.Context(), sidecars, p.Log, objects, nil); err != nil {
			t.Fatal(err)
		}
		down, without := map[string]bool{}, 0
		for _, o := range objects {
			if o.Name != "access/host-0/full.jsonl" && r.IntN(3) == 0 {
				if down[o.Name] = r.IntN(2) == 0; !down[o.Name] {
					delete(sidecars.bodies, o.Name)
				}
				without++
			}
		}
		var results []Result
		for _, store := range []summary.Store{nil, unreachable{sidecars, down}} {
			people := &vault.Memory{}
			p.People, p.Summaries = people, store
			out, err := run(t, p, PlanRequest{Incident: id, Suspects: suspects(t, people, "agent-01", "agent-0137")})
			if err != nil {
				t.Fatal(err)
			}
			report, err := vault.GetJSON[Report](t.Context(), people, out.Result)
			if err != nil {
				t.Fatal(err)
			}
			if store == nil && report.Summarised != nil {
				t.Errorf("seed %d: %+v although there was no store", seed, report.Summarised)
			}
			if s := report.Summarised; store != nil && (s == nil || s.Objects != len(objects)-without || len(s.Read) != without) {
				t.Errorf("seed %d: %+v of %d objects, want %d named as read and the others answered for", seed, s, len(objects), without)
			}
			out.Result = vault.Ref{}
			results = append(results, out)
		}
		if !reflect.DeepEqual(results[0], results[1]) {
			t.Errorf("seed %d: the steps read\n%+v\nand with sidecars find\n%+v", seed, results[0], results[1])
		}
	}
}
