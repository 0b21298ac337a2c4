package notify

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// SettleRequest asks how delivery stands. Shards is the manifest: a JSON array of Shard.
type SettleRequest struct {
	Incident incident.ID `json:"incident"`
	Shards   vault.Ref   `json:"shards"`
}

// Counts part the recipients: Recipients = Sent + Failed + Unknown + Pending +
// Sending. Delivered, Bounced and Complained are parts of Sent; what is missing
// there has had no event yet.
type Counts struct {
	Recipients int `json:"recipients"`
	Sent       int `json:"sent"`
	Failed     int `json:"failed"`
	Unknown    int `json:"unknown"`
	Pending    int `json:"pending"`
	Sending    int `json:"sending"`
	Delivered  int `json:"delivered"`
	Bounced    int `json:"bounced"`
	Complained int `json:"complained"`
	Doubled    int `json:"doubled"` // of whom a second letter was seen: only under the policy resend
}

// SettleResult is how delivery stands. It is Settled when nothing will change by
// itself any more: nothing pending or being sent, and nothing sent or unknown for
// which an event may still come.
type SettleResult struct {
	Counts
	Settled  bool      `json:"settled"`
	PostList vault.Ref `json:"post_list"` // JSON lines of people to tell by post or telephone
	LastAt   time.Time `json:"last_at"`   // of the last letter that was taken or delivered and did not come back; zero: none
	Duties   []string  `json:"duties"`    // that the letters meet once everybody has had one
}

// A postEntry is a person whom mail did not reach, or may not have reached.
type postEntry struct {
	Recipient
	Reason string `json:"reason"`
}

const postListName = "post-list.jsonl"

// Settle counts the letters, resolves what can be resolved without sending, and
// writes the list of people to tell by other means.
func (n *Notifier) Settle(ctx context.Context, in SettleRequest) (SettleResult, error) {
	if err := in.Incident.Check(); err != nil {
		return SettleResult{}, task.Fail(task.BadInput, err)
	}
	shards, err := vault.GetJSON[[]Shard](ctx, n.People, in.Shards)
	if err != nil {
		return SettleResult{}, err
	}
	record, err := n.Incidents.Get(ctx, in.Incident)
	if err != nil {
		return SettleResult{}, err
	}
	facts, err := FactsOf(record)
	if err != nil {
		return SettleResult{}, err
	}
	out := SettleResult{Settled: true, Duties: Met(facts)}
	var post bytes.Buffer
	listed := 0
	now := n.now()
	for _, s := range shards {
		people, err := n.recipients(ctx, in.Incident, s)
		if err != nil {
			return SettleResult{}, err
		}
		if len(people) == 0 {
			continue
		}
		rows, err := n.heardRows(ctx, in.Incident, people)
		if err != nil {
			return SettleResult{}, fmt.Errorf("settling shard %d of %s: %w", s.N, in.Incident, err)
		}
		for i, r := range rows {
			out.count(r)
			out.Settled = out.Settled && n.settled(r, now)
			if r.Status == Sent && r.Feedback != Bounced && r.At.After(out.LastAt) {
				out.LastAt = r.At
			}
			if reason := r.forPost(); reason != "" {
				line, err := json.Marshal(postEntry{people[i], reason})
				if err != nil {
					return SettleResult{}, fmt.Errorf("writing the post list of %s: recipient %d: %w", in.Incident, r.N, err)
				}
				post.Write(append(line, '\n'))
				listed++
			}
		}
	}
	out.PostList, err = n.People.Put(ctx, key(in.Incident, postListName), post.Bytes(), listed)
	return out, err
}

// heardRows returns the rows after joining them with events that came before
// their message id was noted.
func (n *Notifier) heardRows(ctx context.Context, id incident.ID, people []Recipient) ([]Row, error) {
	rows, err := n.rows(ctx, id, people)
	if err != nil {
		return nil, err
	}
	var silent []string
	for _, r := range rows {
		if r.MessageID != "" && r.Feedback == Accepted {
			silent = append(silent, r.MessageID)
		}
	}
	kept, err := n.Ledger.Kept(ctx, silent)
	if err != nil || len(kept) == 0 {
		return rows, err
	}
	changed, err := n.change(ctx, id, rows, func(r Row) (Row, bool) {
		notice, ok := kept[r.MessageID]
		if !ok || r.MessageID == "" {
			return r, false
		}
		return r.heard(notice, n.now())
	})
	at := 0
	for i := range rows { // both are in the order of numbers
		if at < len(changed) && changed[at].N == rows[i].N {
			rows[i] = changed[at]
			at++
		}
	}
	return rows, err
}

func (c *Counts) count(r Row) {
	c.Recipients++
	switch r.Status {
	case Sent:
		c.Sent++
	case Failed:
		c.Failed++
	case Unknown:
		c.Unknown++
	case Sending:
		c.Sending++
	default:
		c.Pending++
	}
	switch r.Feedback {
	case Delivered:
		c.Delivered++
	case Bounced:
		c.Bounced++
	case Complained:
		c.Complained++
	}
	if r.Also != "" {
		c.Doubled++
	}
}

// settled says whether a row stays as it is. A letter that was taken may still
// bounce, so it is waited for its event, but no longer than for a lost answer's.
func (n *Notifier) settled(r Row, now time.Time) bool {
	switch r.Status {
	case Failed:
		return true
	case Sent:
		return r.Feedback != Accepted || n.Policy.settled(r, now)
	case Unknown:
		return n.Policy.settled(r, now)
	}
	return false
}

// forPost says why a person must be told by other means, or "".
func (r Row) forPost() string {
	switch {
	case r.Status == Failed:
		return "failed: " + cmp.Or(r.Reason, string(r.Feedback))
	case r.Status == Unknown:
		return "unknown: " + r.Reason
	case r.Feedback == Bounced:
		return "bounced: " + r.Reason
	}
	return ""
}
