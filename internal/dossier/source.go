package dossier

import (
	"context"
	"slices"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// shown is how many lines of the ranking a dossier has.
const shown = 5

func (g gathering) source(ctx context.Context) error {
	var result struct {
		Decision   string     `json:"decision"`
		Basis      string     `json:"basis"`
		ChosenBy   string     `json:"chosen_by"`
		ChosenAt   time.Time  `json:"chosen_at"`
		Reports    int        `json:"reports"`
		Explained  int        `json:"explained"`
		Principals int        `json:"principals"`
		LinesRead  int64      `json:"lines_read"`
		BadLines   int64      `json:"bad_lines"`
		Suspects   *vault.Ref `json:"suspects"`
		Evidence   *vault.Ref `json:"evidence"`
	}
	ok, err := g.result(incident.PhaseDetect, &result)
	if err != nil || !ok {
		return err
	}
	s := &Source{
		Decision: result.Decision, Basis: result.Basis, ChosenBy: result.ChosenBy, ChosenAt: result.ChosenAt,
		Reports: result.Reports, Explained: result.Explained, Principals: result.Principals,
		LinesRead: result.LinesRead, BadLines: result.BadLines, Suspects: []Suspect{},
	}
	g.dossier.Source = s
	if result.Suspects == nil && result.Decision == "confident" {
		result.Suspects = g.record.Input.Suspects
	}
	var suspects []Suspect
	if ok, err = g.read(ctx, g.people, result.Suspects, "who was named", &suspects); err != nil {
		return err
	} else if ok {
		s.Suspects = suspects
	}
	return g.ranking(ctx, s, result.Evidence)
}

func (g gathering) ranking(ctx context.Context, s *Source, evidence *vault.Ref) error {
	var finding struct {
		Reason   string    `json:"reason"`
		LogBegin time.Time `json:"log_begin"`
		LogEnd   time.Time `json:"log_end"`
		Suspects []struct {
			Principal   string    `json:"principal"`
			Accessed    int       `json:"accessed"`
			Explained   int       `json:"explained"`
			Expected    *float64  `json:"expected"`
			QValue      *float64  `json:"q_value"`
			WithTicket  int       `json:"with_ticket"`
			FirstAccess time.Time `json:"first_access"`
			LastAccess  time.Time `json:"last_access"`
		} `json:"suspects"`
	}
	ok, err := g.read(ctx, g.people, evidence, "the ranking of the source's test", &finding)
	if err != nil || !ok {
		return err
	}
	s.LogBegin, s.LogEnd = finding.LogBegin, finding.LogEnd
	if s.Basis == "" && s.Decision == "confident" {
		s.Reason = finding.Reason // words that name only whom the test itself named
	}
	for i, f := range finding.Suspects {
		named := slices.ContainsFunc(s.Suspects, func(n Suspect) bool { return n.Principal == f.Principal })
		if i >= shown && !named {
			continue
		}
		r := Ranked{Place: i + 1, Accessed: f.Accessed, Explained: f.Explained, Expected: f.Expected, QValue: f.QValue,
			WithTicket: f.WithTicket, First: f.FirstAccess, Last: f.LastAccess}
		if named {
			r.Principal = f.Principal
		}
		s.Ranking = append(s.Ranking, r)
	}
	return nil
}
