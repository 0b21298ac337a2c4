package journal

import (
	"context"
	"encoding/json"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// A RecallRequest names an incident.
type RecallRequest struct {
	Incident incident.ID `json:"incident"`
}

// A RecallResult has the results of the phases that are done, by phase. What
// stands here is not done again.
type RecallResult struct {
	Done map[string]json.RawMessage `json:"done"`
}

// Recall returns what earlier runs of an incident have done. A detection that
// asked for a person is done as a detection; the machine then asks again.
func (j *Journal) Recall(ctx context.Context, in RecallRequest) (RecallResult, error) {
	if err := in.Incident.Check(); err != nil {
		return RecallResult{}, err
	}
	record, err := j.Incidents.Get(ctx, in.Incident)
	if err != nil {
		return RecallResult{}, err
	}
	out := RecallResult{Done: map[string]json.RawMessage{}}
	for name, phase := range record.Phases {
		if phase.Status != incident.Done {
			continue
		}
		out.Done[name] = phase.Result
		if len(phase.Result) == 0 {
			out.Done[name] = json.RawMessage("{}")
		}
	}
	return out, nil
}
