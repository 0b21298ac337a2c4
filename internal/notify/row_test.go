package notify

import (
	"math/rand/v2"
	"testing"
	"time"
)

var noon = time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)

func TestClaim(t *testing.T) {
	for status, want := range map[Status]bool{"": true, Pending: true, Sending: false, Sent: false, Failed: false, Unknown: false} {
		r, ok := Row{N: 7, Status: status, Tries: 1, Reason: "Throttling"}.claim("a", noon, noon.Add(time.Minute))
		if ok != want {
			t.Errorf("claiming a %q row: %v, want %v", status, ok, want)
		}
		if ok && (r.Status != Sending || r.Attempt != "a" || r.Tries != 2 || !r.Until.Equal(noon.Add(time.Minute)) || r.Reason != "") {
			t.Errorf("claimed %+v", r)
		}
	}
}

func TestAnswered(t *testing.T) {
	for _, c := range []struct {
		name    string
		row     Row
		attempt string
		outcome Outcome
		want    Row // Status, MessageID, Also and Reason are compared
		ok      bool
	}{
		{"taken", Row{Status: Sending, Attempt: "a"}, "a", Outcome{Kind: Took, MessageID: "m"}, Row{Status: Sent, MessageID: "m"}, true},
		{"refused", Row{Status: Sending, Attempt: "a"}, "a", Outcome{Kind: Refused, Reason: "MessageRejected"}, Row{Status: Failed, Reason: "MessageRejected"}, true},
		{"later", Row{Status: Sending, Attempt: "a"}, "a", Outcome{Kind: Later, Reason: "AccountThrottled"}, Row{Status: Pending, Reason: "AccountThrottled"}, true},
		{"quota", Row{Status: Sending, Attempt: "a"}, "a", Outcome{Kind: Exhausted}, Row{Status: Pending}, true},
		{"halted", Row{Status: Sending, Attempt: "a"}, "a", Outcome{Kind: Halted}, Row{Status: Pending}, true},
		{"lost", Row{Status: Sending, Attempt: "a"}, "a", Outcome{Kind: Lost, Reason: "no answer"}, Row{Status: Unknown, Reason: "no answer"}, true},
		{"given up meanwhile, but taken", Row{Status: Unknown, Attempt: "a"}, "a", Outcome{Kind: Took, MessageID: "m"}, Row{Status: Sent, MessageID: "m"}, true},
		{"an event was faster", Row{Status: Sent, Attempt: "a", MessageID: "m"}, "a", Outcome{Kind: Took, MessageID: "m"}, Row{Status: Sent, MessageID: "m"}, false},
		{"an event was faster than the loss", Row{Status: Sent, Attempt: "a", MessageID: "m"}, "a", Outcome{Kind: Lost}, Row{Status: Sent, MessageID: "m"}, false},
		{"another attempt holds it, refused", Row{Status: Sending, Attempt: "b"}, "a", Outcome{Kind: Refused}, Row{Status: Sending}, false},
		{"put back meanwhile, but taken", Row{Status: Pending}, "a", Outcome{Kind: Took, MessageID: "m"}, Row{Status: Sent, MessageID: "m"}, true},
		{"sent again meanwhile, and taken both times", Row{Status: Sent, Attempt: "b", MessageID: "m2"}, "a", Outcome{Kind: Took, MessageID: "m"}, Row{Status: Sent, MessageID: "m2", Also: "m"}, true},
		{"taken without a name", Row{Status: Sending, Attempt: "a"}, "a", Outcome{Kind: Took}, Row{Status: Sent}, true},
	} {
		c.row.Version = 3
		got, ok := c.row.answered(c.attempt, c.outcome, noon)
		if ok != c.ok || got.Status != c.want.Status || got.MessageID != c.want.MessageID || got.Also != c.want.Also || got.Reason != c.want.Reason {
			t.Errorf("%s: got %v %+v, want %v %+v", c.name, ok, got, c.ok, c.want)
		}
	}
}

