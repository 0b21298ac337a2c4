package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

const testID = incident.ID("inc-3f9a2c81d0e4-1")

// testClock is a clock whose waits pass at once.
type testClock struct {
	mu     sync.Mutex
	at     time.Time
	waited time.Duration
}

func (c *testClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *testClock) wait(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at, c.waited = c.at.Add(d), c.waited+d
	return ctx.Err()
}

func (c *testClock) clock() Clock { return Clock{Now: c.now, Wait: c.wait} }

// A posted letter went out.
type posted struct {
	N         int
	Address   string
	Name      string
	Template  string
	MessageID string
	At        time.Time
}

// postOffice is a Mailer. say decides about one letter of a call: its outcome,
// and whether it went out, which are two things when an answer is lost.
type postOffice struct {
	mu        sync.Mutex
	clock     *testClock
	quota     Quota
	templates map[string]Letter
	out       []posted
	calls     [][]int // recipient numbers by call
	say       func(call int, a Addressee) (Outcome, bool)
	quotaErr  error
}

func (p *postOffice) Send(_ context.Context, m Mailing) []Outcome {
	p.mu.Lock()
	defer p.mu.Unlock()
	var outcomes []Outcome
	var ns []int
	for _, a := range m.Recipients {
		id := fmt.Sprintf("message-%d", len(p.out)+1)
		outcome, out := Outcome{Kind: Took, MessageID: id}, true
		if p.say != nil {
			outcome, out = p.say(len(p.calls)+1, a)
			if outcome.Kind == Took {
				outcome.MessageID = id
			}
		}
		if out {
			p.out = append(p.out, posted{a.N, a.Address, a.Name, m.Template, id, p.clock.now()})
		}
		outcomes, ns = append(outcomes, outcome), append(ns, a.N)
	}
	p.calls = append(p.calls, ns)
	return outcomes
}

func (p *postOffice) PutTemplate(_ context.Context, name string, t Letter) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.templates[name] = t
	return nil
}

func (p *postOffice) Quota(context.Context) (Quota, error) { return p.quota, p.quotaErr }

// letters counts the letters that went out, by recipient.
func (p *postOffice) letters() map[int]int {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := map[int]int{}
	for _, l := range p.out {
		out[l.N]++
	}
	return out
}

// incidents is an Incidents of one.
type incidents struct{ record incident.Record }

func (i incidents) Get(_ context.Context, id incident.ID) (incident.Record, error) {
	if id != i.record.ID {
		return incident.Record{}, incident.ErrUnknown
	}
	return i.record, nil
}

func scopedIncident(id incident.ID) incident.Record {
	return incident.Record{ID: id, Phases: map[string]incident.PhaseResult{
		incident.PhaseScope:  {Status: incident.Done, Result: json.RawMessage(`{"fields":["email","name","ticket_id"],"first":"2026-03-02T23:30:00Z","last":"2026-06-09T08:00:00Z","gaps":0}`)},
		incident.PhaseRevoke: {Status: incident.Done, Result: json.RawMessage(`{"contained":true}`)},
	}}
}

// A fixture is a prepared incident.
type fixture struct {
	n      *Notifier
	clock  *testClock
	post   *postOffice
	ledger *Memory
	people *vault.Memory
	shards []Shard
	list   vault.Ref // the manifest
}

// people makes recipients 1 to n, in the languages in turn.
func people(n int, languages ...string) []Recipient {
	var out []Recipient
	for i := 1; i <= n; i++ {
		out = append(out, Recipient{
			N: i, CustomerID: fmt.Sprintf("cust-%04d", i), Email: fmt.Sprintf("person%d@example.com", i),
			Name: fmt.Sprintf("Name %d", i), Language: languages[i%len(languages)], Country: "DE",
		})
	}
	return out
}

