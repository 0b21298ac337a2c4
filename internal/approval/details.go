package approval

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/notify"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// A Quota says how fast letters may go out.
type Quota interface {
	// Sending returns SES's rate (letters a second) and how many letters may
	// go out in 24 hours and have gone out in the last 24.
	Sending(ctx context.Context) (rate, daily, sent float64, err error)
}

// centsPerLetter is SES's list price: 0.10 USD for 1,000 letters
// (Amazon SES pricing, outbound email).
const centsPerLetter = 0.01

// A Sample is one letter as an invented person would get it.
type Sample struct {
	Subject string `json:"subject"`
	Text    string `json:"text"`
}

// Details is what the approver sees before saying yes or no: numbers and
// samples, no people.
type Details struct {
	Affected    int `json:"affected"`
	Recipients  int `json:"recipients"`
	Unreachable int `json:"unreachable"` // affected, but without usable address
	// CannotBeExcluded are, at most, beside the affected: whom the suspects can have
	// reached where the log cannot be read. No letter goes to them.
	CannotBeExcluded int `json:"cannot_be_excluded"`
	Reachable        int `json:"reachable"` // in the directory, beside the affected
	// OutsideWindow were touched only outside the suspects' estimated windows. They
	// are among the affected, and letters go to them too.
	OutsideWindow int `json:"outside_window"`

	ByCountry  map[string]int    `json:"by_country"`
	BySegment  map[string]int    `json:"by_segment"`
	ByLanguage map[string]int    `json:"by_language"`
	GapHours   int               `json:"gap_hours"` // hours missing in the log: what the count cannot exclude
	BadLines   int               `json:"bad_lines"`
	Duties     json.RawMessage   `json:"duties,omitempty"` // counts of obligations
	Samples    map[string]Sample `json:"samples"`          // by language, and by language and place: "en-US-CA"
	// Confirm is what the letters say and only a person can know.
	Confirm []string `json:"confirm,omitempty"`
	CostUSD float64  `json:"cost_usd"`
	Rate    float64  `json:"rate"`    // letters a second
	Seconds int      `json:"seconds"` // at that rate
	Days    int      `json:"days"`    // until the daily quota has let all out, from 1
}

// shown is what is shown with a question: figures, or a ranking by reference.
type shown struct {
	Details
	digest string
}

// digest names the figures: SHA-256 of their JSON without what only SES's quota of
// the hour makes of them (rate, seconds and days are 0 in it).
func (out Details) digest() (string, error) {
	out.Rate, out.Seconds, out.Days = 0, 0, 0
	body, err := json.Marshal(out)
	return vault.Digest(body), err
}

// details makes what is shown with the question.
func (d *Desk) details(ctx context.Context, in AskRequest) (out shown, err error) {
	if in.Kind == incident.AskSuspect {
		if in.Evidence == nil {
			return out, task.Fail(task.BadInput, fmt.Errorf("asking %s of %s: no evidence to show", in.Kind, in.Incident))
		}
		out.digest = in.Evidence.SHA256
		return out, nil
	}
	if err := json.Unmarshal(in.Scope, &out.Details); err != nil {
		return out, task.Fail(task.BadInput, fmt.Errorf("asking %s of %s: the scope is not a scope's result: %w", in.Kind, in.Incident, err))
	}
	out.Duties = in.Duties
	rate, daily, sent, err := d.Quota.Sending(ctx)
	if err != nil {
		return out, err
	}
	out.plan(rate, daily, sent)
	out.Confirm = notify.Confirm(out.ByCountry)
	if out.Samples, err = d.samples(ctx, in.Incident, slices.Sorted(maps.Keys(out.ByLanguage))); err != nil {
		return out, err
	}
	out.digest, err = out.Details.digest()
	return out, err
}

// keepDetails stores what is shown, so that it can be proved later what the answer
// was given on.
func (d *Desk) keepDetails(ctx context.Context, in AskRequest, out shown, round int) (vault.Ref, error) {
	if in.Kind == incident.AskSuspect {
		return *in.Evidence, nil
	}
	key := fmt.Sprintf("incidents/%s/approve/question-%d.json", in.Incident, round)
	return vault.PutJSON(ctx, d.Evidence, key, out.Details, out.Recipients)
}

// plan works out cost and duration from SES's quota.
func (out *Details) plan(rate, daily, sent float64) {
	out.CostUSD = math.Round(float64(out.Recipients)*centsPerLetter) / 100
	out.Rate, out.Days = rate, 1
	if rate > 0 {
		out.Seconds = int(math.Ceil(float64(out.Recipients) / rate))
	}
	if rest := float64(out.Recipients) - max(0, daily-sent); daily > 0 && rest > 0 {
		out.Days = 1 + int(math.Ceil(rest/daily))
	}
}

// samples composes the letters that would go out, for an invented person.
func (d *Desk) samples(ctx context.Context, id incident.ID, languages []string) (map[string]Sample, error) {
	record, err := d.Incidents.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	facts, err := notify.FactsOf(record)
	if err != nil {
		return nil, err
	}
	letters, err := notify.Compose(d.Company, facts)
	if err != nil {
		return nil, err
	}
	out := map[string]Sample{}
	for key, letter := range letters.Samples(languages) {
		out[key] = Sample{letter.Subject, letter.Text}
	}
	return out, nil
}
