package notify

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
)

func TestSendWritesToEverybodyOnceInTheirLanguage(t *testing.T) {
	all := people(130, "en", "de-AT", "fr", "")
	f := newFixture(t, all[:70], all[70:])
	f.send(t, 0)
	f.send(t, 1)
	onceEach(t, f.post.letters(), 130)
	for i, p := range f.post.out {
		r := all[p.N-1]
		if p.Address != r.Email || p.Name != r.Name || !strings.HasPrefix(p.Template, "tocsin-"+Language(r.Language)+"-") {
			t.Errorf("letter %d: %+v for %+v", i, p, r)
		}
		if _, ok := f.post.templates[p.Template]; !ok {
			t.Errorf("letter %d uses a template that was not stored", i)
		}
	}
	calls := len(f.post.calls)
	f.send(t, 0) // again: nothing is left
	f.send(t, 1)
	if len(f.post.calls) != calls {
		t.Error("a second run called the mail service")
	}
	if f.settle(t).Settled {
		t.Error("settled although a letter may still come back: its person would be on no list")
	}
	f.silence()
	out := f.settle(t)
	if out.Counts != (Counts{Recipients: 130, Sent: 130}) || !out.Settled || out.PostList.Count != 0 {
		t.Errorf("got %+v", out)
	}
}

