package rehearsal

import (
	"context"
	"encoding/json"
	"fmt"
	"net/mail"
	"slices"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/status"
)

// result decodes a phase's result, as the record has it.
func (d *desk) result(v status.View, phase string, into any) bool {
	p := v.Phases[phase]
	if p.Status != incident.Done {
		d.fails("phase %s: %q %s, want done", phase, p.Status, p.Error)
		return false
	}
	if err := json.Unmarshal(p.Result, into); err != nil {
		d.fails("phase %s: its result is not JSON", phase)
		return false
	}
	return true
}

func (d *desk) checkSource(v status.View, t Truth) {
	var detect struct {
		Decision string `json:"decision"`
		Lines    int64  `json:"lines_read"`
		Bad      int64  `json:"bad_lines"`
	}
	if !d.result(v, incident.PhaseDetect, &detect) {
		return
	}
	var named []string
	for _, s := range v.Suspects {
		named = append(named, s.Principal)
		d.say("%s", s.Why)
	}
	d.check("the source is", named, []string{t.Insider})
	d.check("the decision", detect.Decision, "confident")
	d.check("log lines read", detect.Lines, t.Lines)
	d.check("broken lines found", detect.Bad, t.Broken)
	var revoke struct {
		Contained bool `json:"contained"`
		Cut       int  `json:"cut"`
	}
	if d.result(v, incident.PhaseRevoke, &revoke) {
		d.that(revoke.Contained, "contained: %d credentials cut", revoke.Cut)
	}
}

func (d *desk) checkScope(v status.View, t Truth) {
	var scope struct {
		Affected   int            `json:"affected"`
		Recipients int            `json:"recipients"`
		Unreached  int            `json:"unreachable"`
		Departed   int            `json:"not_in_directory"`
		GapHours   int            `json:"gap_hours"`
		Events     int            `json:"events_matched"`
		First      time.Time      `json:"first"`
		Last       time.Time      `json:"last"`
		ByCountry  map[string]int `json:"by_country"`
	}
	if !d.result(v, incident.PhaseScope, &scope) {
		return
	}
	d.check("customers affected", scope.Affected, len(t.Affected))
	d.check("of them can be written to", scope.Recipients, len(t.Mail))
	d.check("without usable address", scope.Unreached, len(t.Unreachable)+len(t.Departed))
	d.check("of these not in the directory any more", scope.Departed, len(t.Departed))
	d.check("look-ups by the insider", scope.Events, t.Events)
	d.check("the first at", scope.First.UTC().Format(time.RFC3339), t.First.UTC().Format(time.RFC3339))
	d.check("the last at", scope.Last.UTC().Format(time.RFC3339), t.Last.UTC().Format(time.RFC3339))
	d.check("hours missing in the log", scope.GapHours, int(t.LostTo.Sub(t.LostFrom).Hours()))
	countries := map[string]int{}
	for c := range t.ByCountry {
		countries[c] = scope.ByCountry[c]
	}
	d.check("by country", countries, t.ByCountry)
}

// checkMail compares the mailbox with the affected: each once, nobody else.
func (d *desk) checkMail(ctx context.Context, v status.View, t Truth) error {
	box, err := d.aws.Mailbox(ctx)
	if err != nil {
		return err
	}
	times := map[string]int{}
	for _, m := range box {
		for _, to := range m.To {
			address, err := mail.ParseAddress(to)
			if err != nil {
				return fmt.Errorf("reading the mailbox: an address that is none: %w", err)
			}
			times[address.Address]++
		}
	}
	none, once, more := 0, 0, 0
	for _, address := range t.Mail {
		switch times[address] {
		case 0:
			none++
		case 1:
			once++
		default:
			more++
		}
		delete(times, address)
	}
	d.check("letters in the mailbox", len(box), len(t.Mail))
	d.check("affected customers with exactly one letter", once, len(t.Mail))
	d.check("affected customers without a letter", none, 0)
	d.check("with more than one", more, 0)
	d.check("letters to anybody else", len(times), 0)
	d.subjects(box)
	var notify struct {
		Sent    int `json:"sent"`
		Bounced int `json:"bounced"`
	}
	if d.result(v, incident.PhaseNotify, &notify) {
		d.check("letters sent, by the delivery ledger", notify.Sent, len(t.Mail))
		d.check("letters that came back", notify.Bounced, len(t.Bouncing))
	}
	return nil
}

func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
