package opening

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/task"
)

// parseAlarm reads CloudWatch's event. Only the change into ALARM opens an
// incident; awareness is taken as the moment of that change, the earliest that
// anybody could claim.
func parseAlarm(_ context.Context, _ *Opener, e Event) (Trigger, bool, error) {
	var detail struct {
		AlarmName string `json:"alarmName"`
		State     struct {
			Value string `json:"value"`
		} `json:"state"`
	}
	if err := json.Unmarshal(e.Detail, &detail); err != nil || detail.AlarmName == "" || detail.State.Value == "" {
		return Trigger{}, false, task.Fail(task.BadInput, errors.New("detail has no alarmName and state.value"))
	}
	if len(e.Resources) != 1 || !strings.Contains(e.Resources[0], ":alarm:") {
		return Trigger{}, false, task.Fail(task.BadInput, errors.New("resources does not name one alarm"))
	}
	if e.Time.IsZero() {
		return Trigger{}, false, task.Fail(task.BadInput, errors.New("the event has no time"))
	}
	if detail.State.Value != "ALARM" {
		return Trigger{}, false, nil
	}
	return Trigger{Kind: "alarm", By: e.Resources[0], Alarm: e.Resources[0], AwareAt: e.Time}, true, nil
}
