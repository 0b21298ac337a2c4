package obligation

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"
)

var awareness = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

func duties(t testing.TB, affected map[string]int) []Obligation {
	t.Helper()
	return dutiesFrom(t, awareness, affected)
}

func dutiesFrom(t testing.TB, aware time.Time, affected map[string]int) []Obligation {
	t.Helper()
	all, err := Assess(Facts{AwareAt: aware.Format(time.RFC3339), Affected: affected, Role: "controller", ListedIn: []string{}})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func standing(t testing.TB, s Scheduler) []string {
	t.Helper()
	names, err := s.Names(t.Context(), Prefix(testIncident))
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	return names
}

func TestRemindAgainChangesNothing(t *testing.T) {
	var m MemoryScheduler
	all := duties(t, map[string]int{"DE": 1})
	n, err := Remind(t.Context(), &m, testIncident, all, awareness)
	if err != nil {
		t.Fatal(err)
	}
	first := standing(t, &m)
	if n != len(first) || n == 0 {
		t.Errorf("says %d stand, %d do", n, len(first))
	}
	if n, err = Remind(t.Context(), &m, testIncident, all, awareness.Add(5*time.Minute)); err != nil || n != len(first) {
		t.Errorf("again: %d, %v", n, err)
	}
	if again := standing(t, &m); !slices.Equal(first, again) {
		t.Errorf("first %q\nagain %q", first, again)
	}
}

// When the count shows that a law does not reach the incident, its reminders
// go; another incident's stay.
func TestRemindDropsWhatIsStale(t *testing.T) {
	var m MemoryScheduler
	other := Schedule{Name: Prefix("inc-3f9a2c81d0e4-10") + "EU-GDPR-33"}
	foreign := Schedule{Name: "approval-" + string(testIncident) + ".1"}
	for _, s := range []Schedule{other, foreign} {
		if err := m.Create(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Remind(t.Context(), &m, testIncident, duties(t, nil), awareness); err != nil {
		t.Fatal(err)
	}
	before := len(standing(t, &m))
	german, does := duties(t, map[string]int{"DE": 1}), map[string]bool{}
	for _, o := range german {
		does[o.ID] = o.Open()
	}
	n, err := Remind(t.Context(), &m, testIncident, german, awareness.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	names := standing(t, &m)
	if len(names) != n || n >= before {
		t.Errorf("%d stand, it says %d; %d before", len(names), n, before)
	}
	for _, name := range names {
		in := m.schedules[name].Input
		for _, id := range append(in.Duties, in.Obligation) {
			if !does[id] && id != MayApply {
				t.Errorf("%s stands for %s, which does not apply", name, id)
			}
		}
	}
	for _, s := range []Schedule{other, foreign} {
		if _, ok := m.schedules[s.Name]; !ok {
			t.Errorf("%s is not ours and was removed", s.Name)
		}
	}
}

// Half way through a period only what lies ahead is set, and what is about to
// fire is not taken for stale.
func TestRemindLate(t *testing.T) {
	var m MemoryScheduler
	all := duties(t, map[string]int{"DE": 1})
	if _, err := Remind(t.Context(), &m, testIncident, all, awareness); err != nil {
		t.Fatal(err)
	}
	full := standing(t, &m)
	if _, err := Remind(t.Context(), &m, testIncident, all, awareness.Add(60*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if late := standing(t, &m); !slices.Equal(full, late) {
		t.Errorf("a second look removed %d schedules that are still to fire", len(full)-len(late))
	}
	var fresh MemoryScheduler
	now := awareness.Add(60 * time.Hour)
	if _, err := Remind(t.Context(), &fresh, testIncident, all, now); err != nil {
		t.Fatal(err)
	}
	for _, s := range fresh.schedules {
		if s.At.Before(now) {
			t.Errorf("%s was set for the past", s.Name)
		}
	}
}

// A clock that is set after its due time is not silent.
func TestRemindOverdue(t *testing.T) {
	var m MemoryScheduler
	now := awareness.Add(100 * time.Hour)
	for range 2 {
		if _, err := Remind(t.Context(), &m, testIncident, duties(t, map[string]int{"DE": 1}), now); err != nil {
			t.Fatal(err)
		}
	}
	var overdue []Schedule
	for _, s := range m.schedules {
		if s.Input.Kind == KindOverdue {
			overdue = append(overdue, s)
		}
	}
	if len(overdue) != 1 || overdue[0].Input.Obligation != "EU-GDPR-33" || overdue[0].At.Before(now) || overdue[0].At.After(now.Add(5*time.Minute)) {
		t.Errorf("overdue reminders: %+v", overdue)
	}
}

// breaking fails every n-th call, after doing it when done is set: an answer
// that was lost.
type breaking struct {
	MemoryScheduler
	mu    sync.Mutex
	calls int
	n     int
	done  bool
}

var errBroken = errors.New("the service did not answer")

func (b *breaking) breaks() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.calls++
	return b.calls%b.n == 0
}

func (b *breaking) Create(ctx context.Context, s Schedule) error {
	broken := b.breaks()
	if !broken || b.done {
		if err := b.MemoryScheduler.Create(ctx, s); err != nil {
			return err
		}
	}
	if broken {
		return errBroken
	}
	return nil
}

func (b *breaking) Delete(ctx context.Context, name string) error {
	broken := b.breaks()
	if !broken || b.done {
		if err := b.MemoryScheduler.Delete(ctx, name); err != nil {
			return err
		}
	}
	if broken {
		return errBroken
	}
	return nil
}

// Whatever call fails, or whose answer is lost: running again ends with the
// same schedules as a run without faults, and at no time fewer than are due.
func TestRemindSurvivesFaults(t *testing.T) {
	var want MemoryScheduler
	after := duties(t, map[string]int{"DE": 1, "JP": 2})
	if _, err := Remind(t.Context(), &want, testIncident, after, awareness); err != nil {
		t.Fatal(err)
	}
	for _, done := range []bool{false, true} {
		b := &breaking{n: 3, done: done}
		for _, all := range [][]Obligation{duties(t, nil), after} {
			for try := 0; ; try++ {
				_, err := Remind(t.Context(), b, testIncident, all, awareness)
				if err == nil {
					break
				}
				if !errors.Is(err, errBroken) || try > 50 {
					t.Fatalf("try %d: %v", try, err)
				}
			}
		}
		if got := standing(t, b); !slices.Equal(got, standing(t, &want)) {
			t.Errorf("done %v: %q", done, got)
		}
	}
}
