package revoke

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// UndoRoute answers POST /incidents/{id}/undo with body {"reason": "…"}: a
// person gives back what the incident cut. A suspect may not.
func (r Revoker) UndoRoute(ctx context.Context, request task.Request) (any, error) {
	id := incident.ID(request.Params["id"])
	if err := id.Check(); err != nil {
		return nil, task.Refuse(http.StatusBadRequest, err.Error())
	}
	var body struct {
		Reason string `json:"reason"`
	}
	if err := json.Unmarshal(request.Body, &body); err != nil || strings.TrimSpace(body.Reason) == "" {
		return nil, task.Refuse(http.StatusBadRequest, `an undo needs a reason: send {"reason": "…"}`)
	}
	plan, _, err := r.latest(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, s := range plan.Suspects {
		if incident.IsSuspect(request.Caller, incident.Suspect{Principal: s.Principal}) ||
			s.Holder != nil && incident.IsSuspect(request.Caller, incident.Suspect{Principal: s.Holder.ARN}) && s.Holder.Type != Session {
			return nil, task.Refuse(http.StatusForbidden, "a suspect of the incident cannot undo it: ask somebody else")
		}
	}
	result, err := r.Undo(ctx, id, request.Caller, strings.TrimSpace(body.Reason))
	if errors.Is(err, vault.ErrMissing) {
		return nil, task.Refuse(http.StatusNotFound, "nothing was planned to be cut for incident "+string(id)+": there is nothing to undo")
	}
	return result, err
}
