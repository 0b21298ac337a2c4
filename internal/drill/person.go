package drill

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/obligation"
)

// A Person decides at a terminal. Times are measured; what takes hours in the
// story is said with "later".
type Person struct {
	In  *bufio.Scanner
	Out io.Writer
	at  time.Time // real, when the story's clock was last moved
}

// ErrLeft means that the person ended the drill.
var ErrLeft = errors.New("the drill was left before its end")

const help = `  look                     the count, sample letters and cost, or who may be the source
  duties                   which laws apply, and the questions that are open
  judge FACT VALUE WHY     enter or judge a fact, for example: judge risk high they call people
  later HOURS              the story's clock goes on
  approve WHY | reject WHY the letters
  choose PRINCIPAL WHY     the source
  file DUTY HOURS          a duty was done so many hours after awareness
  done                     no more to file
  quit                     leave the drill
`

func (p *Person) Name() string { return "person" }

// Early tells the story.
func (p *Person) Early(_ context.Context, s *Session) error {
	p.at = s.now()
	fmt.Fprintf(p.Out, "\nDRILL: %s\n\n%s\n\nYou became aware on %s, %s ago on the story's clock. What you can do:\n%s", s.Scenario.Title, s.Scenario.Story, s.Aware.Format("Mon 2 Jan 2006 15:04 MST"), s.Clock, help)
	return nil
}

// Answer takes commands until the machine's question is answered.
func (p *Person) Answer(ctx context.Context, s *Session, kind string) error {
	ask, look := "Do the letters go out? Look at the letters (look) and at the duties (duties) first.", Letters
	if kind == incident.AskSuspect {
		ask, look = "Who is the source? Look at the ranking (look) first.", Ranking
	}
	fmt.Fprintf(p.Out, "\n%s\n", ask)
	return p.commands(ctx, s, look, map[string]bool{"approve": kind == incident.AskNotification, "reject": kind == incident.AskNotification, "choose": kind == incident.AskSuspect})
}

// File takes filings until the person is done.
func (p *Person) File(ctx context.Context, s *Session) error {
	fmt.Fprintln(p.Out, "\nThe workflow has ended. File the duties, each with its hour since awareness; then: done")
	for _, o := range s.Known(ctx).Obligations {
		if start, due, dated := period(o); o.Owed() && dated {
			fmt.Fprintf(p.Out, "  %-18s within %.0f hours of awareness  %s\n", o.ID, due.Sub(s.Aware).Hours(), o.Title)
		} else if o.Owed() {
			fmt.Fprintf(p.Out, "  %-18s without delay from %s  %s\n", o.ID, start.Format(time.RFC3339), o.Title)
		}
	}
	return p.commands(ctx, s, Duties, map[string]bool{"done": true})
}

// commands reads and does commands until one of ends was done.
func (p *Person) commands(ctx context.Context, s *Session, look string, ends map[string]bool) error {
	for {
		fmt.Fprintf(p.Out, "drill, %.1f h> ", s.Clock.Hours())
		if !p.In.Scan() {
			return ErrLeft
		}
		s.Clock += s.now().Sub(p.at)
		p.at = s.now()
		words := strings.Fields(p.In.Text())
		if len(words) == 0 {
			continue
		}
		if words[0] == "quit" {
			return ErrLeft
		}
		if end, known := ends[words[0]]; known && !end {
			fmt.Fprintln(p.Out, "  that is not asked now")
			continue
		}
		if err := p.do(ctx, s, look, words); err != nil {
			fmt.Fprintf(p.Out, "  %v\n", err)
			continue
		}
		if ends[words[0]] {
			return nil
		}
	}
}

func (p *Person) do(ctx context.Context, s *Session, look string, words []string) error {
	rest := func(n int) string {
		if len(words) <= n {
			return ""
		}
		return strings.Join(words[n:], " ")
	}
	show := func(what string) error {
		text, err := s.Look(ctx, what)
		fmt.Fprint(p.Out, text)
		return err
	}
	switch {
	case words[0] == "look":
		return show(look)
	case words[0] == "duties":
		return show(Duties)
	case words[0] == "judge" && len(words) > 3:
		return s.Judge(ctx, words[1], words[2], rest(3))
	case words[0] == "approve", words[0] == "reject" && len(words) > 1:
		return s.Decide(ctx, words[0] == "approve", rest(1))
	case words[0] == "choose" && len(words) > 2:
		return s.Choose(ctx, words[1], rest(2))
	case words[0] == "file" && len(words) == 3:
		at, err := hours(words[2])
		if err != nil {
			return err
		}
		return s.File(ctx, words[1], s.Aware.Add(at))
	case words[0] == "later" && len(words) == 2:
		d, err := hours(words[1])
		s.Clock += d
		return err
	case words[0] == "done":
		return nil
	}
	return fmt.Errorf("not understood; what there is:\n%s", help)
}

func hours(text string) (time.Duration, error) {
	d, err := time.ParseDuration(strings.TrimSuffix(text, "h") + "h")
	if err != nil || d < 0 {
		return 0, obligation.BadFacts("%q is no number of hours: write 6 or 2.5", text)
	}
	return d, nil
}
