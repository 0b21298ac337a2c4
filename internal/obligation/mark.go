package obligation

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"sync"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// Marks remembers which reminders went out. The Scheduler and Lambda hand over
// each at least once, so a second delivery must be known as one.
type Marks interface {
	// Noted says whether a mark of the incident was noted.
	Noted(ctx context.Context, id incident.ID, mark string) (bool, error)
	// Note keeps a mark; when it returns without error, Noted finds it. Noting it
	// again changes nothing.
	Note(ctx context.Context, id incident.ID, mark string) error
}

// mark names one occurrence of one reminder; "" when nobody says which it is.
func (r Reminder) mark() string {
	if r.At == "" || r.At == scheduledTime {
		return ""
	}
	body, _ := json.Marshal(r)
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:16])
}

// MemoryMarks are Marks for tests; the zero value is ready.
type MemoryMarks struct {
	mu    sync.Mutex
	noted map[string]bool
}

func (m *MemoryMarks) Noted(_ context.Context, id incident.ID, mark string) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.noted[string(id)+mark], nil
}

func (m *MemoryMarks) Note(_ context.Context, id incident.ID, mark string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.noted == nil {
		m.noted = map[string]bool{}
	}
	m.noted[string(id)+mark] = true
	return nil
}
