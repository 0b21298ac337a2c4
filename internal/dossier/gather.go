package dossier

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// gathering reads an incident's record and the evidence behind it. It copies
// the fields that a dossier has and nothing else, so that no evidence file can
// bring a customer in.
type gathering struct {
	record   incident.Record
	people   vault.Store
	evidence vault.Store
	dossier  *Dossier
}

// gather makes the dossier of record as it stands at now.
func gather(ctx context.Context, record incident.Record, execution string, people, evidence vault.Store, now time.Time) (Dossier, error) {
	d := Dossier{
		Format: Format, Incident: record.ID, Execution: execution, Run: record.Run, WrittenAt: now.UTC().Truncate(time.Second),
		OpenedAt: record.OpenedAt, OpenedBy: record.OpenedBy, AwareAt: record.AwareAt, Trigger: record.Trigger, Drill: record.Drill,
		Duties: []Duty{}, Left: []string{},
	}
	var err error
	if d.Phases, err = timeline(record); err != nil {
		return d, err
	}
	g := gathering{record, people, evidence, &d}
	for _, part := range []func(context.Context) error{g.source, g.containment, g.scope, g.duties, g.decision, g.delivery} {
		if err := part(ctx); err != nil {
			return d, err
		}
	}
	d.Left = append(d.Left, leftToDo(d)...)
	return d, nil
}

// result decodes a phase's result; ok is false when the phase has none.
func (g gathering) result(phase string, into any) (ok bool, err error) {
	p, reached := g.record.Phases[phase]
	if !reached || len(p.Result) == 0 || string(p.Result) == "null" {
		return false, nil
	}
	if err := json.Unmarshal(p.Result, into); err != nil {
		return false, fmt.Errorf("decoding the result of phase %s of %s: %w", phase, g.record.ID, err)
	}
	return true, nil
}

// read decodes an evidence file. What is gone or changed is no reason to have
// no dossier: it is said in the dossier instead.
func (g gathering) read(ctx context.Context, store vault.Store, ref *vault.Ref, what string, into any) (ok bool, err error) {
	if ref == nil || ref.IsZero() {
		return false, nil
	}
	body, err := store.Get(ctx, *ref)
	switch {
	case errors.Is(err, vault.ErrMissing):
		g.dossier.Unread = append(g.dossier.Unread, what+": the file is not there any more ("+ref.Key+")")
		return false, nil
	case errors.Is(err, vault.ErrChanged):
		g.dossier.Unread = append(g.dossier.Unread, what+": the file is not the one that was recorded ("+ref.Key+")")
		return false, nil
	case err != nil:
		return false, err
	}
	if err := json.Unmarshal(body, into); err != nil {
		return false, fmt.Errorf("decoding %s: %w", ref.Key, err)
	}
	return true, nil
}

// waitsFor says after which phases a phase begins.
var waitsFor = map[string][]string{
	incident.PhaseClocks: {incident.PhaseOpen}, incident.PhaseDetect: {incident.PhaseOpen, incident.PhaseClocks},
	incident.PhaseRevoke: {incident.PhaseDetect}, incident.PhaseScope: {incident.PhaseDetect},
	incident.PhaseAssess:  {incident.PhaseRevoke, incident.PhaseScope},
	incident.PhaseApprove: {incident.PhaseAssess}, incident.PhaseNotify: {incident.PhaseApprove},
	incident.PhaseReport: {incident.PhaseDetect, incident.PhaseNotify}, incident.PhaseClose: {incident.PhaseReport},
}

// timeline orders the phases. The record has only ends: a phase begins when
// the last of those that it waits for has ended.
func timeline(record incident.Record) ([]Phase, error) {
	phases := []Phase{}
	for _, name := range incident.Phases {
		p, ok := record.Phases[name]
		if !ok {
			continue
		}
		from := record.OpenedAt
		for _, before := range waitsFor[name] {
			if b, ok := record.Phases[before]; ok && b.At.After(from) && !b.At.After(p.At) {
				from = b.At
			}
		}
		digest, err := resultDigest(p.Result)
		if err != nil {
			return nil, fmt.Errorf("decoding the result of phase %s of %s: %w", name, record.ID, err)
		}
		phases = append(phases, Phase{Name: name, Status: p.Status, From: from, Until: p.At, Entry: p.Entry, Error: p.Error, Result: digest})
	}
	return phases, nil
}

// resultDigest is the same for the same JSON value, however it is spaced,
// ordered or escaped: record and ledger encode it each in its own way.
func resultDigest(result json.RawMessage) (string, error) {
	if len(result) == 0 || string(result) == "null" {
		return "", nil
	}
	dec := json.NewDecoder(bytes.NewReader(result))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return "", err
	}
	canonical, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	return vault.Digest(canonical), nil
}
