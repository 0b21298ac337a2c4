package revoke

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
)

// reasoned is the body of both routes.
type reasoned struct {
	Reason string `json:"reason"`
}

// UndoRoute answers POST /incidents/{id}/undo with body {"reason": "…"}: a
// person gives back what the incident cut. A suspect may not.
func (r Revoker) UndoRoute(ctx context.Context, request task.Request) (any, error) {
	id, reason, err := r.admit(ctx, request)
	if err != nil {
		return nil, err
	}
	return r.Undo(ctx, id, request.Caller, reason)
}

// AttestRoute answers POST /incidents/{id}/contained with body {"reason": "…"}:
// a person says to have cut by hand what Tocsin could not. A suspect may not.
func (r Revoker) AttestRoute(ctx context.Context, request task.Request) (any, error) {
	id, reason, err := r.admit(ctx, request)
	if err != nil {
		return nil, err
	}
	result, err := r.Attest(ctx, id, request.Caller, reason)
	if err == nil && result.Attested == 0 {
		return nil, task.Refuse(http.StatusConflict, "nothing is left to a human here: run the incident again (tocsin resume), and attest what that leaves")
	}
	return result, err
}

// admit returns the incident and the reason of a request, or refuses it.
func (r Revoker) admit(ctx context.Context, request task.Request) (incident.ID, string, error) {
	id := incident.ID(request.Params["id"])
	if err := id.Check(); err != nil {
		return "", "", task.Refuse(http.StatusBadRequest, err.Error())
	}
	var body reasoned
	if err := json.Unmarshal(request.Body, &body); err != nil || strings.TrimSpace(body.Reason) == "" {
		return "", "", task.Refuse(http.StatusBadRequest, `a reason is needed: send {"reason": "…"}`)
	}
	plan, _, err := r.latest(ctx, id)
	if err != nil {
		return "", "", err
	}
	if plan.Number == 0 {
		return "", "", task.Refuse(http.StatusNotFound, "nothing was planned to be cut for incident "+string(id))
	}
	for _, s := range plan.Suspects {
		if s.is(request.Caller) {
			return "", "", task.Refuse(http.StatusForbidden, "a suspect of the incident cannot do this: ask somebody else")
		}
	}
	return id, strings.TrimSpace(body.Reason), nil
}

// is says whether a caller is the suspect, by the name that the log gave or by what IAM made of it.
func (s Suspect) is(caller string) bool {
	if incident.IsSuspect(caller, incident.Suspect{Principal: s.Principal}) {
		return true
	}
	return s.Holder != nil && s.Holder.Type != Session && incident.IsSuspect(caller, incident.Suspect{Principal: s.Holder.ARN})
}
