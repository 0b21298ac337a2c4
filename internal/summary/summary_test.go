package summary

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

func made(t *testing.T, log memoryLog, name string) ([]byte, map[string][]Cell) {
	t.Helper()
	body, cells, _, err := Of(t.Context(), accesslog.Log{Archive: log}, object(log, name), nil)
	if err != nil {
		t.Fatal(err)
	}
	return body, cells
}

func replayed(s *Sidecar, principal string) (out []string, err error) {
	err = s.Replay(principal, func(r *accesslog.Record) error {
		out = append(out, text(*r))
		return nil
	})
	return out, err
}

// A sidecar gives back every record of everybody, as the log has it.
func TestSidecarHoldsTheLog(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		log := memoryLog{"a": randomLog(r, r.IntN(600))}
		body, cells := made(t, log, "a")
		if again, _ := made(t, log, "a"); !bytes.Equal(body, again) {
			t.Fatalf("seed %d: the same object gave other bytes", seed)
		}
		s, err := Open(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		want, stats := records(log, "a")
		if !reflect.DeepEqual(s.Stats, stats) || s.Object != object(log, "a") {
			t.Errorf("seed %d: statistics %+v of %+v, want %+v", seed, s.Stats, s.Object, stats)
		}
		if got := s.Principals(); len(got) != len(want) {
			t.Errorf("seed %d: principals %q, want %d", seed, got, len(want))
		}
		hours, all := map[int64]int64{}, 0
		for name, list := range want {
			var lines []string
			for _, r := range list {
				lines = append(lines, text(r))
				hours[HourOf(r.Time)]++
				all++
				if r.Time.Before(s.First) || r.Time.After(s.Last) {
					t.Errorf("seed %d: %s lies outside %s to %s", seed, r.Time, s.First, s.Last)
				}
			}
			got, err := replayed(s, name)
			if !slices.IsSorted(ids(got)) {
				t.Errorf("seed %d: customers of %q are not together", seed, name)
			}
			slices.Sort(lines)
			slices.Sort(got)
			if err != nil || !slices.Equal(got, lines) || s.Events(name) != int64(len(list)) {
				t.Fatalf("seed %d: %q gave back\n%q\nwant\n%q\n%v", seed, name, got, lines, err)
			}
		}
		for _, h := range s.Hours {
			if hours[h.Hour] != h.Events {
				t.Errorf("seed %d: hour %d has %d events, want %d", seed, h.Hour, h.Events, hours[h.Hour])
			}
			delete(hours, h.Hour)
		}
		if len(hours) > 0 {
			t.Errorf("seed %d: hours are missing: %v", seed, hours)
		}
		days := map[string]int64{}
		for name, of := range s.Days() {
			for day, events := range of {
				days[fmt.Sprint(name, "/", day)] += events
			}
		}
		for name, list := range want {
			for _, r := range list {
				days[fmt.Sprint(name, "/", dayOf(HourOf(r.Time)))]--
			}
		}
		for day, left := range days {
			if left != 0 {
				t.Errorf("seed %d: %q has %d events too many", seed, day, left)
			}
		}
		stored, err := s.Cells()
		if err != nil || !reflect.DeepEqual(stored, cells) {
			t.Errorf("seed %d: stored cells %v, want %v (%v)", seed, stored, cells, err)
		}
		checkCells(t, cells, want)
	}
}

// ids cuts the customers out of texts.
func ids(texts []string) (out []string) {
	for _, s := range texts {
		id, _, _ := bytes.Cut([]byte(s), []byte(`" `))
		out = append(out, string(id))
	}
	return out
}

func checkCells(t *testing.T, cells map[string][]Cell, want map[string][]accesslog.Record) {
	t.Helper()
	for name, list := range want {
		events, customers, bare := map[int64]int64{}, map[int64]map[string]bool{}, map[int64]map[string]bool{}
		for _, r := range list {
			h := HourOf(r.Time)
			if customers[h] == nil {
				customers[h], bare[h] = map[string]bool{}, map[string]bool{}
			}
			events[h]++
			customers[h][r.CustomerID] = true
			if r.TicketID == "" {
				bare[h][r.CustomerID] = true
			}
		}
		if len(cells[name]) != len(events) {
			t.Errorf("%q has %d hours, want %d", name, len(cells[name]), len(events))
		}
		for _, c := range cells[name] {
			if want := (Cell{c.Hour, events[c.Hour], int64(len(customers[c.Hour])), int64(len(bare[c.Hour]))}); c != want {
				t.Errorf("%q: %+v, want %+v", name, c, want)
			}
		}
	}
}

