package detect

import (
	"bytes"
	"context"
	"fmt"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/customerreport"
	"github.com/tocsin-ir/tocsin/internal/incident"
)

// localIncident stands in keys where a log is looked at without an incident.
const localIncident incident.ID = "inc-000000000000-1"

// Local runs the whole phase in this process: the same steps as in the machine,
// with all objects in one batch, since Scan spreads them over the processors
// anyway, and without storing what was counted. onPlan, when not nil, hears what
// is to be read.
func (d *Detector) Local(ctx context.Context, reports []byte, onPlan func(PlanResult)) (Finding, error) {
	set, err := customerreport.Parse(bytes.NewReader(reports))
	if err != nil {
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
	var disk scratch
	defer disk.close()
	total, err := d.count(ctx, batch, d.filter(set), &disk)
	if err != nil {
		return Finding{}, err
	}
	f, err := d.find(total, set)
	f.Summarised = d.summarised
	return f, err
}
