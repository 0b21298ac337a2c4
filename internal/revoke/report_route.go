package revoke

import (
	"context"
	"net/http"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
)

// ReportRoute answers GET /incidents/{id}/contained: a Report of how everything
// stands at this moment, also when no run of the machine came as far as that.
func (r Revoker) ReportRoute(ctx context.Context, request task.Request) (any, error) {
	id := incident.ID(request.Params["id"])
	if err := id.Check(); err != nil {
		return nil, task.Refuse(http.StatusBadRequest, err.Error())
	}
	plan, _, err := r.latest(ctx, id)
	if err != nil {
		return nil, err
	}
	if plan.Number == 0 {
		return nil, task.Refuse(http.StatusNotFound, "nothing was planned to be cut for incident "+string(id))
	}
	return r.inspect(ctx, plan)
}
