package ledger

import (
	"bytes"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// TestDrillsEntriesAreMarked: the mark is in the leaf itself, so nobody can take
// it off an exercise later, and an entry without it stays as it always was.
func TestDrillsEntriesAreMarked(t *testing.T) {
	for _, drill := range []bool{true, false} {
		l, objects, _ := newLog()
		l.Drill = drill
		n, err := l.Append(t.Context(), draft(alpha, incident.PhaseOpen))
		if err != nil {
			t.Fatal(err)
		}
		leaf, err := objects.Read(t.Context(), entryKey(n))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(leaf, []byte(`"drill":true`)) != drill {
			t.Errorf("drill %v: the leaf is %s", drill, leaf)
		}
		if e, err := decodeEntry(leaf); err != nil || e.Drill != drill {
			t.Errorf("drill %v: read back as %v, %v", drill, e.Drill, err)
		}
	}
}
