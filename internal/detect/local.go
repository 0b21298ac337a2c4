package detect

import (
	"context"
	"fmt"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// localIncident stands in keys where a log is looked at without an incident.
const localIncident incident.ID = "inc-000000000000-1"

// Local runs the whole phase in this process: the same three steps as in the
// machine, with all objects in one batch, since Scan spreads them over the
// processors anyway. onPlan, when not nil, hears what is to be read.
func (d *Detector) Local(ctx context.Context, reports []byte, onPlan func(PlanResult)) (Finding, error) {
	ref, err := d.People.Put(ctx, "reports.csv", reports, 0)
	if err != nil {
		return Finding{}, err
	}
	if _, err := d.reports(ctx, ref); err != nil {
		return Finding{}, err
	}
	objects, err := d.Log.List(ctx)
	if err != nil {
		return Finding{}, fmt.Errorf("finding the log: %w", err)
	}
	batch := accesslog.Batch{Objects: objects}
	plan, err := d.manifest(ctx, localIncident, objects, []accesslog.Batch{batch})
	if err != nil {
		return Finding{}, err
	}
	if onPlan != nil {
		onPlan(plan)
	}
	if _, err := d.Count(ctx, CountRequest{Incident: localIncident, Reports: ref, Batch: batch}); err != nil {
		return Finding{}, err
	}
	result, err := d.Localise(ctx, LocaliseRequest{Incident: localIncident, Reports: ref, Batches: plan.Batches})
	if err != nil {
		return Finding{}, err
	}
	f, err := vault.GetJSON[Finding](ctx, d.People, result.Evidence)
	f.Summarised = d.summarised
	return f, err
}
