package notify

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
)

// SendRequest is the work of one child of the Distributed Map.
type SendRequest struct {
	Incident incident.ID `json:"incident"`
	Shard    Shard       `json:"shard"`
}

// SendResult names the shard that has nothing left to send.
type SendResult struct {
	N int `json:"n"`
}

const (
	// maxRounds bounds how often one step tries letters that were put off,
	// firstPause is the wait before the second round; it doubles.
	maxRounds  = 5
	firstPause = 2 * time.Second
	// handIn is what must be left of a step's time when it claims a batch, so
	// that the call is answered, or given up, and noted.
	handIn = answerTimeout + 10*time.Second
)

// Send hands over every letter of a shard that is pending, and only those. It can
// be run again at any time, also beside itself. What it could not do in its time
// is a Temporary error; the quota of 24 hours at its end is QuotaExhausted.
func (n *Notifier) Send(ctx context.Context, in SendRequest) (SendResult, error) {
	done := SendResult{N: in.Shard.N}
	if err := in.Incident.Check(); err != nil {
		return done, task.Fail(task.BadInput, err)
	}
	people, err := n.recipients(ctx, in.Incident, in.Shard)
	if err != nil || len(people) == 0 {
		return done, err
	}
	d := delivery{Notifier: n, incident: in.Incident, shard: in.Shard.N, people: people, deadline: n.deadline(ctx)}
	for round := range maxRounds {
		pending, err := d.pending(ctx)
		if err != nil || len(pending) == 0 {
			return done, err
		}
		if round == 0 {
			err = d.begin(ctx)
		} else {
			err = n.Clock.Wait(ctx, firstPause<<(round-1))
		}
		if err != nil {
			return done, err
		}
		for _, b := range d.batches(pending) {
			if err := d.send(ctx, b); err != nil {
				return done, fmt.Errorf("sending shard %d of %s: %w", in.Shard.N, in.Incident, err)
			}
		}
	}
	left, err := d.pending(ctx)
	if err != nil || len(left) == 0 {
		return done, err
	}
	return done, task.Fail(task.Temporary, fmt.Errorf("sending shard %d of %s: the mail service put off %d letters %d times; run it again", in.Shard.N, in.Incident, len(left), maxRounds))
}

// A delivery is one run of Send.
type delivery struct {
	*Notifier
	incident incident.ID
	shard    int
	people   []Recipient
	deadline time.Time
	plan     plan
	quota    Quota
	proven   bool // the mail service has taken some letter of this shard
}

func (d *delivery) begin(ctx context.Context) (err error) {
	if d.plan, err = d.Notifier.plan(ctx, d.incident); err != nil {
		return err
	}
	d.quota, err = d.Mailer.Quota(ctx)
	return err
}

// due is one letter to hand over.
type due struct {
	row    Row
	person Recipient
}

// pending returns the letters that nobody holds and that have not gone out. An
// address that no mail service can take fails here.
func (d *delivery) pending(ctx context.Context) ([]due, error) {
	rows, err := d.rows(ctx, d.incident, d.people)
	if err != nil {
		return nil, err
	}
	var left []due
	var unusable []Row
	for i, r := range rows {
		switch {
		case r.Status == Sent:
			d.proven = true
		case r.Status != "" && r.Status != Pending:
		case !usable(d.people[i].Email):
			unusable = append(unusable, r)
		default:
			left = append(left, due{r, d.people[i]})
		}
	}
	now := d.now()
	_, err = d.change(ctx, d.incident, unusable, func(r Row) (Row, bool) {
		if r.Status != "" && r.Status != Pending {
			return r, false
		}
		r.Status, r.Reason, r.At = Failed, "unusable address", now
		return r, true
	})
	return left, err
}

// A batch goes out in one call, so it is of one letter.
type batch struct {
	letter  string
	letters []due
}

// batches parts letters into calls. One call holds no more letters than the
// account may send in a second: SES counts each of them.
func (d *delivery) batches(letters []due) []batch {
	size := max(1, min(d.BatchSize, MaxRows, int(d.quota.MaxSendRate)))
	byLetter := map[string][]due{}
	for _, l := range letters {
		key := d.plan.letter(l.person)
		byLetter[key] = append(byLetter[key], l)
	}
	var out []batch
	for _, key := range slices.Sorted(maps.Keys(byLetter)) {
		for part := byLetter[key]; len(part) > 0; {
			k := min(size, len(part))
			out = append(out, batch{key, part[:k]})
			part = part[k:]
		}
	}
	return out
}

// letter is which of the prepared letters a person gets. What was not prepared
// (a place that came into the table since) falls back to the general one.
func (p plan) letter(r Recipient) string {
	language := Language(r.Language)
	for _, key := range []string{letterKey(language, r.Country), language} {
		if _, ok := p[key]; ok {
			return key
		}
	}
	return Languages[0]
}
