package approval

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// Suspects returns the reference to an incident's suspects: as a person named
// them, as a person chose them, or as detection found them; nil before that.
func Suspects(record incident.Record) (*vault.Ref, error) {
	if record.Input.Suspects != nil {
		return record.Input.Suspects, nil
	}
	var result struct {
		Suspects *vault.Ref `json:"suspects"`
	}
	if raw := record.Phases[incident.PhaseDetect].Result; len(raw) > 0 {
		if err := json.Unmarshal(raw, &result); err != nil {
			return nil, fmt.Errorf("decoding the detection of %s: %w", record.ID, err)
		}
	}
	return result.Suspects, nil
}

// refuseSuspect keeps a suspect from deciding about the letters. A choice is
// looked up where it was made too: the detection's result may not have it yet.
func (d *Desk) refuseSuspect(ctx context.Context, record incident.Record, caller string) error {
	noted, err := Suspects(record)
	if err != nil {
		return err
	}
	asked, err := d.Incidents.Question(ctx, record.ID, incident.AskSuspect)
	if err != nil && !errors.Is(err, incident.ErrUnknown) {
		return err
	}
	for _, ref := range []*vault.Ref{noted, asked.Suspects} {
		if ref == nil {
			continue
		}
		suspects, err := vault.GetJSON[[]incident.Suspect](ctx, d.People, *ref)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(suspects, func(s incident.Suspect) bool { return incident.IsSuspect(caller, s) }) {
			return task.Refuse(http.StatusForbidden, "you cannot decide about this incident")
		}
	}
	return nil
}

// refuseRanked keeps whoever stands in the evidence from choosing: the thief
// would name somebody else, or say that there was no breach.
func (d *Desk) refuseRanked(ctx context.Context, id incident.ID, caller string) error {
	q, err := d.Incidents.Question(ctx, id, incident.AskSuspect)
	if errors.Is(err, incident.ErrUnknown) {
		return nil // nothing is asked, which the answer will be told
	}
	if err != nil {
		return err
	}
	finding, err := vault.GetJSON[struct {
		Suspects []incident.Suspect `json:"suspects"` // detect.Suspect has the principal under the same name
	}](ctx, d.People, q.Details)
	if errors.Is(err, vault.ErrMissing) {
		return nil // past its lifetime
	}
	if err != nil {
		return err
	}
	if slices.ContainsFunc(finding.Suspects, func(s incident.Suspect) bool { return incident.IsSuspect(caller, s) }) {
		return task.Refuse(http.StatusForbidden, "you stand in the evidence yourself: somebody else must choose")
	}
	return nil
}
