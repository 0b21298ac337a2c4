package alert

import (
	"context"
	"strings"
	"testing"
)

type kept struct{ subject, message string }

func (k *kept) Alert(_ context.Context, subject, message string) error {
	k.subject, k.message = subject, message
	return nil
}

// TestDrillsAlertsAreMarked: whoever is woken by a drill must see in the first
// word that it is one, and nobody may see the mark otherwise.
func TestDrillsAlertsAreMarked(t *testing.T) {
	for _, drill := range []bool{true, false} {
		var k kept
		if err := Marked(&k, drill).Alert(t.Context(), "Tocsin stopped", "what to do"); err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(k.subject, "[DRILL] ") != drill || strings.HasPrefix(k.message, "DRILL: ") != drill || !strings.HasSuffix(k.message, "what to do") {
			t.Errorf("drill %v: %q, %q", drill, k.subject, k.message)
		}
	}
}