func TestHeard(t *testing.T) {
	bounce := Notice{MessageID: "m", Kind: Bounced, Reason: "Permanent General 5.1.1"}
	for _, c := range []struct {
		name   string
		row    Row
		notice Notice
		want   Row
		ok     bool
	}{
		{"a Send event proves an unknown letter", Row{Status: Unknown, Reason: "no answer"}, Notice{MessageID: "m"}, Row{Status: Sent, MessageID: "m"}, true},
		{"while it is being sent", Row{Status: Sending}, Notice{MessageID: "m", Kind: Delivered}, Row{Status: Sent, MessageID: "m", Feedback: Delivered}, true},
		{"a bounce proves the sending too", Row{Status: Unknown}, bounce, Row{Status: Sent, MessageID: "m", Feedback: Bounced, Reason: bounce.Reason}, true},
		{"a late event only refines", Row{Status: Sent, MessageID: "m", Feedback: Delivered}, bounce, Row{Status: Sent, MessageID: "m", Feedback: Bounced, Reason: bounce.Reason}, true},
		{"a weaker one changes nothing", Row{Status: Sent, MessageID: "m", Feedback: Bounced, Reason: "x"}, Notice{MessageID: "m", Kind: Delivered}, Row{Status: Sent, MessageID: "m", Feedback: Bounced, Reason: "x"}, false},
		{"put back, then heard of: not sent again", Row{Status: Pending}, Notice{MessageID: "m"}, Row{Status: Sent, MessageID: "m"}, true},
		{"refused by the answer, sent by the event", Row{Status: Failed, Reason: "Failed"}, Notice{MessageID: "m", Kind: Delivered}, Row{Status: Sent, MessageID: "m", Feedback: Delivered}, true},
		{"content refused", Row{Status: Sent, MessageID: "m"}, Notice{MessageID: "m", Kind: Rejected, Reason: "r"}, Row{Status: Failed, MessageID: "m", Feedback: Rejected, Reason: "r"}, true},
		{"a Send event after that", Row{Status: Failed, MessageID: "m", Feedback: Unrendered, Reason: "r"}, Notice{MessageID: "m"}, Row{Status: Failed, MessageID: "m", Feedback: Unrendered, Reason: "r"}, false},
		{"a second letter", Row{Status: Sent, MessageID: "m"}, Notice{MessageID: "m2", Kind: Delivered}, Row{Status: Sent, MessageID: "m", Also: "m2", Feedback: Delivered}, true},
		{"a second letter that was not sent", Row{Status: Sent, MessageID: "m"}, Notice{MessageID: "m2", Kind: Rejected}, Row{Status: Sent, MessageID: "m"}, false},
	} {
		c.row.Version = 2
		got, ok := c.row.heard(c.notice, noon)
		got.Version, got.At = 0, time.Time{}
		if ok != c.ok || got != c.want {
			t.Errorf("%s: got %v %+v, want %v %+v", c.name, ok, got, c.ok, c.want)
		}
	}
	if _, ok := (Row{N: 5}).heard(Notice{MessageID: "m"}, noon); ok {
		t.Error("an event about a letter that was never claimed made a row")
	}
}

// SNS delivers events more than once and in any order: the row ends the same.
func TestHeardInAnyOrder(t *testing.T) {
	notices := []Notice{
		{MessageID: "m"}, {MessageID: "m", Kind: Delivered}, {MessageID: "m", Kind: Complained, Reason: "abuse"}, {MessageID: "m", Kind: Bounced, Reason: "Transient"},
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		row := Row{N: 1, Status: Unknown, Version: 1}
		order := append(append([]Notice(nil), notices...), notices...)
		r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, n := range order {
			row, _ = row.heard(n, noon)
		}
		if row.Status != Sent || row.Feedback != Bounced || row.Reason != "Transient" || row.MessageID != "m" || row.Also != "" {
			t.Fatalf("after %+v: %+v", order, row)
		}
	}
}

func TestLapse(t *testing.T) {
	row := Row{Status: Sending, Attempt: "a", Until: noon}
	if _, ok := row.lapse(noon); ok {
		t.Error("an attempt was given up while it may be alive")
	}
	got, ok := row.lapse(noon.Add(time.Second))
	if !ok || got.Status != Unknown || !got.At.Equal(noon) {
		t.Errorf("got %v %+v", ok, got)
	}
	for _, s := range []Status{"", Pending, Sent, Failed, Unknown} {
		if _, ok := (Row{Status: s, Until: noon}).lapse(noon.Add(time.Hour)); ok {
			t.Errorf("a %q row lapsed", s)
		}
	}
}

func TestPolicy(t *testing.T) {
	for _, c := range []struct {
		name   string
		policy Policy
		row    Row
		after  time.Duration
		want   bool
	}{
		{"resend after the settle time", Policy{Resend: true, Settle: time.Minute, MaxTries: 3}, Row{Status: Unknown, Tries: 1}, time.Minute, true},
		{"not before", Policy{Resend: true, Settle: time.Minute, MaxTries: 3}, Row{Status: Unknown, Tries: 1}, time.Minute - 1, false},
		{"not for ever", Policy{Resend: true, Settle: time.Minute, MaxTries: 3}, Row{Status: Unknown, Tries: 3}, time.Hour, false},
		{"never under list", Policy{Settle: time.Minute, MaxTries: 3}, Row{Status: Unknown, Tries: 1}, time.Hour, false},
		{"only unknown ones", Policy{Resend: true, Settle: time.Minute, MaxTries: 3}, Row{Status: Failed, Tries: 1}, time.Hour, false},
	} {
		c.row.At = noon
		got, ok := c.policy.requeue(c.row, noon.Add(c.after))
		if ok != c.want || ok && (got.Status != Pending || got.Attempt != "") {
			t.Errorf("%s: got %v %+v", c.name, ok, got)
		}
	}
}

func TestParsePolicy(t *testing.T) {
	for _, c := range []struct {
		policy, settle string
		want           Policy
		ok             bool
	}{
		{"", "", Policy{Settle: 15 * time.Minute, MaxTries: 3}, true},
		{"list", "1h", Policy{Settle: time.Hour, MaxTries: 3}, true},
		{"resend", "30s", Policy{Resend: true, Settle: 30 * time.Second, MaxTries: 3}, true},
		{"again", "", Policy{}, false},
		{"list", "15", Policy{}, false},
		{"list", "-1m", Policy{}, false},
	} {
		got, err := ParsePolicy(c.policy, c.settle)
		if (err == nil) != c.ok || c.ok && got != c.want {
			t.Errorf("ParsePolicy(%q, %q) = %+v, %v", c.policy, c.settle, got, err)
		}
	}
}
