package dossier

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/obligation"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

func (g gathering) containment(ctx context.Context) error {
	var result struct {
		Containment
		Report *vault.Ref `json:"report"`
	}
	ok, err := g.result(incident.PhaseRevoke, &result)
	if err != nil || !ok {
		return err
	}
	c := &Containment{
		Contained: result.Contained, Cut: result.Cut, Open: result.Open, Refused: result.Refused, Unresolved: result.Unresolved,
		Credentials: []Credential{}, Principals: []Principal{},
	}
	g.dossier.Containment = c
	var report struct {
		At       time.Time `json:"at"`
		Findings []struct {
			Kind   string `json:"kind"`
			Holder struct {
				Type    string `json:"type"`
				Account string `json:"account"`
				Name    string `json:"name"`
				Session string `json:"session"`
			} `json:"holder"`
			Target string    `json:"target"`
			State  string    `json:"state"`
			CutAt  time.Time `json:"cut_at"`
			Reason string    `json:"reason"`
		} `json:"findings"`
		Suspects []Principal       `json:"suspects"`
		Limits   map[string]string `json:"limits"`
	}
	if ok, err = g.read(ctx, g.evidence, result.Report, "what was cut", &report); err != nil || !ok {
		return err
	}
	c.At, c.Limits = report.At, report.Limits
	c.Principals = append(c.Principals, report.Suspects...)
	for _, f := range report.Findings {
		holder := f.Holder.Type + " " + f.Holder.Name
		if f.Holder.Session != "" {
			holder += "/" + f.Holder.Session
		}
		c.Credentials = append(c.Credentials, Credential{
			Kind: f.Kind, Holder: holder + " in " + f.Holder.Account, Target: f.Target, State: f.State, CutAt: f.CutAt, Reason: f.Reason,
		})
	}
	return nil
}

func (g gathering) scope(ctx context.Context) error {
	var result struct {
		Scope
		Result *vault.Ref `json:"result"`
	}
	ok, err := g.result(incident.PhaseScope, &result)
	if err != nil || !ok {
		return err
	}
	s := result.Scope
	g.dossier.Scope = &s
	var whole struct {
		Gaps    []Gap `json:"gaps"`
		Unknown struct {
			Assumption string `json:"assumption"`
		} `json:"cannot_be_excluded"`
	}
	ok, err = g.read(ctx, g.people, result.Result, "which hours the log misses", &whole)
	if ok {
		s.Missing, s.Assumption = whole.Gaps, whole.Unknown.Assumption
	}
	return err
}

// duties takes the assessment, or before that the first list that the clocks were started with.
func (g gathering) duties(ctx context.Context) error {
	for _, phase := range []string{incident.PhaseAssess, incident.PhaseClocks} {
		var result struct {
			Obligations *vault.Ref `json:"obligations"`
		}
		ok, err := g.result(phase, &result)
		if err != nil {
			return err
		}
		if !ok || result.Obligations == nil {
			continue
		}
		var duties []Duty
		if ok, err = g.read(ctx, g.evidence, result.Obligations, "the duties", &duties); ok {
			g.dossier.Duties = append(g.dossier.Duties, duties...)
		}
		if err != nil {
			return err
		}
		return g.said(ctx)
	}
	return nil
}

// said takes the duties as they are with what people filed and judged and what the
// letters did since the assessment; without any, the assessment's own list stands.
func (g gathering) said(ctx context.Context) error {
	facts, err := obligation.Known(ctx, g.evidence, g.record.ID)
	if errors.Is(err, vault.ErrMissing) || err == nil && len(facts.Filed)+len(facts.Judgements) == 0 && facts.Letters == nil {
		return nil
	}
	if err != nil {
		return err
	}
	now, err := obligation.Assess(facts)
	if err != nil {
		return err
	}
	body, err := json.Marshal(now)
	if err != nil {
		return fmt.Errorf("encoding the duties of %s: %w", g.record.ID, err)
	}
	g.dossier.Duties = []Duty{}
	return json.Unmarshal(body, &g.dossier.Duties)
}

func (g gathering) decision(context.Context) error {
	var d Decision
	ok, err := g.result(incident.PhaseApprove, &d)
	if ok {
		g.dossier.Decision = &d
	}
	return err
}

func (g gathering) delivery(context.Context) error {
	var d Delivery
	ok, err := g.result(incident.PhaseNotify, &d)
	if ok {
		g.dossier.Delivery = &d
	}
	return err
}
