package revoke

import (
	"context"
	"errors"
	"fmt"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// examine looks up what each principal holds now.
func (r Revoker) examine(ctx context.Context, id incident.ID, principals []string) (Plan, error) {
	p := Plan{Incident: id, At: r.Now().UTC(), Actions: []Action{}}
	visit := r.visit(id)
	for i, principal := range principals {
		s, held, err := r.examineOne(ctx, visit, principal)
		if err != nil {
			return Plan{}, fmt.Errorf("examining suspect %d of %d: %w", i+1, len(principals), err)
		}
		p.Suspects = append(p.Suspects, s)
		for _, c := range held {
			c.Planned = p.At
			p.Actions = append(p.Actions, Action{Credential: c})
		}
	}
	return p, nil
}

// examineOne returns an error only for what another try may mend: whatever else
// goes wrong with one suspect must not hold up the others.
func (r Revoker) examineOne(ctx context.Context, visit *visited, principal string) (Suspect, []Credential, error) {
	s := Suspect{Principal: principal, Status: Planned}
	id, err := Resolve(principal, r.Account)
	if err != nil {
		return s.unresolved(err), nil, nil
	}
	s.Holder = &id
	if why := r.Protected.Refuses(id, principal); why != "" {
		return s.refused(why), nil, nil
	}
	iam, err := visit.in(ctx, id.Account)
	if err == nil {
		id, err = lookup(ctx, iam, id)
	}
	if err != nil {
		if temporary(err) {
			return s, nil, err
		}
		return s.unresolved(err), nil, nil
	}
	// Again, by the ARN that IAM gives.
	if why := r.Protected.Refuses(id, principal); why != "" {
		return s.refused(why), nil, nil
	}
	var held []Credential
	for _, kind := range Kinds {
		found, err := kind.Find(ctx, iam, visit.incident, id)
		if err != nil && temporary(err) {
			return s, nil, err
		}
		if err != nil {
			s = s.unresolved(fmt.Errorf("looking for %s: %w", kind.Name(), err))
		}
		held = append(held, found...)
	}
	return s, held, nil
}

func (s Suspect) refused(why string) Suspect {
	s.Status, s.Reason = Refused, why
	s.ByHand = "if it is the thief all the same, cut it off by hand, with somebody who can take its place"
	return s
}

func (s Suspect) unresolved(err error) Suspect {
	s.Status, s.Reason = Unresolved, err.Error()
	s.ByHand = "cut it off in the IAM console, or mend the cause and run the incident again"
	var known *UnresolvedError
	if errors.As(err, &known) {
		s.Reason, s.ByHand = known.Why, known.ByHand
	}
	return s
}
