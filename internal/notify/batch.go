package notify

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/tocsin-ir/tocsin/internal/task"
)

// send claims the letters of a batch, hands over those that it got, and notes
// what became of each. Wherever it ends, no letter is handed over that it does
// not hold, and a letter that it holds is noted as such before.
func (d *delivery) send(ctx context.Context, b batch) error {
	if d.quota.Left == 0 {
		return d.exhausted()
	}
	if d.quota.Left > 0 {
		b.letters = b.letters[:min(len(b.letters), d.quota.Left)]
	}
	if err := d.await(ctx, len(b.letters)); err != nil {
		return err
	}
	attempt, people := newAttempt(), map[int]Recipient{}
	var rows []Row
	for _, l := range b.letters {
		rows, people[l.row.N] = append(rows, l.row), l.person
	}
	now, until := d.now(), d.deadline.Add(d.Grace)
	held, claimErr := d.change(ctx, d.incident, rows, func(r Row) (Row, bool) { return r.claim(attempt, now, until) })
	if len(held) == 0 {
		return claimErr
	}
	m := Mailing{Incident: d.incident, Template: d.plan[b.letter].Template}
	for _, r := range held {
		p := people[r.N]
		m.Recipients = append(m.Recipients, Addressee{N: r.N, Address: p.Email, Name: addressed(p.Name, d.plan[b.letter].Nameless)})
	}
	outcomes := d.handOver(ctx, m)
	byNumber := map[int]Outcome{}
	for i, a := range m.Recipients {
		byNumber[a.N] = outcomes[i]
	}
	now = d.now()
	_, err := d.change(ctx, d.incident, held, func(r Row) (Row, bool) { return r.answered(attempt, byNumber[r.N], now) })
	return errors.Join(d.verdict(outcomes), err, claimErr)
}

// await waits for the batch's turn, if that comes early enough.
func (d *delivery) await(ctx context.Context, letters int) error {
	cost := time.Duration(math.Ceil(float64(letters) / d.quota.MaxSendRate * float64(time.Second)))
	latest, now := d.deadline.Add(-handIn), d.now()
	at, err := d.Pace.Reserve(ctx, cost, now, latest)
	if err == nil && at.After(now) {
		err = d.Clock.Wait(ctx, at.Sub(now))
	}
	if err == nil && d.now().After(latest) {
		err = ErrNoTime
	}
	if errors.Is(err, ErrNoTime) {
		return task.Fail(task.Temporary, fmt.Errorf("%w; run it again", err))
	}
	return err
}

// handOver makes the call. When the whole call is refused and one letter may be
// why, it is made again in halves until that letter stands alone: one person's
// odd address must not keep a letter from 49 others.
func (d *delivery) handOver(ctx context.Context, m Mailing) []Outcome {
	outcomes := d.halves(ctx, m)
	for _, o := range outcomes {
		d.proven = d.proven || o.Kind == Took
	}
	for i := range outcomes {
		if outcomes[i].Kind != RefusedTogether {
			continue
		}
		// A letter refused alone is its own fault only if others were taken;
		// otherwise everybody would be given up for, say, an unverified sender.
		if outcomes[i].Kind = Halted; d.proven {
			outcomes[i].Kind = Refused
		}
	}
	return outcomes
}

func (d *delivery) halves(ctx context.Context, m Mailing) []Outcome {
	outcomes := d.Mailer.Send(ctx, m)
	if outcomes[0].Kind != RefusedTogether || len(outcomes) == 1 {
		return outcomes
	}
	left, right := m, m
	half := len(m.Recipients) / 2
	left.Recipients, right.Recipients = m.Recipients[:half], m.Recipients[half:]
	return append(d.halves(ctx, left), d.halves(ctx, right)...)
}

// verdict says whether going on makes sense after these outcomes.
func (d *delivery) verdict(outcomes []Outcome) error {
	var err error
	for _, o := range outcomes {
		switch o.Kind {
		case Took:
			if d.quota.Left > 0 {
				d.quota.Left--
			}
		case Exhausted:
			err = d.exhausted()
		case Halted:
			return task.Fail(task.Permanent, fmt.Errorf("the mail service takes no letters (%s); mend the account, the sender's identity or the deployment, then run it again", o.Reason))
		}
	}
	return err
}

func (d *delivery) exhausted() error {
	return task.Fail(QuotaExhausted, errors.New("the account's quota of 24 hours is used up; run it again when it has room, or have it raised"))
}
