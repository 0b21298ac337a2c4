package notify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
)

// loseFirst loses the answer of the first call; whether its letters went out is out.
func loseFirst(out bool) func(int, Addressee) (Outcome, bool) {
	return func(call int, _ Addressee) (Outcome, bool) {
		if call == 1 {
			return Outcome{Kind: Lost, Reason: "no answer"}, out
		}
		return Outcome{Kind: Took}, true
	}
}

func TestALostAnswerIsSettledByEvents(t *testing.T) {
	f := newFixture(t, people(3, "en"))
	f.n.Policy.Resend = true
	f.post.say = loseFirst(true)
	f.send(t, 0)
	if out := f.settle(t); out.Unknown != 3 || out.Settled {
		t.Errorf("before the events: %+v", out)
	}
	for _, p := range f.post.out {
		f.hear(t, Notice{N: p.N, MessageID: p.MessageID})
	}
	f.clock.at = f.clock.at.Add(time.Hour)
	f.send(t, 0)
	if out := f.settle(t); out.Sent != 3 || !out.Settled || out.PostList.Count != 0 {
		t.Errorf("after the events: %+v", out)
	}
	onceEach(t, f.post.letters(), 3)
}

func TestSilenceUnderThePolicyList(t *testing.T) {
	f := newFixture(t, people(3, "en"))
	f.post.say = loseFirst(false)
	f.send(t, 0)
	if f.settle(t).Settled {
		t.Error("settled while events may come")
	}
	f.clock.at = f.clock.at.Add(f.n.Policy.Settle)
	f.send(t, 0)
	out := f.settle(t)
	if out.Unknown != 3 || !out.Settled || out.PostList.Count != 3 || len(f.post.out) != 0 {
		t.Errorf("got %+v, %d letters", out, len(f.post.out))
	}
	// A late event takes the person off the list.
	f.hear(t, Notice{N: 2, MessageID: "late", Kind: Delivered})
	if out := f.settle(t); out.Unknown != 2 || out.Delivered != 1 || out.PostList.Count != 2 {
		t.Errorf("after a late event: %+v", out)
	}
}

func TestSilenceUnderThePolicyResend(t *testing.T) {
	f := newFixture(t, people(3, "en"))
	f.n.Policy.Resend = true
	f.post.say = loseFirst(false)
	f.send(t, 0)
	f.send(t, 0)
	if len(f.post.out) != 0 {
		t.Error("sent again within the settle time")
	}
	f.clock.at = f.clock.at.Add(f.n.Policy.Settle)
	if out := f.settle(t); out.Pending != 3 || out.Settled {
		t.Errorf("got %+v", out)
	}
	f.send(t, 0)
	onceEach(t, f.post.letters(), 3)
	f.silence()
	if out := f.settle(t); out.Sent != 3 || !out.Settled {
		t.Errorf("got %+v", out)
	}
}

func TestResendingEndsOnTheList(t *testing.T) {
	f := newFixture(t, people(1, "en"))
	f.n.Policy.Resend = true
	f.post.say = func(int, Addressee) (Outcome, bool) { return Outcome{Kind: Lost, Reason: "no answer"}, false }
	for range 10 {
		f.send(t, 0)
		f.clock.at = f.clock.at.Add(time.Hour)
	}
	if out := f.settle(t); len(f.post.calls) != 3 || out.Unknown != 1 || !out.Settled || out.PostList.Count != 1 {
		t.Errorf("%d calls, %+v", len(f.post.calls), out)
	}
}

// The one way to a second letter is silence about one that did go out, under the
// policy that accepts it; then it is counted.
func TestADoubledLetterIsCounted(t *testing.T) {
	f := newFixture(t, people(1, "en"))
	f.n.Policy.Resend = true
	f.post.say = loseFirst(true)
	f.send(t, 0)
	f.clock.at = f.clock.at.Add(time.Hour)
	f.send(t, 0)
	for _, p := range f.post.out {
		f.hear(t, Notice{N: 1, MessageID: p.MessageID, Kind: Delivered})
	}
	if out := f.settle(t); out.Doubled != 1 || out.Sent != 1 || len(f.post.out) != 2 {
		t.Errorf("got %+v, %d letters", out, len(f.post.out))
	}
}

