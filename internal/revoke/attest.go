package revoke

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// Attested is the record of what people say they cut by hand.
type Attested struct {
	Incident   incident.ID `json:"incident"`
	Statements []Statement `json:"statements"`
}

// A Statement is one person's word for what Tocsin could not cut.
type Statement struct {
	By       string    `json:"by"` // ARN
	At       time.Time `json:"at"`
	Reason   string    `json:"reason"`
	Suspects []string  `json:"suspects"` // principals, refused or unresolved
	Actions  []string  `json:"actions"`  // IDs of credentials that Tocsin failed to cut, or was told to give back
}

// AttestResult counts what a statement covers and what it cannot cover.
type AttestResult struct {
	Incident incident.ID `json:"incident"`
	Attested int         `json:"attested"`
	// Open is what Tocsin itself can still cut, so that nobody's word is taken for it.
	Open int `json:"open"`
}

// Attest records that a person cut by hand what Tocsin could not. It covers what
// is refused, unresolved, or failed for good at this moment; it never covers
// what another run would cut. The next Verify counts it.
func (r Revoker) Attest(ctx context.Context, id incident.ID, by, reason string) (AttestResult, error) {
	if err := checkIncident(id); err != nil {
		return AttestResult{}, err
	}
	plan, _, err := r.latest(ctx, id)
	if err != nil {
		return AttestResult{}, err
	}
	if plan.Number == 0 {
		return AttestResult{}, fmt.Errorf("attesting incident %s: %w", id, vault.ErrMissing)
	}
	report, err := r.inspect(ctx, plan)
	if err != nil {
		return AttestResult{}, fmt.Errorf("attesting incident %s: %w", id, err)
	}
	result := AttestResult{Incident: id}
	s := Statement{By: by, At: r.Now().UTC(), Reason: reason, Suspects: []string{}, Actions: []string{}}
	for _, suspect := range report.Suspects {
		if suspect.Status == Refused || suspect.Status == Unresolved {
			s.Suspects = append(s.Suspects, suspect.Principal)
		}
	}
	for _, f := range report.Findings {
		if f.State == Open && f.byHand {
			s.Actions = append(s.Actions, f.ID())
		} else if f.State == Open {
			result.Open++
		}
	}
	result.Attested = len(s.Suspects) + len(s.Actions)
	if result.Attested == 0 {
		return result, nil
	}
	record, err := recorded[Attested](ctx, r.Evidence, attestKey(id))
	if err != nil {
		return AttestResult{}, err
	}
	record.Incident, record.Statements = id, append(record.Statements, s)
	if _, err := vault.PutJSON(ctx, r.Evidence, attestKey(id), record, len(record.Statements)); err != nil {
		return AttestResult{}, err
	}
	return result, nil
}

func attestKey(id incident.ID) string { return folder(id) + "attested.json" }

// suspect returns the newest statement that covers a principal, or nil.
func (a Attested) suspect(principal string) *Statement {
	return a.newest(func(s Statement) bool { return slices.Contains(s.Suspects, principal) })
}

// action returns the newest statement that covers a credential, or nil.
func (a Attested) action(id string) *Statement {
	return a.newest(func(s Statement) bool { return slices.Contains(s.Actions, id) })
}

func (a Attested) newest(covers func(Statement) bool) *Statement {
	for i := range slices.Backward(a.Statements) {
		if covers(a.Statements[i]) {
			return &a.Statements[i]
		}
	}
	return nil
}

func (s Statement) String() string {
	return fmt.Sprintf("cut by hand, says %s at %s: %s", s.By, s.At.Format(time.RFC3339), s.Reason)
}
