package opening

import (
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// TestDrillsAreMarkedFromTheFirst: the mark comes from the deployment, so that
// no real incident gets it by a mistake at opening, and no drill goes without.
func TestDrillsAreMarkedFromTheFirst(t *testing.T) {
	for _, drill := range []bool{true, false} {
		store := &incident.Memory{}
		o := &Opener{
			Incidents: store, People: &vault.Memory{}, Machine: &machine{started: map[string]incident.Input{}, running: map[string]bool{}},
			Now: func() time.Time { return now }, Drill: drill,
		}
		opened, err := o.Open(t.Context(), Trigger{Kind: "alarm", By: alarm, Alarm: alarm, AwareAt: now})
		if err != nil {
			t.Fatal(err)
		}
		if r, err := store.Get(t.Context(), opened.Incident); err != nil || r.Drill != drill {
			t.Errorf("a deployment with Drill %v opened a record with %v, %v", drill, r.Drill, err)
		}
	}
}
