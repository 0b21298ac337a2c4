package obligation

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// Scheduler keeps schedules that fire without the workflow.
type Scheduler interface {
	// Create makes a schedule. When it returns without error, a schedule of
	// that name stands, made now or before; its name stands for its content.
	Create(ctx context.Context, s Schedule) error
	// Names lists the names of the standing schedules that start with prefix.
	Names(ctx context.Context, prefix string) ([]string, error)
	// Delete removes a schedule; one that is gone already is no error.
	Delete(ctx context.Context, name string) error
}

// workers is how many requests Remind has under way: sixty schedules take a
// second or two, and the service's limit is 50 a second.
const workers = 8

// Remind makes the standing schedules of an incident those of its obligations:
// what is missing and still ahead is created, what is no longer due then is
// removed. It returns how many stand. Running it again changes nothing.
func Remind(ctx context.Context, s Scheduler, id incident.ID, obligations []Obligation, now time.Time) (int, error) {
	plan := Plan(id, obligations)
	standing, err := s.Names(ctx, Prefix(id))
	if err != nil {
		return 0, fmt.Errorf("listing the reminders of %s: %w", id, err)
	}
	planned := map[string]bool{}
	var create []Schedule
	for _, p := range plan {
		planned[p.Name] = true
		if late, ok := p.overdue(now); ok {
			planned[late.Name] = true
			create = append(create, late)
		}
		if p, ahead := p.from(now); ahead {
			create = append(create, p)
		}
	}
	stale := slices.DeleteFunc(slices.Clone(standing), func(name string) bool { return planned[name] })
	create = slices.DeleteFunc(create, func(p Schedule) bool { return slices.Contains(standing, p.Name) })
	// New ones first: if this stops half way, one reminder too many stands, not one too few.
	if err := each(create, func(p Schedule) error { return s.Create(ctx, p) }); err != nil {
		return 0, fmt.Errorf("setting the reminders of %s: %w", id, err)
	}
	if err := each(stale, func(name string) error { return s.Delete(ctx, name) }); err != nil {
		return 0, fmt.Errorf("removing stale reminders of %s: %w", id, err)
	}
	return len(standing) - len(stale) + len(create), nil
}

// from says whether the schedule still lies ahead of now. A daily one that has
// begun goes on from now.
func (s Schedule) from(now time.Time) (Schedule, bool) {
	soon := now.Add(lead)
	if s.Until.IsZero() {
		return s, s.At.After(soon)
	}
	if s.At.Before(soon) {
		s.At = soon
	}
	return s, s.Until.After(s.At)
}

// overdue makes up for a due time that had passed before its clock was set, by
// less than a day: later than that the daily reminder is at once. Silence would
// be the worst answer.
func (s Schedule) overdue(now time.Time) (Schedule, bool) {
	if soon := now.Add(lead); s.Input.Kind != KindDue || s.At.After(soon) || !soon.Before(s.At.Add(day)) {
		return Schedule{}, false
	}
	late := Schedule{At: s.At, Input: s.Input}
	late.Input.Kind = KindOverdue
	late = named(s.Input.Incident, late) // named for the due time, so that a second run finds it
	late.At = now.Add(2 * lead)
	return late, true
}

// each runs f over items, workers at a time, and joins the errors.
func each[T any](items []T, f func(T) error) error {
	errs := make([]error, len(items))
	var wait sync.WaitGroup
	slots := make(chan struct{}, workers)
	for i, item := range items {
		wait.Add(1)
		slots <- struct{}{}
		go func() {
			defer func() { <-slots; wait.Done() }()
			errs[i] = f(item)
		}()
	}
	wait.Wait()
	return errors.Join(errs...)
}

// MemoryScheduler is a Scheduler for local runs and tests; the zero value is ready.
type MemoryScheduler struct {
	mu        sync.Mutex
	schedules map[string]Schedule
}

func (m *MemoryScheduler) Create(_ context.Context, s Schedule) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.schedules == nil {
		m.schedules = map[string]Schedule{}
	}
	if _, stands := m.schedules[s.Name]; !stands {
		m.schedules[s.Name] = s
	}
	return nil
}

func (m *MemoryScheduler) Names(_ context.Context, prefix string) ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	names := slices.Sorted(maps.Keys(m.schedules))
	return slices.DeleteFunc(names, func(n string) bool { return !strings.HasPrefix(n, prefix) }), nil
}

func (m *MemoryScheduler) Delete(_ context.Context, name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.schedules, name)
	return nil
}
