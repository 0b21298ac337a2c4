package drill

import (
	"context"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/obligation"
)

// Good is a scripted team that looks first, judges what must be judged, and
// files each duty in time.
type Good struct{}

// Careless is a scripted team that judges before anything is known, approves
// blind, and files late or not at all.
type Careless struct{}

func (Good) Name() string     { return "auto" }
func (Careless) Name() string { return "careless" }

func (Good) Early(context.Context, *Session) error { return nil }

func (Good) Answer(ctx context.Context, s *Session, kind string) error {
	s.Clock += 30 * time.Minute
	if kind == incident.AskSuspect {
		if _, err := s.Look(ctx, Ranking); err != nil {
			return err
		}
		return s.Choose(ctx, s.Truth.Insider, "the ranking and the badge records agree")
	}
	for _, what := range []string{Letters, Duties} {
		if _, err := s.Look(ctx, what); err != nil {
			return err
		}
	}
	for _, j := range s.Scenario.Judge {
		if err := s.Judge(ctx, j.Fact, j.value(s.Aware), j.Why); err != nil {
			return err
		}
	}
	s.Clock += 30 * time.Minute
	return s.Decide(ctx, s.Scenario.Letters, s.Scenario.Why)
}

// File files what is due first, at three fifths of its period; what has no
// period on the second day. Some clocks start with an earlier filing.
func (Good) File(ctx context.Context, s *Session) error {
	return eachOwed(ctx, s, func(o obligation.Obligation) (time.Time, bool) {
		start, due, dated := period(o)
		if !dated {
			return s.Aware.Add(36 * time.Hour), true
		}
		return start.Add(due.Sub(start) * 3 / 5), true
	})
}

func (Careless) Early(ctx context.Context, s *Session) error {
	return s.Judge(ctx, "risk", "unlikely", "it will not be that bad")
}

func (Careless) Answer(ctx context.Context, s *Session, kind string) error {
	s.Clock += 26 * time.Hour
	if kind == incident.AskSuspect {
		return s.Choose(ctx, s.Truth.Busiest, "has read most")
	}
	return s.Decide(ctx, true, "fine")
}

// File files every other duty, a day after it was due.
func (Careless) File(ctx context.Context, s *Session) error {
	n := 0
	return eachOwed(ctx, s, func(o obligation.Obligation) (time.Time, bool) {
		_, due, dated := period(o)
		n++
		return due.Add(24 * time.Hour), dated && n%2 == 1
	})
}

// eachOwed goes through the duties that the machine says are owed and files
// those that when wants, never in the future. It asks anew as long as there are
// new ones; a duty whose clock starts with an earlier filing waits for that.
func eachOwed(ctx context.Context, s *Session, when func(obligation.Obligation) (time.Time, bool)) error {
	done := map[string]bool{}
	for {
		var firm, waiting []obligation.Obligation
		for _, o := range s.Known(ctx).Obligations { // in order of urgency
			switch {
			case !o.Owed() || done[o.ID]:
			case o.Provisional:
				waiting = append(waiting, o)
			default:
				firm = append(firm, o)
			}
		}
		if len(firm) == 0 {
			firm = waiting[:min(1, len(waiting))]
		}
		if len(firm) == 0 {
			return nil
		}
		for _, o := range firm {
			done[o.ID] = true
			at, ok := when(o)
			if !ok {
				continue
			}
			if now := s.now().Add(-time.Minute); at.After(now) {
				at = now
			}
			if err := s.File(ctx, o.ID, at); err != nil {
				return err
			}
		}
	}
}

func period(o obligation.Obligation) (start, due time.Time, dated bool) {
	start, err := time.Parse(time.RFC3339, o.ClockStarts)
	due, ended := time.Parse(time.RFC3339, o.DueAt)
	return start, due, err == nil && ended == nil
}
