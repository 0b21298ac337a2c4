package drill

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/localaws"
	"github.com/tocsin-ir/tocsin/internal/obligation"
	"github.com/tocsin-ir/tocsin/internal/rehearsal"
	"github.com/tocsin-ir/tocsin/internal/status"
)

// A Room is where the team types commands: a rehearsal's scene.
type Room interface {
	// Ask runs a command with -json as somebody, and decodes its answer.
	Ask(ctx context.Context, who string, answer any, args ...string) error
	// Read runs a command as somebody and returns what it printed.
	Read(ctx context.Context, who string, args ...string) (string, error)
	// Letters are those sent in this story.
	Letters(ctx context.Context) ([]localaws.Mail, error)
	// Verify fetches a dossier into a folder and checks it.
	Verify(ctx context.Context, id string) (folder, said string, err error)
}

// A Session is one drill under way: what a team can do in it. It notes each
// decision with what the team had looked at.
type Session struct {
	Room
	Scenario Scenario
	Truth    rehearsal.Truth
	ID       incident.ID
	Aware    time.Time     // the hour of awareness
	Clock    time.Duration // since then, on the story's clock

	opened    time.Time // real
	looked    map[string]bool
	decisions []Decision
	toldAt    time.Duration // of the decision to write, on the story's clock
	now       func() time.Time
}

// What can be looked at before a decision.
const (
	Letters = "letters" // the count, samples and cost
	Ranking = "ranking" // who may be the source
	Duties  = "duties"  // which laws apply, and the open questions
)

// Look opens evidence, as the command line shows it, and notes that it was opened.
func (s *Session) Look(ctx context.Context, what string) (string, error) {
	command := "status"
	if what == Duties {
		command = "duties"
	}
	text, err := s.Read(ctx, rehearsal.Officer, command, string(s.ID))
	if err == nil {
		s.looked[what] = true
	}
	return text, err
}

// Known is what the duties say now; nothing, before the clocks are set.
func (s *Session) Known(ctx context.Context) obligation.Result {
	var r obligation.Result
	_ = s.Ask(ctx, rehearsal.Officer, &r, "duties", string(s.ID)) // nothing worked out yet
	return r
}

// Judge enters a fact or a judgement.
func (s *Session) Judge(ctx context.Context, fact, value, why string) error {
	known := s.Known(ctx)
	var noted obligation.Noted
	if err := s.Ask(ctx, rehearsal.Officer, &noted, "duties", "judge", string(s.ID), fact, value, "-why", why); err != nil {
		return err
	}
	s.note("judge", "judged "+fact+" "+value, known)
	return nil
}

// asked is the flag for the figures of the question that stands. Whether they were
// looked at is the drill's to score.
func (s *Session) asked(ctx context.Context) (string, error) {
	var view status.View
	if err := s.Ask(ctx, rehearsal.Officer, &view, "status", string(s.ID)); err != nil {
		return "", err
	}
	if view.Question == nil {
		return "", fmt.Errorf("incident %s asks nobody", s.ID)
	}
	return "-seen=" + view.Question.Code, nil
}

// Decide says yes or no to the letters.
func (s *Session) Decide(ctx context.Context, yes bool, why string) error {
	command := map[bool]string{true: "approve", false: "reject"}[yes]
	known := s.Known(ctx)
	seen, err := s.asked(ctx)
	if err != nil {
		return err
	}
	var decided json.RawMessage
	if err := s.Ask(ctx, rehearsal.Officer, &decided, command, string(s.ID), seen, "-reason", why); err != nil {
		return err
	}
	s.note(command, map[bool]string{true: "approved the letters", false: "rejected the letters"}[yes], known)
	if yes {
		s.toldAt = s.Clock
	}
	return nil
}

// Choose says who the source is.
func (s *Session) Choose(ctx context.Context, principal, why string) error {
	seen, err := s.asked(ctx)
	if err != nil {
		return err
	}
	var decided json.RawMessage
	if err := s.Ask(ctx, rehearsal.Officer, &decided, "choose", string(s.ID), seen, "-suspect", principal, "-reason", why); err != nil {
		return err
	}
	s.note("choose", "chose the source", obligation.Result{})
	return nil
}

// File marks a duty as done at a time of the story.
func (s *Session) File(ctx context.Context, duty string, at time.Time) error {
	var noted obligation.Noted
	return s.Ask(ctx, rehearsal.Officer, &noted, "duties", "file", string(s.ID), duty, "-at", at.UTC().Format(time.RFC3339), "-reference", "drill")
}

func (s *Session) note(what, words string, known obligation.Result) {
	s.decisions = append(s.decisions, Decision{
		What: words, Hours: s.Clock.Hours(), After: s.now().Sub(s.opened).Seconds(), Blind: blind(what, s.looked, known),
	})
}

// open opens the incident as the story has it.
func (s *Session) open(ctx context.Context, reports string) error {
	args := []string{"open", "-aware", s.Aware.Format(time.RFC3339)}
	if s.Scenario.Suspect {
		args = append(args, "-suspect", s.Truth.Insider,
			"-from", s.Truth.First.UTC().Truncate(time.Hour).Format(time.RFC3339), "-to", s.Truth.Last.UTC().Add(time.Hour).Format(time.RFC3339))
	} else {
		args = append(args, "-reports", reports)
	}
	var opened struct {
		Incident incident.ID `json:"incident"`
		Joined   bool        `json:"joined"`
	}
	s.opened = s.now()
	if err := s.Ask(ctx, rehearsal.Engineer, &opened, args...); err != nil {
		return fmt.Errorf("opening the drill's incident: %w", err)
	}
	if opened.Joined {
		return fmt.Errorf("opening the drill's incident: it joined %s, which stands open from an earlier drill; play in a fresh local AWS", opened.Incident)
	}
	s.ID = opened.Incident
	return nil
}
