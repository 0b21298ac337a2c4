package revoke

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// A Report is what containment came to, read back from IAM.
type Report struct {
	Incident   incident.ID `json:"incident"`
	Plan       int         `json:"plan"`
	At         time.Time   `json:"at"`
	Cut        int         `json:"cut"`
	Open       int         `json:"open"`
	Refused    int         `json:"refused"`
	Unresolved int         `json:"unresolved"`
	Attested   int         `json:"attested"`  // a person says to have cut it by hand; in none of the other counts
	Contained  bool        `json:"contained"` // nothing open, refused or unresolved
	Findings   []Finding   `json:"findings"`
	Suspects   []Suspect   `json:"suspects"`
	// Limits by kind say what a cut does not reach.
	Limits map[string]string `json:"limits"`
}

// A Finding is how one credential stands.
type Finding struct {
	Action
	State  State      `json:"state"`
	CutAt  *time.Time `json:"cut_at,omitempty"` // when Tocsin cut it, or first found it cut
	Reason string     `json:"reason,omitempty"` // why it is open, or who says otherwise
	byHand bool       // another run would not cut it
}

// VerifyRequest asks how a plan's credentials stand now.
type VerifyRequest = ApplyRequest

// VerifyResult counts them.
type VerifyResult struct {
	Cut        int       `json:"cut"`
	Open       int       `json:"open"`
	Refused    int       `json:"refused"`
	Unresolved int       `json:"unresolved"`
	Attested   int       `json:"attested"`
	Contained  bool      `json:"contained"`
	Report     vault.Ref `json:"report"` // in the evidence bucket
}

// lag is how long Verify waits before it looks again at what IAM took but does
// not show yet; IAM speaks of seconds, seldom more.
var lag = []time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second}

// Verify reads back how every credential of the plan stands, and whether its
// holders have others by now, and stores a Report.
func (r Revoker) Verify(ctx context.Context, in VerifyRequest) (VerifyResult, error) {
	plan, err := r.stored(ctx, in.Incident, in.Plan)
	if err != nil {
		return VerifyResult{}, err
	}
	var report Report
	for try := 0; ; try++ {
		if report, err = r.inspect(ctx, plan); err != nil {
			return VerifyResult{}, fmt.Errorf("verifying containment of incident %s: %w", in.Incident, err)
		}
		if try == len(lag) || !report.lags() {
			break
		}
		if err := r.Wait(ctx, lag[try]); err != nil {
			return VerifyResult{}, fmt.Errorf("verifying containment of incident %s: %w", in.Incident, err)
		}
	}
	ref, err := vault.PutJSON(ctx, r.Evidence, folder(in.Incident)+"report.json", report, len(report.Findings))
	if err != nil {
		return VerifyResult{}, err
	}
	return VerifyResult{report.Cut, report.Open, report.Refused, report.Unresolved, report.Attested, report.Contained, ref}, nil
}

// lags says whether something shows as open that IAM has taken a cut of.
func (report Report) lags() bool {
	return slices.ContainsFunc(report.Findings, func(f Finding) bool { return f.State == Open && f.CutAt != nil })
}
