package revoke

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// ErrExists means that other bytes stand under a key that was to be created.
var ErrExists = errors.New("something else is stored there already")

// Evidence is the evidence bucket.
type Evidence interface {
	vault.Store
	// Create stores body under key unless other bytes stand there already, which
	// is ErrExists. Of two calls at once with different bytes one gets ErrExists.
	// The same bytes there already are success, so a lost answer can be asked for again.
	Create(ctx context.Context, key string, body []byte, count int) (vault.Ref, error)
}

// Local is an Evidence in memory, for a dry run at the command line and for tests.
type Local struct {
	vault.Memory
	mu sync.Mutex
}

func (l *Local) Create(ctx context.Context, key string, body []byte, count int) (vault.Ref, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if old, err := l.Read(ctx, key); err == nil && string(old) != string(body) {
		return vault.Ref{}, fmt.Errorf("creating %s: %w", key, ErrExists)
	}
	return l.Put(ctx, key, body, count)
}

func folder(id incident.ID) string { return "incidents/" + string(id) + "/revoke/" }

// planKey is "plan.json" for the first plan of an incident, "plan-2.json" for the second.
func planKey(id incident.ID, number int) string {
	if number == 1 {
		return folder(id) + "plan.json"
	}
	return fmt.Sprintf("%splan-%d.json", folder(id), number)
}

// latest returns the incident's newest plan and its stored bytes, a zero Plan when there is none.
func (r Revoker) latest(ctx context.Context, id incident.ID) (Plan, []byte, error) {
	keys, err := r.Evidence.List(ctx, folder(id)+"plan")
	if err != nil {
		return Plan{}, nil, fmt.Errorf("looking for plans of incident %s: %w", id, err)
	}
	newest := 0
	for _, key := range keys {
		number, name := 1, strings.TrimSuffix(strings.TrimPrefix(key, folder(id)+"plan"), ".json")
		if name != "" {
			if number, err = strconv.Atoi(strings.TrimPrefix(name, "-")); err != nil {
				continue // not one of ours
			}
		}
		newest = max(newest, number)
	}
	if newest == 0 {
		return Plan{}, nil, nil
	}
	body, err := r.Evidence.Read(ctx, planKey(id, newest))
	if err != nil {
		return Plan{}, nil, err
	}
	var p Plan
	if err := json.Unmarshal(body, &p); err != nil {
		return Plan{}, nil, fmt.Errorf("decoding %s: it is not a plan", planKey(id, newest))
	}
	return p, body, nil
}

// recorded reads a record that may not exist yet.
func recorded[T any](ctx context.Context, s vault.Store, key string) (T, error) {
	var v T
	body, err := s.Read(ctx, key)
	if errors.Is(err, vault.ErrMissing) {
		return v, nil
	}
	if err != nil {
		return v, err
	}
	if err := json.Unmarshal(body, &v); err != nil {
		return v, fmt.Errorf("decoding %s: not the JSON that was expected (%T)", key, v)
	}
	return v, nil
}
