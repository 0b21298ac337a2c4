package ledger

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// MemoryObjects are Objects for local runs and tests. The zero value is ready.
type MemoryObjects struct {
	mu      sync.Mutex
	objects map[string][]byte
}

func (m *MemoryObjects) Create(_ context.Context, key string, body []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.objects[key]; ok {
		return fmt.Errorf("creating %s: %w", key, ErrExists)
	}
	if m.objects == nil {
		m.objects = map[string][]byte{}
	}
	m.objects[key] = slices.Clone(body)
	return nil
}

func (m *MemoryObjects) Read(_ context.Context, key string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	body, ok := m.objects[key]
	if !ok {
		return nil, fmt.Errorf("reading %s: %w", key, ErrMissing)
	}
	return slices.Clone(body), nil
}

// Keys lists every key, sorted.
func (m *MemoryObjects) Keys() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Sorted(maps.Keys(m.objects))
}

// MemoryHeads are Heads for local runs and tests. The zero value is ready.
type MemoryHeads struct {
	mu      sync.Mutex
	head    Head
	indexes map[incident.ID]Index
}

func (m *MemoryHeads) Head(context.Context) (Head, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.head, nil
}

func (m *MemoryHeads) Index(_ context.Context, id incident.ID) (Index, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.indexes[id].clone(), nil
}

func (m *MemoryHeads) Swap(_ context.Context, old, next Head, id incident.ID, index Index) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.head.Size != old.Size || m.head.Root != old.Root {
		return fmt.Errorf("moving the head from %d to %d entries: %w", old.Size, next.Size, ErrConflict)
	}
	if m.indexes == nil {
		m.indexes = map[incident.ID]Index{}
	}
	m.head, m.indexes[id] = next, index.clone()
	return nil
}

func (i Index) clone() Index { return Index{slices.Clone(i.Numbers), maps.Clone(i.Drafts)} }
