package vault

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Memory is a Store for local runs and tests. The zero value is ready.
type Memory struct {
	mu      sync.Mutex
	objects map[string][]byte
}

func (m *Memory) Put(_ context.Context, key string, body []byte, count int) (Ref, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.objects == nil {
		m.objects = map[string][]byte{}
	}
	m.objects[key] = slices.Clone(body)
	return Ref{Bucket: "memory", Key: key, SHA256: Digest(body), Count: count}, nil
}

func (m *Memory) Get(ctx context.Context, ref Ref) ([]byte, error) {
	body, err := m.Read(ctx, ref.Key)
	if err != nil {
		return nil, err
	}
	return body, check(ref, body)
}

func (m *Memory) Read(_ context.Context, key string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	body, ok := m.objects[key]
	if !ok {
		return nil, fmt.Errorf("reading %s: %w", key, ErrMissing)
	}
	return slices.Clone(body), nil
}

func (m *Memory) List(_ context.Context, prefix string) ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var keys []string
	for k := range m.objects {
		if strings.HasPrefix(k, prefix) {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	return keys, nil
}