// putShards stores shards and their manifest as scope does.
func putShards(t *testing.T, store vault.Store, id incident.ID, shards ...[]Recipient) ([]Shard, vault.Ref) {
	t.Helper()
	var out []Shard
	total := 0
	for i, people := range shards {
		var body bytes.Buffer
		for _, p := range people {
			line, err := json.Marshal(p)
			if err != nil {
				t.Fatal(err)
			}
			body.Write(append(line, '\n'))
		}
		ref, err := store.Put(context.Background(), fmt.Sprintf("incidents/%s/scope/shard-%05d.jsonl", id, i), body.Bytes(), len(people))
		if err != nil {
			t.Fatal(err)
		}
		out, total = append(out, Shard{N: i, Ref: ref}), total+len(people)
	}
	list, err := vault.PutJSON(context.Background(), store, fmt.Sprintf("incidents/%s/scope/shards.json", id), out, total)
	if err != nil {
		t.Fatal(err)
	}
	return out, list
}

func newFixture(t *testing.T, shards ...[]Recipient) *fixture {
	t.Helper()
	clock := &testClock{at: noon}
	f := &fixture{
		clock: clock, ledger: &Memory{}, people: &vault.Memory{},
		post: &postOffice{clock: clock, quota: Quota{MaxSendRate: 50, Left: -1}, templates: map[string]Letter{}},
	}
	f.n = &Notifier{
		Company: testCompany, Policy: Policy{Settle: 15 * time.Minute, MaxTries: 3}, BatchSize: MaxRows,
		Incidents: incidents{scopedIncident(testID)}, People: f.people, Ledger: f.ledger, Pace: f.ledger, Mailer: f.post,
		Clock: clock.clock(), Lifetime: 15 * time.Minute, Grace: time.Minute,
	}
	f.shards, f.list = putShards(t, f.people, testID, shards...)
	if _, err := f.n.Prepare(t.Context(), PrepareRequest{Incident: testID}); err != nil {
		t.Fatal(err)
	}
	return f
}

func (f *fixture) send(t *testing.T, shard int) {
	t.Helper()
	if err := f.trySend(t.Context(), shard); err != nil {
		t.Fatal(err)
	}
}

func (f *fixture) trySend(ctx context.Context, shard int) error {
	out, err := f.n.Send(ctx, SendRequest{Incident: testID, Shard: f.shards[shard]})
	if err == nil && out.N != f.shards[shard].N {
		err = fmt.Errorf("the result names shard %d", out.N)
	}
	return err
}

// silence lets the time pass in which mail events are waited for.
func (f *fixture) silence() { f.clock.at = f.clock.at.Add(f.n.Policy.Settle) }

func (f *fixture) settle(t *testing.T) SettleResult {
	t.Helper()
	out, err := f.n.Settle(t.Context(), SettleRequest{Incident: testID, Shards: f.list})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// hear brings an event about recipient n.
func (f *fixture) hear(t *testing.T, n Notice) {
	t.Helper()
	body := fmt.Sprintf(`{"eventType":%q,"mail":{"messageId":%q,"tags":{"incident":[%q],"recipient":["%d"]}},"bounce":{"bounceType":"Permanent"}}`,
		map[Feedback]string{Accepted: "Send", Delivered: "Delivery", Bounced: "Bounce", Complained: "Complaint"}[n.Kind], n.MessageID, testID, n.N)
	ours, err := Listener{Ledger: f.n.Ledger, From: "notice@example.com", Clock: f.n.Clock}.hear(t.Context(), []byte(body))
	if err != nil || !ours {
		t.Fatalf("event %+v: %v, %v", n, ours, err)
	}
}

// onceEach fails unless each of the numbers 1 to n has exactly one letter.
func onceEach(t *testing.T, letters map[int]int, n int) {
	t.Helper()
	for i := 1; i <= n; i++ {
		if letters[i] != 1 {
			t.Errorf("recipient %d has %d letters", i, letters[i])
		}
	}
	if len(letters) != n {
		t.Errorf("%d recipients have letters, want %d", len(letters), n)
	}
}