func TestStrangerHasNoRecords(t *testing.T) {
	body, _ := made(t, memoryLog{"a": randomLog(rand.New(rand.NewPCG(1, 1)), 50)}, "a")
	s, err := Open(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := replayed(s, "agent-9"); err != nil || got != nil || s.Events("agent-9") != 0 {
		t.Errorf("%q, %v", got, err)
	}
}

// A changed byte is noticed wherever it stands, or does not matter.
func TestEveryDamageIsNoticed(t *testing.T) {
	log := memoryLog{"a": randomLog(rand.New(rand.NewPCG(7, 1)), 120)}
	whole, cells := made(t, log, "a")
	good, err := Open(bytes.NewReader(whole))
	if err != nil {
		t.Fatal(err)
	}
	answers := map[string][]string{}
	for _, name := range good.Principals() {
		answers[name], _ = replayed(good, name)
	}
	damaged := 0
	check := func(what string, at int, body []byte) {
		s, err := Open(bytes.NewReader(body))
		if err != nil {
			if !Unusable(err) {
				t.Errorf("%s %d: %v: it must read as damaged", what, at, err)
			}
			damaged++
			return
		}
		for name, want := range answers {
			got, err := replayed(s, name)
			if err != nil && !errors.Is(err, ErrDamaged) || err == nil && !slices.Equal(got, want) {
				t.Errorf("%s %d: a wrong answer about %q (%v)", what, at, name, err)
			}
			if err != nil {
				damaged++
			}
		}
		if got, err := s.Cells(); err == nil && !reflect.DeepEqual(got, cells) {
			t.Errorf("%s %d: wrong hours", what, at)
		} else if err != nil {
			damaged++
		}
	}
	for at := range whole {
		changed := bytes.Clone(whole)
		changed[at] ^= 0x10
		check("byte", at, changed)
		check("length", at, whole[:at])
	}
	if damaged < 2*len(whole)-10 {
		t.Errorf("only %d of %d damages were noticed", damaged, 2*len(whole))
	}
}

func TestOutdated(t *testing.T) {
	log := memoryLog{"a": randomLog(rand.New(rand.NewPCG(3, 1)), 50)}
	body, _ := made(t, log, "a")
	dir := Dir(t.TempDir())
	if err := dir.Put(t.Context(), "a", body); err != nil {
		t.Fatal(err)
	}
	parquet, err := accesslog.FormatNamed("parquet")
	if err != nil {
		t.Fatal(err)
	}
	now := object(log, "a")
	for _, c := range []struct {
		name string
		log  accesslog.Log
		o    accesslog.Object
		want error
	}{
		{"as it was", accesslog.Log{}, now, nil},
		{"another size", accesslog.Log{}, accesslog.Object{Name: "a", Size: now.Size + 1, Tag: now.Tag}, ErrOutdated},
		{"other bytes of the same size", accesslog.Log{}, accesslog.Object{Name: "a", Size: now.Size, Tag: "other"}, ErrOutdated},
		{"another way of reading", accesslog.Log{Format: parquet}, now, ErrOutdated},
		{"another object", accesslog.Log{}, accesslog.Object{Name: "b"}, ErrMissing},
	} {
		_, file, err := Lookup(t.Context(), dir, c.log, c.o)
		if !errors.Is(err, c.want) || Unusable(err) != (c.want != nil) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if err == nil {
			file.Close()
		}
	}
	body[4]++
	if _, err := Open(bytes.NewReader(body)); !errors.Is(err, ErrOutdated) {
		t.Errorf("another version: %v, want ErrOutdated", err)
	}
}

// All makes what is missing and no more.
func TestAllMakesWhatIsMissing(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 1))
	log := memoryLog{"a": randomLog(r, 100), "b": randomLog(r, 100), "c": ""}
	objects, _ := log.List(t.Context())
	dir := Dir(t.TempDir())
	for round, want := range []Made{{Made: 3}, {There: 3}, {Made: 1, There: 2}} {
		if round == 2 {
			log["b"] += randomLog(r, 10)
			objects, _ = log.List(t.Context())
		}
		got, err := All(t.Context(), dir, accesslog.Log{Archive: log}, objects, nil)
		if err != nil || got.Made != want.Made || got.There != want.There || (got.Written > 0) != (want.Made > 0) {
			t.Errorf("round %d: %+v, %v; want %+v", round, got, err, want)
		}
	}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := All(stopped, Dir(t.TempDir()), accesslog.Log{Archive: log}, objects, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

func FuzzOpen(f *testing.F) {
	body, _, _, err := Of(context.Background(), accesslog.Log{Archive: memoryLog{"a": randomLog(rand.New(rand.NewPCG(2, 1)), 30)}}, accesslog.Object{Name: "a"}, nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(body)
	f.Fuzz(func(t *testing.T, body []byte) {
		// Behind the checksums: whatever is decoded must not harm.
		s := &Sidecar{file: bytes.NewReader(body)}
		if s.decode(body) == nil {
			for _, name := range s.Principals() {
				s.Events(name)
			}
		}
		_, _ = decodeCells(body, []string{"a", "b"})
		part := &Sidecar{unit: second, kinds: make([]Kind, 3), principals: []principal{{name: "p", events: 3}}}
		var roll Roll
		if part.roll(part.principals[0], body, &roll) == nil {
			_ = part.replay("p", &roll, func(*accesslog.Record) error { return nil })
		}
		if s, err := Open(bytes.NewReader(body)); err == nil {
			for _, name := range s.Principals() {
				_, _ = replayed(s, name)
			}
		}
	})
}
