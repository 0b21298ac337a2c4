package dutypage

import (
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/obligation"
)

// TestDrillsPageIsMarked: a page is sent on without the words around it.
func TestDrillsPageIsMarked(t *testing.T) {
	for _, drill := range []bool{true, false} {
		var b strings.Builder
		if err := Write(&b, Page{Title: "Duties", Result: obligation.Result{Drill: drill}, Now: time.Unix(0, 0), Zone: time.UTC}); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(b.String(), "DRILL") != drill {
			t.Errorf("drill %v: the page says otherwise", drill)
		}
	}
}
