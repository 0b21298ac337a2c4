package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
)

const (
	sentID   = "0107018a6b1e2f3c-7c191be4-e9ae-4d12-a87d-dd0099a07f8a-000000" // as in testdata/events
	fromTest = "Example Security <notice@example.com>"
)

func eventFile(t *testing.T, name string) string {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("testdata", "events", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func snsRecords(t *testing.T, messages ...string) json.RawMessage {
	t.Helper()
	var in events.SNSEvent
	for i, m := range messages {
		in.Records = append(in.Records, events.SNSEventRecord{EventSource: "aws:sns", SNS: events.SNSEntity{MessageID: fmt.Sprint("sns-", i), Message: m}})
	}
	body, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// withRow is a ledger in which recipient 17's letter stands as given.
func withRow(t *testing.T, r Row) *Memory {
	t.Helper()
	l := &Memory{}
	r.N, r.At = 17, noon
	if _, err := l.Swap(t.Context(), testID, []Row{r}); err != nil {
		t.Fatal(err)
	}
	return l
}

func row17(t *testing.T, l Ledger) Row {
	t.Helper()
	rows, err := l.Rows(t.Context(), testID, 17, 17)
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	return rows[0]
}

func TestEventsOfBothShapes(t *testing.T) {
	unknown := Row{Status: Unknown, Reason: "no answer"}
	sent := Row{Status: Sent, MessageID: sentID}
	for _, c := range []struct {
		file     string
		row      Row
		status   Status
		feedback Feedback
		reason   string
		applied  int
	}{
		{"send", unknown, Sent, Accepted, "", 1},
		{"delivery", unknown, Sent, Delivered, "", 1},
		{"bounce", unknown, Sent, Bounced, "Permanent General 5.1.1", 1},
		{"complaint", sent, Sent, Complained, "abuse", 1},
		{"reject", sent, Failed, Rejected, "the mail service refused the content", 1},
		{"rendering-failure", sent, Failed, Unrendered, "the template could not be filled in", 1},
		{"open", sent, Sent, Accepted, "", 0},
		{"delay", sent, Sent, Accepted, "", 0},
		{"identity-bounce", sent, Sent, Bounced, "Transient MailboxFull 4.2.2", 1},
		{"identity-delivery", sent, Sent, Delivered, "", 1},
		{"identity-complaint", sent, Sent, Complained, "", 1},
		{"identity-delivery", unknown, Unknown, Accepted, "no answer", 0}, // no tags, and the row has no message id yet
	} {
		ledger := withRow(t, c.row)
		l := Listener{Ledger: ledger, From: fromTest, Clock: (&testClock{at: noon}).clock()}
		for range 2 { // SNS delivers at least once
			out, err := l.Event(t.Context(), snsRecords(t, eventFile(t, c.file)))
			if err != nil || out.(Heard) != (Heard{Applied: c.applied, Ignored: 1 - c.applied}) {
				t.Errorf("%s: got %+v, %v", c.file, out, err)
			}
		}
		if r := row17(t, ledger); r.Status != c.status || r.Feedback != c.feedback || r.Reason != c.reason || r.Also != "" {
			t.Errorf("%s: row %+v", c.file, r)
		}
	}
}

func TestWhatIsNotOursChangesNothing(t *testing.T) {
	ledger := withRow(t, Row{Status: Unknown})
	before := row17(t, ledger)
	l := Listener{Ledger: ledger, From: fromTest, Clock: RealClock}
	change := func(file, old, new string) string { return strings.ReplaceAll(eventFile(t, file), old, new) }
	messages := []string{
		"Successfully validated SNS topic for Amazon SES event publishing.",
		"", "{}", "null", "[]", `{"eventType":"Delivery"}`,
		change("delivery", `"17"`, `"18"`), // nobody was written to under this number
		change("delivery", `"17"`, `"seventeen"`),
		change("delivery", `"17"`, `"-17"`),
		change("delivery", string(testID), "inc-000000000000-9"), // another stack's incident
		change("delivery", string(testID), "rate"),
		change("delivery", `"incident"`, `"campaign"`),        // other mail with the same configuration set
		change("identity-delivery", "notice@", "newsletter@"), // other mail of the same domain
		change("delivery", `"Delivery"`, `"Subscription"`),
	}
	out, err := l.Event(t.Context(), snsRecords(t, messages...))
	if err != nil || out.(Heard) != (Heard{Ignored: len(messages)}) {
		t.Errorf("got %+v, %v", out, err)
	}
	if after := row17(t, ledger); after != before {
		t.Errorf("row %+v became %+v", before, after)
	}
	if len(ledger.kept) != 0 {
		t.Errorf("kept %+v", ledger.kept)
	}
	if _, err := l.Event(t.Context(), json.RawMessage(`{"Records":[]}`)); task.Name(err) != task.BadInput {
		t.Errorf("no records: %v", err)
	}
}

// An identity notification may come before the sender has noted the message id.
func TestAnEarlyNotificationIsJoinedBySettle(t *testing.T) {
	f := newFixture(t, people(20, "en"))
	l := Listener{Ledger: f.n.Ledger, From: fromTest, Clock: f.n.Clock}
	f.post.say = func(_ int, a Addressee) (Outcome, bool) {
		if a.N == 17 {
			early := strings.ReplaceAll(eventFile(t, "identity-bounce"), sentID, fmt.Sprintf("message-%d", len(f.post.out)+1))
			if out, err := l.Event(t.Context(), snsRecords(t, early)); err != nil || out.(Heard).Applied != 0 {
				t.Errorf("early: %+v, %v", out, err)
			}
		}
		return Outcome{Kind: Took}, true
	}
	f.send(t, 0)
	for range 2 {
		if out := f.settle(t); out.Bounced != 1 || out.Sent != 20 || out.PostList.Count != 1 {
			t.Errorf("got %+v", out)
		}
	}
	if r := row17(t, f.n.Ledger); r.Feedback != Bounced || r.Reason != "Transient MailboxFull 4.2.2" {
		t.Errorf("row %+v", r)
	}
}

type brokenLedger struct{ Ledger }

func (brokenLedger) Rows(context.Context, incident.ID, int, int) ([]Row, error) {
	return nil, errors.New("no table")
}

// A record that fails is an error, so that SNS brings it again; the others are noted.
func TestAFailedRecordIsAnError(t *testing.T) {
	l := Listener{Ledger: brokenLedger{withRow(t, Row{Status: Unknown})}, From: fromTest, Clock: RealClock}
	_, err := l.Event(t.Context(), snsRecords(t, "{}", eventFile(t, "delivery")))
	if err == nil || !strings.Contains(err.Error(), "sns-1") || strings.Contains(err.Error(), "@") {
		t.Errorf("got %v", err)
	}
}

func TestFeedbackLogsNoAddresses(t *testing.T) {
	var log bytes.Buffer
	old := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	defer slog.SetDefault(old)
	files, err := filepath.Glob(filepath.Join("testdata", "events", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, path := range files {
		ledger := withRow(t, Row{Status: Unknown})
		l := Listener{Ledger: ledger, From: fromTest, Clock: RealClock}
		out, err := l.Event(t.Context(), snsRecords(t, eventFile(t, strings.TrimSuffix(filepath.Base(path), ".json"))))
		row := row17(t, ledger)
		for _, said := range []string{log.String(), fmt.Sprintf("%+v %v", out, err), fmt.Sprintf("%+v", row)} {
			if strings.Contains(said, "@") {
				t.Errorf("%s: an address in %q", path, said)
			}
		}
	}
}

// Whatever SNS brings, a notice that comes out of it names a letter and quotes no address.
func FuzzParseEvent(f *testing.F) {
	files, err := filepath.Glob(filepath.Join("testdata", "events", "*.json"))
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range files {
		body, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		n, ok := parseEvent(body, fromTest)
		if !ok {
			return
		}
		if n.MessageID == "" || strings.ContainsAny(n.Reason, "@<>") {
			t.Errorf("%+v", n)
		}
		if n.Incident != "" && (n.Incident.Check() != nil || n.N <= 0) {
			t.Errorf("%+v", n)
		}
	})
}
