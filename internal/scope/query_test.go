package scope

import (
	"fmt"
	"strings"
	"testing"
)

// More suspects than a visit can tell apart are refused, or one's look-ups would
// be another's.
func TestTooManySuspects(t *testing.T) {
	names := make([]string, mostSuspects+1)
	for i := range names {
		names[i] = fmt.Sprint("agent-", i)
	}
	if _, err := NewQuery(names[:mostSuspects], nil, "", ""); err != nil {
		t.Errorf("%d suspects: %v", mostSuspects, err)
	}
	if _, err := NewQuery(names, nil, "", ""); err == nil || !strings.Contains(err.Error(), "65536 suspects") {
		t.Errorf("%d suspects: %v, want an error that says so", len(names), err)
	}
}