func TestADeadAttemptBecomesUnknownOnlyAfterItsEnd(t *testing.T) {
	f := newFixture(t, people(2, "en"))
	ctx, cancel := context.WithCancel(t.Context())
	f.post.say = func(int, Addressee) (Outcome, bool) { cancel(); return Outcome{Kind: Took}, true }
	f.n.Ledger = dyingLedger{f.ledger, ctx}
	if err := f.trySend(ctx, 0); err == nil {
		t.Fatal("the attempt did not die")
	}
	f.n.Ledger, f.post.say = f.ledger, nil
	f.send(t, 0)
	if out := f.settle(t); out.Sending != 2 || out.Settled {
		t.Errorf("while it may be alive: %+v", out)
	}
	f.clock.at = f.clock.at.Add(f.n.Lifetime + f.n.Grace + time.Second)
	f.send(t, 0)
	out := f.settle(t)
	if out.Unknown != 2 {
		t.Errorf("after its end: %+v", out)
	}
	onceEach(t, f.post.letters(), 2)
}

// dyingLedger fails once its context is done.
type dyingLedger struct {
	Ledger
	life context.Context
}

func (d dyingLedger) Swap(ctx context.Context, id incident.ID, rows []Row) ([]int, error) {
	if d.life.Err() != nil {
		return nil, errors.New("dead")
	}
	return d.Ledger.Swap(ctx, id, rows)
}

func TestSettleCountsAndLists(t *testing.T) {
	all := people(8, "en", "de")
	f := newFixture(t, all[:5], all[5:])
	f.post.say = func(_ int, a Addressee) (Outcome, bool) {
		if a.N == 4 {
			return Outcome{Kind: Refused, Reason: "MessageRejected"}, false
		}
		return Outcome{Kind: Took}, true
	}
	f.send(t, 0)
	for n, kind := range map[int]Feedback{1: Delivered, 2: Bounced, 3: Complained} {
		f.hear(t, Notice{N: n, MessageID: f.messageOf(t, n), Kind: kind})
	}
	out := f.settle(t)
	want := Counts{Recipients: 8, Sent: 4, Failed: 1, Pending: 3, Delivered: 1, Bounced: 1, Complained: 1}
	if out.Counts != want || out.Settled {
		t.Errorf("got %+v", out)
	}
	f.send(t, 1)
	f.silence()
	out = f.settle(t)
	if again := f.settle(t); !reflect.DeepEqual(again, out) || !out.Settled || out.Sent != 7 {
		t.Errorf("settling twice: %+v, then %+v", out, again)
	}
	body, err := f.people.Get(t.Context(), out.PostList)
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	for line := range strings.Lines(string(body)) {
		var e postEntry
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		if e.Recipient != all[e.N-1] {
			t.Errorf("entry %+v", e)
		}
		listed = append(listed, fmt.Sprint(e.N, " ", e.Reason))
	}
	if got := strings.Join(listed, "; "); got != "2 bounced: Permanent; 4 failed: MessageRejected" || out.PostList.Count != 2 {
		t.Errorf("post list: %s", got)
	}
	b, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(b, &fields); err != nil {
		t.Fatal(err)
	}
	for _, k := range []string{"recipients", "sent", "failed", "unknown", "pending", "bounced", "complained", "settled", "post_list"} {
		if _, ok := fields[k]; !ok {
			t.Errorf("the result has no %q: %s", k, b)
		}
	}
}

func (f *fixture) messageOf(t *testing.T, n int) string {
	t.Helper()
	for _, p := range f.post.out {
		if p.N == n {
			return p.MessageID
		}
	}
	t.Fatalf("recipient %d has no letter", n)
	return ""
}

func TestSettleOfBadInput(t *testing.T) {
	f := newFixture(t, people(1, "en"))
	if _, err := f.n.Settle(t.Context(), SettleRequest{Incident: "x", Shards: f.list}); task.Name(err) != task.BadInput {
		t.Errorf("got %v", err)
	}
	f.list.SHA256 = strings.Repeat("0", 64)
	if _, err := f.n.Settle(t.Context(), SettleRequest{Incident: testID, Shards: f.list}); err == nil {
		t.Error("a changed manifest was taken")
	}
}
