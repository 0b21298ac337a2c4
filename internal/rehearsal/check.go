package rehearsal

import (
	"encoding/json"
	"net/mail"
	"slices"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/localaws"
	"github.com/tocsin-ir/tocsin/internal/status"
)

// result decodes a phase's result, as the record has it.
func (s *Stage) result(v status.View, phase string, into any) bool {
	p := v.Phases[phase]
	if p.Status != incident.Done {
		s.fails("phase %s: %q %s, want done", phase, p.Status, p.Error)
		return false
	}
	if err := json.Unmarshal(p.Result, into); err != nil {
		s.fails("phase %s: its result is not JSON", phase)
		return false
	}
	return true
}

func (s *Stage) checkSource(v status.View, t Truth) {
	var detect struct {
		Decision string `json:"decision"`
		Lines    int64  `json:"lines_read"`
		Bad      int64  `json:"bad_lines"`
	}
	if !s.result(v, incident.PhaseDetect, &detect) {
		return
	}
	var named []string
	for _, suspect := range v.Suspects {
		named = append(named, suspect.Principal)
		s.say("%s", suspect.Why)
	}
	s.check("the source is", named, []string{t.Insider})
	s.check("the decision", detect.Decision, "confident")
	s.check("log lines read", detect.Lines, t.Lines)
	s.check("broken lines found", detect.Bad, t.Broken)
	var revoke struct {
		Contained bool `json:"contained"`
		Cut       int  `json:"cut"`
	}
	if s.result(v, incident.PhaseRevoke, &revoke) {
		s.that(revoke.Contained, "contained: %d credentials cut", revoke.Cut)
	}
}

func (s *Stage) checkScope(v status.View, t Truth) {
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
	if !s.result(v, incident.PhaseScope, &scope) {
		return
	}
	s.check("customers affected", scope.Affected, len(t.Affected))
	s.check("of them can be written to", scope.Recipients, len(t.Mail))
	s.check("without usable address", scope.Unreached, len(t.Unreachable)+len(t.Departed))
	s.check("of these not in the directory any more", scope.Departed, len(t.Departed))
	s.check("look-ups by the insider", scope.Events, t.Events)
	s.check("the first at", scope.First.UTC().Format(time.RFC3339), t.First.UTC().Format(time.RFC3339))
	s.check("the last at", scope.Last.UTC().Format(time.RFC3339), t.Last.UTC().Format(time.RFC3339))
	s.check("hours missing in the log", scope.GapHours, int(t.LostTo.Sub(t.LostFrom).Hours()))
	countries := map[string]int{}
	for c := range t.ByCountry {
		countries[c] = scope.ByCountry[c]
	}
	s.check("by country", countries, t.ByCountry)
}

// checkMail compares the mailbox with the affected: each once, nobody else.
func (s *Stage) checkMail(box []localaws.Mail, t Truth) {
	times := map[string]int{}
	for _, m := range box {
		for _, to := range m.To {
			address, err := mail.ParseAddress(to)
			if err != nil {
				s.fails("a letter to an address that is none")
				continue
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
	s.check("letters in the mailbox", len(box), len(t.Mail))
	s.check("affected customers with exactly one letter", once, len(t.Mail))
	s.check("affected customers without a letter", none, 0)
	s.check("with more than one", more, 0)
	s.check("letters to anybody else", len(times), 0)
}

func (s *Stage) checkDelivery(v status.View, t Truth) {
	var notify struct {
		Sent int `json:"sent"`
	}
	if s.result(v, incident.PhaseNotify, &notify) {
		s.check("letters sent, by the delivery ledger", notify.Sent, len(t.Mail))
	}
}

func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
