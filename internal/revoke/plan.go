package revoke

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// A Plan is what is to be cut and what stood there before. A stored plan never
// changes: what comes later is a new plan with the next number that holds all
// of the old one.
type Plan struct {
	Incident incident.ID `json:"incident"`
	Number   int         `json:"number"` // from 1
	At       time.Time   `json:"at"`
	Suspects []Suspect   `json:"suspects"`
	Actions  []Action    `json:"actions"`
}

// What becomes of a suspect.
const (
	Planned    = "planned"
	Refused    = "refused"    // protected: nothing of it is cut
	Unresolved = "unresolved" // a human must cut it, or the rest of it
	ByPerson   = "attested"   // in a Report only: a human says to have cut it by hand
)

// A Suspect is one principal of the list and what becomes of it.
type Suspect struct {
	Principal string    `json:"principal"`
	Status    string    `json:"status"`
	Reason    string    `json:"reason,omitempty"`
	ByHand    string    `json:"by_hand,omitempty"` // what a human must do
	Holder    *Identity `json:"holder,omitempty"`  // as far as it is known
}

// An Action cuts one credential.
type Action struct {
	N int `json:"n"` // from 1; the same in every plan of the incident
	Credential
}

// PlanRequest asks for the plan of an incident's suspects.
type PlanRequest struct {
	Incident incident.ID `json:"incident"`
	Suspects vault.Ref   `json:"suspects"` // JSON []incident.Suspect in the people bucket
}

// PlanResult counts what the plan holds.
type PlanResult struct {
	Plan       vault.Ref `json:"plan"` // in the evidence bucket
	Actions    int       `json:"actions"`
	Refused    int       `json:"refused"`
	Unresolved int       `json:"unresolved"`
}

// Plan looks up what the suspects hold and stores it before anything is cut. It
// changes nothing in IAM. A plan that covers all of it already is returned as it
// stands; else a new one adds what is new, and keeps what stood before as the
// first plan saw it.
func (r Revoker) Plan(ctx context.Context, in PlanRequest) (PlanResult, error) {
	if err := checkIncident(in.Incident); err != nil {
		return PlanResult{}, err
	}
	suspects, err := vault.GetJSON[[]incident.Suspect](ctx, r.People, in.Suspects)
	if err != nil {
		return PlanResult{}, fmt.Errorf("reading the suspects of incident %s: %w", in.Incident, err)
	}
	principals, err := principalsOf(suspects)
	if err != nil {
		return PlanResult{}, fmt.Errorf("planning for incident %s: %w", in.Incident, err)
	}
	// Another run may store its plan between our reading and our writing: then
	// what it saw before goes first, and we look again.
	for range 5 {
		old, stored, err := r.latest(ctx, in.Incident)
		if err != nil {
			return PlanResult{}, err
		}
		if err := r.checkRadius(in.Incident, old, principals); err != nil {
			return PlanResult{}, err
		}
		fresh, err := r.examine(ctx, in.Incident, principals)
		if err != nil {
			return PlanResult{}, fmt.Errorf("planning for incident %s: %w", in.Incident, err)
		}
		next, changed := extend(old, fresh)
		if changed {
			if stored, err = json.Marshal(next); err != nil {
				return PlanResult{}, fmt.Errorf("encoding the plan of incident %s: %w", in.Incident, err)
			}
		}
		ref, err := r.Evidence.Create(ctx, planKey(in.Incident, next.Number), stored, len(next.Actions))
		if errors.Is(err, ErrExists) {
			continue
		}
		if err != nil {
			return PlanResult{}, err
		}
		return PlanResult{ref, len(next.Actions), next.count(Refused), next.count(Unresolved)}, nil
	}
	return PlanResult{}, task.Fail(task.Temporary, fmt.Errorf("planning for incident %s: other runs keep storing plans; try again", in.Incident))
}

func (p Plan) count(status string) (n int) {
	for _, s := range p.Suspects {
		if s.Status == status {
			n++
		}
	}
	return n
}

// principalsOf returns the suspects' principals, each once.
func principalsOf(suspects []incident.Suspect) ([]string, error) {
	var principals []string
	for i, s := range suspects {
		p := strings.TrimSpace(s.Principal)
		if p == "" {
			return nil, task.Fail(task.BadInput, fmt.Errorf("suspect %d of %d has no principal: name it as the access log does, or by its ARN", i+1, len(suspects)))
		}
		if !slices.Contains(principals, p) {
			principals = append(principals, p)
		}
	}
	if len(principals) == 0 {
		return nil, task.Fail(task.BadInput, errors.New("the list of suspects is empty: name at least one"))
	}
	return principals, nil
}

// checkRadius stops an incident that would cut off too many.
func (r Revoker) checkRadius(id incident.ID, old Plan, principals []string) error {
	all := map[string]bool{}
	for _, s := range old.Suspects {
		all[s.Principal] = true
	}
	for _, p := range principals {
		all[p] = true
	}
	if len(all) > r.MaxSuspects {
		return task.Fail(TooManySuspects, fmt.Errorf("planning for incident %s: %d suspects, and the limit is %d (MAX_SUSPECTS): nothing was cut; "+
			"check the list, then raise the limit or cut them off by hand", id, len(all), r.MaxSuspects))
	}
	return nil
}

// extend returns old with what fresh has more, and whether that is anything.
// What both have stays as old has it, with what stood before.
func extend(old, fresh Plan) (Plan, bool) {
	next := fresh
	next.Number = old.Number + 1
	next.Suspects, next.Actions = slices.Clone(old.Suspects), append([]Action{}, old.Actions...)
	changed := old.Number == 0
	for _, s := range fresh.Suspects {
		i := slices.IndexFunc(next.Suspects, func(o Suspect) bool { return o.Principal == s.Principal })
		switch {
		case i < 0:
			next.Suspects, changed = append(next.Suspects, s), true
		case next.Suspects[i].Status == Planned && s.Status == Unresolved && s.Holder != nil && s.Holder.ID == "":
			// Deleted meanwhile, or out of reach: Verify tells which.
		case !reflect.DeepEqual(next.Suspects[i], s):
			next.Suspects[i], changed = s, true
		}
	}
	for _, a := range fresh.Actions {
		if slices.ContainsFunc(next.Actions, func(o Action) bool { return o.ID() == a.ID() }) {
			continue
		}
		a.N = len(next.Actions) + 1
		next.Actions, changed = append(next.Actions, a), true
	}
	if !changed {
		return old, false
	}
	return next, true
}
