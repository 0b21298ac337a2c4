package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
)

// recipients reads a shard, checks it, and pins it: the ledger knows people by
// number only, so under one incident a number must mean one person for good.
func (n *Notifier) recipients(ctx context.Context, id incident.ID, s Shard) ([]Recipient, error) {
	body, err := n.People.Get(ctx, s.Ref)
	if err != nil {
		return nil, err
	}
	var people []Recipient
	for line := range bytes.Lines(body) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		var r Recipient
		if err := json.Unmarshal(line, &r); err != nil { // the cause may quote the line
			return nil, task.Fail(task.BadInput, fmt.Errorf("reading shard %d of %s: line %d is not a recipient", s.N, id, len(people)+1))
		}
		if r.N <= 0 || len(people) > 0 && r.N <= people[len(people)-1].N {
			return nil, task.Fail(task.BadInput, fmt.Errorf("reading shard %d of %s: line %d: recipient numbers must start at 1 and rise", s.N, id, len(people)+1))
		}
		people = append(people, r)
	}
	if len(people) == 0 {
		return nil, nil
	}
	err = n.Ledger.Pin(ctx, id, s.N, s.Ref.SHA256)
	if errors.Is(err, ErrOtherRecipients) {
		return nil, task.Fail(task.Permanent, fmt.Errorf("%w: a number would now mean another person; give back the list, or open an incident of its own for the people who were added", err))
	}
	return people, err
}

// usable reports whether SES could take an address at all: 7-bit, one @, nothing
// that would make it two addresses. The rest is for SES and the recipient's server.
func usable(address string) bool {
	local, domain, ok := strings.Cut(address, "@")
	if !ok || local == "" || domain == "" || strings.Contains(domain, "@") {
		return false
	}
	return !strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`,;<>()[]"\`, r) })
}

// rows returns the row of each of the recipients, in order, after giving up dead
// attempts and putting back what the policy sends again.
func (n *Notifier) rows(ctx context.Context, id incident.ID, people []Recipient) ([]Row, error) {
	stored, err := n.Ledger.Rows(ctx, id, people[0].N, people[len(people)-1].N)
	if err != nil {
		return nil, err
	}
	now := n.now()
	moved, err := n.change(ctx, id, stored, func(r Row) (Row, bool) {
		lapsed, dead := r.lapse(now)
		again, resend := n.Policy.requeue(lapsed, now)
		return again, dead || resend
	})
	if err != nil {
		return nil, err
	}
	byNumber := map[int]Row{}
	for _, r := range append(stored, moved...) {
		byNumber[r.N] = r
	}
	var rows []Row
	for _, p := range people {
		r := byNumber[p.N]
		r.N = p.N
		rows = append(rows, r)
	}
	return rows, nil
}
