package obligation

import (
	"strings"
	"testing"
)

func TestStopRemovesTheIncidentsRemindersOnly(t *testing.T) {
	w := newWorld(t)
	started, err := w.Start(t.Context(), StartRequest{Incident: testIncident, AwareAt: aware})
	if err != nil || started.Reminders == 0 {
		t.Fatalf("Start set %d reminders (%v); the test needs some to remove", started.Reminders, err)
	}
	other := Schedule{Name: "duty-inc-ffffffffffff-1.x"}
	if err := w.scheduler.Create(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	for range 2 { // a retry finds nothing left and is no error
		got, err := w.Stop(t.Context(), StopRequest{Incident: testIncident})
		if err != nil || got.Reminders != 0 {
			t.Fatalf("Stop left %d reminders (%v), want 0: nothing is due when there was no breach", got.Reminders, err)
		}
	}
	if names, _ := w.scheduler.Names(t.Context(), "duty-"); len(names) != 1 || names[0] != other.Name {
		t.Errorf("after Stop %v stand, want another incident's reminder untouched", names)
	}
	if _, err := w.Stop(t.Context(), StopRequest{Incident: "../x"}); err == nil || !strings.Contains(err.Error(), "incident id") {
		t.Errorf("Stop of no incident gave %v, want an error that says what an incident id looks like", err)
	}
}
