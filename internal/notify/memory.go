package notify

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// Memory is a Ledger and a Pace for tests. The zero value is ready.
type Memory struct {
	mu   sync.Mutex
	rows map[incident.ID]map[int]Row
	pins map[string]string
	kept map[string]Notice
	free time.Time
}

func (m *Memory) lock() func() {
	m.mu.Lock()
	if m.rows == nil {
		m.rows, m.pins, m.kept = map[incident.ID]map[int]Row{}, map[string]string{}, map[string]Notice{}
	}
	return m.mu.Unlock
}

func (m *Memory) Pin(_ context.Context, id incident.ID, shard int, sha256 string) error {
	defer m.lock()()
	key := fmt.Sprint(id, "/", shard)
	if old, ok := m.pins[key]; ok && old != sha256 {
		return fmt.Errorf("pinning shard %d of %s: %w", shard, id, ErrOtherRecipients)
	}
	m.pins[key] = sha256
	return nil
}

func (m *Memory) Rows(_ context.Context, id incident.ID, first, last int) ([]Row, error) {
	defer m.lock()()
	var out []Row
	for n, r := range m.rows[id] {
		if first <= n && n <= last {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b Row) int { return cmp.Compare(a.N, b.N) })
	return out, nil
}

func (m *Memory) Swap(_ context.Context, id incident.ID, rows []Row) ([]int, error) {
	defer m.lock()()
	if m.rows[id] == nil {
		m.rows[id] = map[int]Row{}
	}
	var swapped []int
	for _, r := range rows {
		if m.rows[id][r.N].Version != r.Version {
			continue
		}
		r.Version++
		m.rows[id][r.N] = r
		swapped = append(swapped, r.N)
	}
	return swapped, nil
}

func (m *Memory) Find(_ context.Context, messageID string) (incident.ID, int, bool, error) {
	defer m.lock()()
	for id, rows := range m.rows {
		for n, r := range rows {
			if r.MessageID == messageID {
				return id, n, true, nil
			}
		}
	}
	return "", 0, false, nil
}

func (m *Memory) Keep(_ context.Context, n Notice) error {
	defer m.lock()()
	if old, ok := m.kept[n.MessageID]; !ok || strength[n.Kind] > strength[old.Kind] {
		m.kept[n.MessageID] = Notice{MessageID: n.MessageID, Kind: n.Kind, Reason: n.Reason}
	}
	return nil
}

func (m *Memory) Kept(_ context.Context, messageIDs []string) (map[string]Notice, error) {
	defer m.lock()()
	out := map[string]Notice{}
	for _, id := range messageIDs {
		if n, ok := m.kept[id]; ok {
			out[id] = n
		}
	}
	return out, nil
}

func (m *Memory) Reserve(_ context.Context, cost time.Duration, now, latest time.Time) (time.Time, error) {
	defer m.lock()()
	start := now
	if m.free.After(now) {
		start = m.free
	}
	if start.After(latest) {
		return time.Time{}, ErrNoTime
	}
	m.free = start.Add(cost)
	return start, nil
}
