package scope

import (
	"context"
	"fmt"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// localIncident stands in keys where a log is looked at without an incident.
const localIncident incident.ID = "inc-000000000000-1"

// Local runs the whole phase in this process. Beside the report it returns what
// lists the affected in the order of their ids, which not everybody wants. They are the same steps as in the machine, with all objects
// in one batch, since a scan spreads them over the processors anyway, and
// without storing what only other processes would read; but a count of nobody
// is an answer here, not a fault. onPlan, when not nil, hears what is to be read.
func (p *Phase) Local(ctx context.Context, q Query, onPlan func(PlanResult)) (*Report, func() []Affected, error) {
	if p.Summaries != nil {
		return p.localSummaries(ctx, q, onPlan)
	}
	suspects := make([]incident.Suspect, len(q.Principals))
	for i, principal := range q.Principals {
		suspects[i].Principal = principal
	}
	ref, err := put(ctx, p.People, prefix(localIncident)+"suspects", suspects, len(suspects))
	if err != nil {
		return nil, nil, err
	}
	in := PlanRequest{Incident: localIncident, Suspects: ref, Actions: q.Actions, From: bound(q.From), To: bound(q.To)}
	if q.Estimated {
		in.Window = WindowEstimated
	}
	plan, err := p.Plan(ctx, in)
	if err != nil {
		return nil, nil, err
	}
	batches, err := vault.GetJSON[[]accesslog.Batch](ctx, p.People, plan.Batches)
	if err != nil {
		return nil, nil, err
	}
	one := accesslog.Batch{}
	for _, b := range batches {
		one.Objects = append(one.Objects, b.Objects...)
	}
	if onPlan != nil {
		onPlan(plan)
	}
	if q, err = p.query(ctx, in); err != nil {
		return nil, nil, err
	}
	found, err := p.scan(ctx, q, one.Objects)
	if err != nil {
		return nil, nil, fmt.Errorf("reading the log: %w", temporary(err))
	}
	report := newReport(q, found, len(one.Objects))
	if err := report.checkLog(); err != nil {
		return nil, nil, err
	}
	if _, _, err := p.join(ctx, report, found); err != nil {
		return nil, nil, err
	}
	return report, func() []Affected { return found.list(report.Principals) }, nil
}

func bound(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339Nano)
}