func TestSendKeepsTheRateAcrossChildren(t *testing.T) {
	all := people(300, "en")
	f := newFixture(t, all[:100], all[100:200], all[200:])
	f.post.quota.MaxSendRate = 14
	var wg sync.WaitGroup
	for shard := range f.shards {
		wg.Go(func() {
			if err := f.trySend(t.Context(), shard); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	onceEach(t, f.post.letters(), 300)
	for i, call := range f.post.calls {
		if len(call) > 14 {
			t.Errorf("call %d has %d letters at 14 a second", i, len(call))
		}
	}
	// 300 letters at 14 a second: the last instant reserved is (300-2)/14 s after the first.
	if took := f.ledger.free.Sub(noon); took < 300*time.Second/14 {
		t.Errorf("300 letters reserved %v of a rate of 14", took)
	}
}

func TestTwoSendersOfOneShard(t *testing.T) {
	f := newFixture(t, people(120, "en", "de"))
	f.n.BatchSize = 7
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if err := f.trySend(t.Context(), 0); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	onceEach(t, f.post.letters(), 120)
}

func TestWhatIsPutOffIsTriedAgain(t *testing.T) {
	f := newFixture(t, people(10, "en"))
	seen := map[int]int{}
	f.post.say = func(_ int, a Addressee) (Outcome, bool) {
		if seen[a.N]++; a.N%3 == 0 && seen[a.N] <= 2 {
			return Outcome{Kind: Later, Reason: "AccountThrottled"}, false
		}
		return Outcome{Kind: Took}, true
	}
	f.send(t, 0)
	onceEach(t, f.post.letters(), 10)
	if f.clock.waited < 6*time.Second {
		t.Errorf("waited %v between three rounds", f.clock.waited)
	}
}

func TestWhatIsPutOffForLongIsTemporary(t *testing.T) {
	f := newFixture(t, people(4, "en"))
	f.post.say = func(_ int, a Addressee) (Outcome, bool) {
		return Outcome{Kind: Later, Reason: "Throttling"}, false
	}
	err := f.trySend(t.Context(), 0)
	if task.Name(err) != task.Temporary || !strings.Contains(err.Error(), "shard 0 of "+string(testID)) || !strings.Contains(err.Error(), "4 letters") {
		t.Errorf("got %v", err)
	}
	if c := f.settle(t); c.Pending != 4 || c.Settled {
		t.Errorf("got %+v", c)
	}
	f.post.say = nil
	f.send(t, 0)
	onceEach(t, f.post.letters(), 4)
}

func TestQuotaOfADay(t *testing.T) {
	f := newFixture(t, people(100, "en", "de"))
	f.post.quota.Left = 30
	err := f.trySend(t.Context(), 0)
	if task.Name(err) != QuotaExhausted || len(f.post.out) != 30 {
		t.Errorf("got %v after %d letters", err, len(f.post.out))
	}
	f.post.quota.Left = 1000
	refuse := true
	f.post.say = func(_ int, a Addressee) (Outcome, bool) { // other mail of the account used the quota up
		if refuse && a.N > 60 {
			return Outcome{Kind: Exhausted, Reason: "AccountDailyQuotaExceeded"}, false
		}
		return Outcome{Kind: Took}, true
	}
	if err := f.trySend(t.Context(), 0); task.Name(err) != QuotaExhausted {
		t.Errorf("got %v", err)
	}
	refuse = false
	f.send(t, 0)
	onceEach(t, f.post.letters(), 100)
}

// deadlineContext has a deadline by the test's clock.
type deadlineContext struct {
	context.Context
	at time.Time
}

func (c deadlineContext) Deadline() (time.Time, bool) { return c.at, true }

func TestAStepStopsBeforeItsDeadline(t *testing.T) {
	f := newFixture(t, people(100, "en"))
	f.post.quota.MaxSendRate = 1 // 100 s
	ctx := deadlineContext{t.Context(), noon.Add(handIn + 40*time.Second)}
	err := f.trySend(ctx, 0)
	if task.Name(err) != task.Temporary || !errors.Is(err, ErrNoTime) {
		t.Errorf("got %v", err)
	}
	if sent := len(f.post.out); sent < 35 || sent > 41 {
		t.Errorf("%d letters in 40 s at 1 a second", sent)
	}
	for _, p := range f.post.out {
		if p.At.After(ctx.at.Add(-handIn)) {
			t.Errorf("letter %d was handed over %v before the deadline", p.N, ctx.at.Sub(p.At))
		}
	}
	if c := f.settle(t); c.Sending != 0 || c.Unknown != 0 {
		t.Errorf("stopping in time left %+v", c)
	}
	f.send(t, 0)
	onceEach(t, f.post.letters(), 100)
}

func TestOneOddAddressDoesNotHoldUpTheOthers(t *testing.T) {
	f := newFixture(t, people(50, "en"))
	odd := []int{17, 18}
	bad := func(ns []int) bool {
		return slices.ContainsFunc(ns, func(n int) bool { return slices.Contains(odd, n) })
	}
	f.n.Mailer = wholeCall{f.post, bad}
	f.send(t, 0)
	for n := 1; n <= 50; n++ {
		want := 1
		if slices.Contains(odd, n) {
			want = 0
		}
		if got := f.post.letters()[n]; got != want {
			t.Errorf("recipient %d has %d letters", n, got)
		}
	}
	f.silence()
	out := f.settle(t)
	if out.Failed != 2 || out.Sent != 48 || !out.Settled || out.PostList.Count != 2 {
		t.Errorf("got %+v", out)
	}
}

// wholeCall refuses a whole call when bad says so of its recipients.
type wholeCall struct {
	*postOffice
	bad func([]int) bool
}

func (w wholeCall) Send(ctx context.Context, m Mailing) []Outcome {
	var ns []int
	for _, a := range m.Recipients {
		ns = append(ns, a.N)
	}
	if w.bad(ns) {
		return slices.Repeat([]Outcome{{Kind: RefusedTogether, Reason: "InvalidParameterValue"}}, len(ns))
	}
	return w.postOffice.Send(ctx, m)
}

// An unverified sender is not every customer's fault.
func TestARefusalOfEverybodyGivesUpNobody(t *testing.T) {
	for size, name := range map[int]string{1: "one by one", 5: "together"} {
		f := newFixture(t, people(5, "en"))
		f.n.BatchSize = size
		refuse := true
		f.n.Mailer = wholeCall{f.post, func([]int) bool { return refuse }}
		err := f.trySend(t.Context(), 0)
		if task.Name(err) != task.Permanent || !strings.Contains(err.Error(), "InvalidParameterValue") {
			t.Errorf("%s: got %v", name, err)
		}
		if c := f.settle(t); c.Failed != 0 || c.Pending != 5 {
			t.Errorf("%s: got %+v", name, c)
		}
		refuse = false
		f.send(t, 0)
		onceEach(t, f.post.letters(), 5)
	}
}

func TestAPausedAccountStopsTheStep(t *testing.T) {
	f := newFixture(t, people(120, "en"))
	f.post.say = func(int, Addressee) (Outcome, bool) {
		return Outcome{Kind: Halted, Reason: "AccountSendingPaused"}, false
	}
	err := f.trySend(t.Context(), 0)
	if task.Name(err) != task.Permanent || !strings.Contains(err.Error(), "AccountSendingPaused") || len(f.post.calls) != 1 {
		t.Errorf("got %v after %d calls", err, len(f.post.calls))
	}
	f.post.say = nil
	f.send(t, 0)
	onceEach(t, f.post.letters(), 120)
}

func TestUnusableAddressesFailWithoutACall(t *testing.T) {
	all := people(9, "en")
	for i, address := range []string{"", "nobody", "a b@example.com", "a@example.com,b@example.com", "a@b@c", "zoë@example.com", "a@example.com\r\nBcc: x@y"} {
		all[i].Email = address
	}
	f := newFixture(t, all)
	f.send(t, 0)
	if got := f.post.letters(); len(got) != 2 || got[8] != 1 || got[9] != 1 {
		t.Errorf("letters %v", got)
	}
	f.silence()
	if out := f.settle(t); out.Failed != 7 || out.PostList.Count != 7 || !out.Settled {
		t.Errorf("got %+v", out)
	}
	for address, want := range map[string]bool{"john..doe@docomo.ne.jp": true, "O'Brien@example.com": true, "a+b@example.com": true} {
		if usable(address) != want {
			t.Errorf("usable(%q) = %v", address, !want)
		}
	}
}

func TestOtherRecipientsUnderTheSameNumbersAreRefused(t *testing.T) {
	f := newFixture(t, people(3, "en"))
	f.send(t, 0)
	changed := people(4, "en")[1:]
	for i := range changed {
		changed[i].N = i + 1
	}
	f.shards, f.list = putShards(t, f.people, testID, changed)
	err := f.trySend(t.Context(), 0)
	if !errors.Is(err, ErrOtherRecipients) || task.Name(err) != task.Permanent || len(f.post.out) != 3 {
		t.Errorf("send: got %v", err)
	}
	if _, err := f.n.Settle(t.Context(), SettleRequest{Incident: testID, Shards: f.list}); !errors.Is(err, ErrOtherRecipients) {
		t.Errorf("settle: got %v", err)
	}
}

func TestBadShards(t *testing.T) {
	f := newFixture(t, people(1, "en"))
	for name, body := range map[string]string{
		"is not a recipient": "{\"n\":1}\nDear Ada <ada@example.com>\n",
		"must start at 1":    "{\"n\":0,\"email\":\"ada@example.com\"}\n",
		"and rise":           "{\"n\":2}\n{\"n\":2,\"email\":\"ada@example.com\"}\n",
	} {
		ref, err := f.people.Put(t.Context(), "bad", []byte(body), 1)
		if err != nil {
			t.Fatal(err)
		}
		_, err = f.n.Send(t.Context(), SendRequest{Incident: testID, Shard: Shard{N: 4, Ref: ref}})
		if task.Name(err) != task.BadInput || !strings.Contains(err.Error(), name) || strings.Contains(err.Error(), "ada") || !strings.Contains(err.Error(), "shard 4") {
			t.Errorf("%s: got %v", name, err)
		}
	}
	ref, err := f.people.Put(t.Context(), "empty", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.n.Send(t.Context(), SendRequest{Incident: testID, Shard: Shard{N: 5, Ref: ref}}); err != nil {
		t.Errorf("an empty shard: %v", err)
	}
	if _, err := f.n.Send(t.Context(), SendRequest{Incident: "../x", Shard: f.shards[0]}); task.Name(err) != task.BadInput {
		t.Errorf("a bad incident: %v", err)
	}
}

func TestSendNeedsPrepare(t *testing.T) {
	f := newFixture(t, people(1, "en"))
	other := scopedIncident("inc-3f9a2c81d0e4-2")
	_, err := f.n.Send(t.Context(), SendRequest{Incident: other.ID, Shard: f.shards[0]})
	if task.Name(err) != task.Permanent || !strings.Contains(err.Error(), "prepare") {
		t.Errorf("got %v", err)
	}
}

func TestPrepareAgainChangesNothing(t *testing.T) {
	f := newFixture(t, people(1, "en"))
	first, err := f.n.Prepare(t.Context(), PrepareRequest{Incident: testID})
	if err != nil {
		t.Fatal(err)
	}
	second, err := f.n.Prepare(t.Context(), PrepareRequest{Incident: testID})
	if err != nil || len(f.post.templates) != len(Languages) || first.Templates["de"] != second.Templates["de"] || first.QuotaLeft != -1 || first.MaxSendRate != 50 {
		t.Errorf("got %+v and %+v, %v", first, second, err)
	}
}

// TestSendWritesTheLetterOfThePlace: what a place's law wants goes to its people,
// once each, and stays as it was prepared.
func TestSendWritesTheLetterOfThePlace(t *testing.T) {
	all := people(40, "en", "de", "fr", "ja")
	for i := range all {
		all[i].Country = []string{"US-CA", "AU-NSW", "CA-QC", "DE", "US-TX"}[i%5]
	}
	f := newFixture(t, all)
	record, err := f.n.Incidents.Get(t.Context(), testID)
	if err != nil {
		t.Fatal(err)
	}
	found := record.Phases[incident.PhaseScope]
	found.Result = json.RawMessage(`{"fields":["email","name"],"first":"2026-03-02T23:30:00Z","last":"2026-06-09T08:00:00Z","by_country":{"US-CA":8,"AU-NSW":8,"CA-QC":8,"DE":8,"US-TX":8}}`)
	record.Phases[incident.PhaseScope] = found
	if _, err := f.n.Prepare(t.Context(), PrepareRequest{Incident: testID}); err != nil {
		t.Fatal(err)
	}
	f.n.Company.Name = "Another name" // the deployment changes between approval and sending
	f.send(t, 0)
	onceEach(t, f.post.letters(), 40)
	for _, p := range f.post.out {
		r := all[p.N-1]
		if want := "tocsin-" + letterKey(Language(r.Language), r.Country) + "-"; !strings.HasPrefix(p.Template, want) || strings.Count(p.Template, "-") != strings.Count(want, "-") {
			t.Errorf("%s in %s got %s, want %s…", r.Language, r.Country, p.Template, want)
		}
		if strings.Contains(f.post.templates[p.Template].Text, "Another name") {
			t.Errorf("%s is not as it was prepared", p.Template)
		}
	}
}
