package drill

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/filing"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/obligation"
	"github.com/tocsin-ir/tocsin/internal/rehearsal"
	"github.com/tocsin-ir/tocsin/internal/status"
)

// A Team takes the decisions of a drill.
type Team interface {
	Name() string
	// Early is called once the clocks run, before anybody has counted.
	Early(ctx context.Context, s *Session) error
	// Answer must answer the machine's question of a kind.
	Answer(ctx context.Context, s *Session, kind string) error
	// File is called when the workflow has ended: what is left are the duties.
	File(ctx context.Context, s *Session) error
}

// pollEvery is how often the incident is asked for.
const pollEvery = 400 * time.Millisecond

// Play plays a scenario in a scene that is set up for it.
func Play(ctx context.Context, scene *rehearsal.Scene, sc Scenario, aware time.Time, team Team, version string) (Result, error) {
	s := &Session{Room: scene, Scenario: sc, Truth: scene.Truth, Aware: aware, Clock: sc.Lag, looked: map[string]bool{}, now: time.Now}
	r := Result{Scenario: sc.Name, Title: sc.Title, Date: time.Now().UTC().Truncate(time.Second), Version: version, Team: team.Name(), Unmarked: []string{}}
	if err := s.open(ctx, scene.Reports); err != nil {
		return r, err
	}
	view, err := s.follow(ctx, team)
	if err != nil {
		return r, err
	}
	if err := team.File(ctx, s); err != nil {
		return r, fmt.Errorf("filing the duties: %w", err)
	}
	if view.Status == "DoneButDutiesOpen" {
		var resumed json.RawMessage
		if err := s.Ask(ctx, rehearsal.Officer, &resumed, "resume", string(s.ID)); err != nil {
			return r, err
		}
		if view, err = s.follow(ctx, team); err != nil {
			return r, err
		}
	}
	return r, s.score(ctx, &r, view)
}

// follow waits until the workflow ends, and has the team answer its questions.
func (s *Session) follow(ctx context.Context, team Team) (view status.View, err error) {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	early := false
	for {
		view = status.View{}
		if err := s.Ask(ctx, rehearsal.Officer, &view, "status", string(s.ID)); err != nil {
			return view, err
		}
		if !early && view.Phases[incident.PhaseClocks].Status == incident.Done && len(s.decisions) == 0 {
			early = true
			if err := team.Early(ctx, s); err != nil {
				return view, err
			}
		}
		switch {
		case view.Question != nil && view.State.Status == "RUNNING":
			if err := team.Answer(ctx, s, view.Question.Kind); err != nil {
				return view, err
			}
		case view.State.Status != "RUNNING" && view.State.Status != "":
			return view, nil
		}
		select {
		case <-ctx.Done():
			return view, ctx.Err()
		case <-tick.C:
		}
	}
}

// score fills the sheet in from the record, the mailbox and the truth.
func (s *Session) score(ctx context.Context, r *Result, view status.View) error {
	r.Incident, r.Status, r.Drill, r.Decisions = string(s.ID), view.Status, view.Drill, s.decisions
	for phase, to := range map[string]*float64{
		incident.PhaseDetect: &r.Measured.Detect, incident.PhaseRevoke: &r.Measured.Contain, incident.PhaseScope: &r.Measured.Count, incident.PhaseNotify: &r.Measured.Tell,
	} {
		if p := view.Phases[phase]; p.Status == incident.Done {
			*to = p.At.Sub(view.OpenedAt).Seconds()
		}
	}
	if assessed := view.Phases[incident.PhaseAssess]; assessed.Status == incident.Done {
		for _, d := range s.decisions {
			if waited := d.After - assessed.At.Sub(view.OpenedAt).Seconds(); strings.HasSuffix(d.What, "the letters") {
				r.Measured.Waited = max(0, waited)
			}
		}
	}
	box, err := s.Letters(ctx)
	if err != nil {
		return err
	}
	r.Told = letters(box, s.Truth, s.Scenario.Letters)
	r.Told.Hours = s.toldAt.Hours()
	r.Truth.Affected = len(s.Truth.Affected)
	r.Truth.Source = len(view.Suspects) == 1 && view.Suspects[0].Principal == s.Truth.Insider
	var scope struct{ Affected int }
	_ = json.Unmarshal(view.Phases[incident.PhaseScope].Result, &scope) // not reached: none found
	r.Truth.Found = scope.Affected

	var filed map[string]obligation.Filing
	if known := s.Known(ctx); known.Facts != nil {
		filed = known.Facts.Filed
	}
	count := maps.Clone(s.Truth.ByCountry)
	if n := len(s.Truth.Departed); n > 0 {
		count["ZZ"] += n
	}
	owed, err := s.Scenario.owed(s.Aware, count, filed)
	if err != nil {
		return err
	}
	r.Duties = duties(owed)
	for _, m := range box {
		if !strings.HasPrefix(m.Subject, "[DRILL] ") { // of the letters the local mailbox keeps no more
			r.Unmarked = append(r.Unmarked, "a letter")
			break
		}
	}
	if err := s.marked(ctx, r, view); err != nil {
		return err
	}
	r.count()
	return nil
}

// marked looks for the mark of a drill in everything that people get to see.
func (s *Session) marked(ctx context.Context, r *Result, view status.View) error {
	id := string(s.ID)
	look := func(what, text string) {
		if !strings.Contains(text, "DRILL") {
			r.Unmarked = append(r.Unmarked, what)
		}
	}
	if !view.Drill {
		r.Unmarked = append(r.Unmarked, "the record")
	}
	for _, args := range [][]string{{"status", id}, {"list"}, {"duties", id}, {"draft", filing.Forms[0].ID, id}} {
		text, err := s.Read(ctx, rehearsal.Officer, args...)
		if err != nil {
			return err
		}
		look("tocsin "+args[0], text)
	}
	if view.Phases[incident.PhaseReport].Status != incident.Done {
		return nil // an incident that stopped before has no dossier
	}
	folder, said, err := s.Verify(ctx, id)
	if err != nil {
		return err
	}
	look("the ledger", said)
	for file, mark := range map[string]string{"dossier.html": "DRILL", "dossier.json": `"drill": true`} {
		body, err := os.ReadFile(filepath.Join(folder, file)) // #nosec G304 -- written by the command before
		if err != nil {
			return fmt.Errorf("reading the drill's dossier: %w", err)
		}
		if !strings.Contains(string(body), mark) {
			r.Unmarked = append(r.Unmarked, file)
		}
	}
	return nil
}

// Run sets a scenario up on a local AWS of its own, plays it and takes it down.
func Run(ctx context.Context, r rehearsal.Rehearsal, sc Scenario, team Team, version string) (Result, error) {
	until, aware := Begins(time.Now())
	scene, err := r.SetUp(ctx, sc.theme(), until, days)
	if err != nil {
		return Result{}, err
	}
	defer scene.Close()
	return Play(ctx, scene, sc, aware, team, version)
}
