package scope

import (
	"bytes"
	"context"
	"sync"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/summary"
)

// memorySidecars is a store in memory.
type memorySidecars struct {
	mu     sync.Mutex
	bodies map[string][]byte
}

type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }

func (m *memorySidecars) Open(_ context.Context, object string) (accesslog.ReaderAtCloser, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	body, ok := m.bodies[object]
	if !ok {
		return nil, summary.ErrMissing
	}
	return inMemory{bytes.NewReader(body)}, nil
}

func (m *memorySidecars) Put(_ context.Context, object string, body []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.bodies == nil {
		m.bodies = map[string][]byte{}
	}
	m.bodies[object] = body
	return nil
}
