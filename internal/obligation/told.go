package obligation

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// Letters is what Tocsin's own letters did for the duties to tell people.
type Letters struct {
	At     string `json:"at"`     // RFC 3339: the last person was told
	People int    `json:"people"` // whom a letter was sent to that did not come back
	Left   int    `json:"left"`   // affected whom no letter reached: post or telephone
	// Unconfirmed of these people's mail servers have not said that they took the
	// letter: it may still come back.
	Unconfirmed int      `json:"unconfirmed"`
	Duties      []string `json:"duties"` // whose own letter this was, by the rule's id
}

// byLetters marks what Tocsin did itself.
const byLetters = "Tocsin, by its letters"

// A ToldRequest comes when the letters are settled.
type ToldRequest struct {
	Incident incident.ID `json:"incident"`
	Letters
}

// A ToldResult says which duties the letters have done.
type ToldResult struct {
	Done      []string `json:"done"`
	Reminders int      `json:"reminders"`
}

func toldKey(id incident.ID) string { return "incidents/" + string(id) + "/assess/told.json" }

// Told takes into the facts that people were told, and ends the reminders of the
// duties that this has done.
func (p Phase) Told(ctx context.Context, in ToldRequest) (ToldResult, error) {
	if err := in.Incident.Check(); err != nil {
		return ToldResult{}, task.Fail(task.BadInput, err)
	}
	out := ToldResult{Done: []string{}}
	if in.People <= 0 { // nobody was told, whenever that was
		return out, nil
	}
	if _, err := readTime("at", in.At); err != nil {
		return ToldResult{}, err
	}
	if _, err := vault.PutJSON(ctx, p.Evidence, toldKey(in.Incident), in.Letters, 0); err != nil {
		return ToldResult{}, err
	}
	facts, err := Known(ctx, p.Evidence, in.Incident)
	if err != nil {
		return ToldResult{}, err
	}
	all, err := Assess(facts)
	if err != nil {
		return ToldResult{}, err
	}
	for _, o := range all {
		if o.Filed != nil && o.Filed.By == byLetters {
			out.Done = append(out.Done, o.ID)
		}
	}
	slices.Sort(out.Done)
	out.Reminders, err = Remind(ctx, p.Scheduler, in.Incident, all, p.Now())
	return out, err
}

// told adds what the letters did. A person's word on told_at wins.
func told(ctx context.Context, evidence vault.Store, id incident.ID, f *Facts) error {
	l, err := read[Letters](ctx, evidence, toldKey(id))
	if errors.Is(err, vault.ErrMissing) {
		return nil
	}
	if err != nil {
		return err
	}
	f.Letters = &l
	return nil
}

// byLetter says what the letters did for a duty to tell people. It is done when
// nobody is left, every letter was delivered, and the letter is the one that this
// law wants; else a person checks who had to be told, and how, and says so.
func (c Case) byLetter(r Rule, o *Obligation) {
	l := c.letters
	if l == nil || o.ToKind != People || o.Applies != nil && !*o.Applies {
		return
	}
	at := after(l.At).UTC().Format("2 January 2006 15:04")
	done := l.Left == 0 && l.Unconfirmed == 0 && slices.Contains(l.Duties, r.ID)
	switch {
	case o.Filed != nil:
	case done:
		o.Filed = &Filing{At: l.At, By: byLetters, Reference: "letters to " + plural(l.People, "person", "people")}
	case l.Left > 0:
		o.Letters = fmt.Sprintf("letters told %s until %s UTC; %s left for post or telephone (the lists of scope and notify). When nobody is: tocsin duties file INCIDENT %s",
			plural(l.People, "person", "people"), at, plural(l.Left, "person is", "people are"), r.ID)
	case l.Unconfirmed > 0:
		o.Letters = fmt.Sprintf("letters told %s until %s UTC; %d of these letters may still come back, since no mail server has said that it took them. Once that is clear: tocsin duties file INCIDENT %s",
			plural(l.People, "person", "people"), at, l.Unconfirmed, r.ID)
	default:
		o.Letters = fmt.Sprintf("letters told %s until %s UTC. Check who had to be told here, what the notice must hold and in which form; then: tocsin duties file INCIDENT %s",
			plural(l.People, "person", "people"), at, r.ID)
	}
}

// lettersAt reads the letters' time.
func (f Facts) lettersAt() (time.Time, error) {
	if f.Letters == nil {
		return time.Time{}, nil
	}
	if f.Letters.People < 0 || f.Letters.Left < 0 || f.Letters.Unconfirmed < 0 {
		return time.Time{}, BadFacts("letters: fewer people than none")
	}
	return readTime("letters.at", f.Letters.At)
}

// checkLetters follows what the letters did by themselves.
func (o Obligation) checkLetters() string {
	if o.Filed == nil || o.Filed.By != byLetters {
		return ""
	}
	return ": check it against who had to be told"
}
