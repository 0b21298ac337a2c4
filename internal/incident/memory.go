package incident

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"
)

// Memory is a Store for tests. The zero value is ready.
type Memory struct {
	mu        sync.Mutex
	records   map[ID]Record
	causes    map[string]ID
	opened    map[string]int
	questions map[string]Question
}

func (m *Memory) lock() func() {
	m.mu.Lock()
	if m.records == nil {
		m.records, m.causes, m.opened, m.questions = map[ID]Record{}, map[string]ID{}, map[string]int{}, map[string]Question{}
	}
	return m.mu.Unlock
}

func (m *Memory) Open(_ context.Context, r Record) (Record, bool, error) {
	defer m.lock()()
	for _, c := range r.Causes {
		if id, ok := m.causes[c]; ok {
			return clone(m.records[id]), true, nil
		}
	}
	first := r.Causes[0]
	r.ID = NewID(Cause(first), m.opened[first]+1)
	r.Status = "open"
	for _, c := range r.Causes {
		m.causes[c] = r.ID
		m.opened[c]++
	}
	m.records[r.ID] = clone(r)
	return r, false, nil
}

func (m *Memory) Get(_ context.Context, id ID) (Record, error) {
	defer m.lock()()
	r, ok := m.records[id]
	if !ok {
		return Record{}, fmt.Errorf("reading incident %s: %w", id, ErrUnknown)
	}
	return clone(r), nil
}

func (m *Memory) List(context.Context) ([]Record, error) {
	defer m.lock()()
	var out []Record
	for _, r := range m.records {
		r.Phases = nil
		out = append(out, r)
	}
	newestFirst(out)
	return out, nil
}

func (m *Memory) update(id ID, fn func(*Record) error) error {
	defer m.lock()()
	r, ok := m.records[id]
	if !ok {
		return fmt.Errorf("updating incident %s: %w", id, ErrUnknown)
	}
	r = clone(r)
	if err := fn(&r); err != nil {
		return fmt.Errorf("updating incident %s: %w", id, err)
	}
	m.records[id] = r
	return nil
}

func (m *Memory) Started(_ context.Context, id ID, run int, execution string) error {
	return m.update(id, func(r *Record) error {
		if run == r.Run && execution == r.Execution {
			return nil
		}
		if run != r.Run+1 {
			return ErrConflict
		}
		r.Run, r.Execution, r.Status = run, execution, "open"
		return nil
	})
}

func (m *Memory) Stopped(_ context.Context, id ID, state string) error {
	return m.update(id, func(r *Record) error {
		if r.Status != "closed" {
			r.Status = state
		}
		return nil
	})
}

func (m *Memory) SaveResult(_ context.Context, id ID, p PhaseResult) error {
	return m.update(id, func(r *Record) error {
		if r.Phases[p.Phase].Status == Done && p.Status != Done {
			return nil
		}
		if r.Phases == nil {
			r.Phases = map[string]PhaseResult{}
		}
		r.Phases[p.Phase] = p
		return nil
	})
}

func (m *Memory) Close(_ context.Context, id ID, at time.Time) error {
	return m.update(id, func(r *Record) error {
		if r.Status == "closed" {
			return nil
		}
		r.Status, r.ClosedAt = "closed", at.UTC()
		for _, c := range r.Causes {
			if m.causes[c] == id {
				delete(m.causes, c)
			}
		}
		return nil
	})
}

func (m *Memory) Ask(_ context.Context, id ID, q Question) error {
	defer m.lock()()
	old, ok := m.questions[string(id)+q.Kind]
	if ok && !q.replaces(old) {
		return ErrConflict
	}
	m.questions[string(id)+q.Kind] = q
	return nil
}

func (m *Memory) Question(_ context.Context, id ID, kind string) (Question, error) {
	defer m.lock()()
	q, ok := m.questions[string(id)+kind]
	if !ok {
		return Question{}, fmt.Errorf("reading question %s of %s: %w", kind, id, ErrUnknown)
	}
	return q, nil
}

func (m *Memory) Answer(_ context.Context, id ID, q Question) (Question, error) {
	defer m.lock()()
	old, ok := m.questions[string(id)+q.Kind]
	switch {
	case !ok:
		return Question{}, fmt.Errorf("answering question %s of %s: %w", q.Kind, id, ErrUnknown)
	case !old.Answered.IsZero():
		return old, ErrAnswered
	case old.Round != q.Round:
		return Question{}, fmt.Errorf("answering question %s of %s: %w", q.Kind, id, ErrConflict)
	}
	old.answered(q)
	m.questions[string(id)+q.Kind] = old
	return old, nil
}

func clone(r Record) Record {
	r.Phases = maps.Clone(r.Phases)
	r.Causes = slices.Clone(r.Causes)
	return r
}

func newestFirst(records []Record) {
	slices.SortFunc(records, func(a, b Record) int {
		return cmp.Or(b.OpenedAt.Compare(a.OpenedAt), cmp.Compare(a.ID, b.ID))
	})
}
