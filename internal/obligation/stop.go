package obligation

import (
	"context"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// A StopRequest names an incident that turned out to be no breach.
type StopRequest struct {
	Incident incident.ID `json:"incident"`
}

// A StopResult counts the schedules that still stand: none.
type StopResult struct {
	Reminders int `json:"reminders"`
}

// Stop removes every reminder of an incident, because nothing is due when
// there was no breach. The list that start wrote stays as evidence.
func (p Phase) Stop(ctx context.Context, in StopRequest) (StopResult, error) {
	if err := in.Incident.Check(); err != nil {
		return StopResult{}, task.Fail(task.BadInput, err)
	}
	if _, err := vault.PutJSON(ctx, p.Evidence, noneKey(in.Incident), map[string]string{"decision": "no breach"}, 0); err != nil {
		return StopResult{}, err
	}
	standing, err := Remind(ctx, p.Scheduler, in.Incident, nil, p.Now())
	return StopResult{standing}, err
}
