package notify

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/ses"

	"github.com/tocsin-ir/tocsin/internal/localaws"
	"github.com/tocsin-ir/tocsin/internal/task"
)

// sesAt is a Mailer whose SES is a handler; calls counts what reached it.
func sesAt(t *testing.T, handler http.HandlerFunc) (s SES, calls *atomic.Int32) {
	calls = &atomic.Int32{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls.Add(1)
		handler(w, r)
	}))
	t.Cleanup(server.Close)
	return SES{Client: ses.NewFromConfig(aws.Config{
		Region: "eu-central-1", BaseEndpoint: &server.URL, Credentials: credentials.NewStaticCredentialsProvider("k", "s", ""),
	}), From: "notice@example.com", ConfigurationSet: "letters"}, calls
}

func refusal(status int, code, message string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		fmt.Fprintf(w, `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>`, code, message)
	}
}

func statuses(members ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `<SendBulkTemplatedEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendBulkTemplatedEmailResult><Status><member>%s</member></Status></SendBulkTemplatedEmailResult></SendBulkTemplatedEmailResponse>`, strings.Join(members, "</member><member>"))
	}
}

func hangUp(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	conn, _, err := w.(http.Hijacker).Hijack()
	if err == nil {
		conn.Close()
	}
}

var twoLetters = Mailing{Incident: testID, Template: "tocsin-en-x", Recipients: []Addressee{
	{N: 17, Address: "ada@example.com", Name: "O'Brien <b>"}, {N: 18, Address: "bob@example.com", Name: "Bob"},
}}

// Whatever SES answers, one call is made, and only what is known not to have gone
// out may be tried again.
func TestSESOutcomes(t *testing.T) {
	for _, c := range []struct {
		name    string
		handler http.HandlerFunc
		want    [2]OutcomeKind
	}{
		{"taken", statuses("<Status>Success</Status><MessageId>m1</MessageId>", "<Status>Success</Status><MessageId>m2</MessageId>"), [2]OutcomeKind{Took, Took}},
		{"refused and throttled", statuses("<Status>MessageRejected</Status><Error>ada@example.com is bad</Error>", "<Status>AccountThrottled</Status>"), [2]OutcomeKind{Refused, Later}},
		{"odd and transient", statuses("<Status>InvalidParameterValue</Status>", "<Status>TransientFailure</Status>"), [2]OutcomeKind{Refused, Later}},
		{"failed and quota", statuses("<Status>Failed</Status>", "<Status>AccountDailyQuotaExceeded</Status>"), [2]OutcomeKind{Refused, Exhausted}},
		{"paused", statuses("<Status>AccountSendingPaused</Status>", "<Status>ConfigurationSetDoesNotExist</Status>"), [2]OutcomeKind{Halted, Halted}},
		{"no template", statuses("<Status>TemplateDoesNotExist</Status>", "<Status>MailFromDomainNotVerified</Status>"), [2]OutcomeKind{Halted, Halted}},
		{"a status of tomorrow", statuses("<Status>Mystery</Status>", "<Status>Success</Status>"), [2]OutcomeKind{Lost, Took}},
		{"too few statuses", statuses("<Status>Success</Status><MessageId>m1</MessageId>"), [2]OutcomeKind{Took, Lost}},
		{"whole call throttled", refusal(400, "Throttling", "Maximum sending rate exceeded."), [2]OutcomeKind{Later, Later}},
		{"whole call over quota", refusal(400, "Throttling", "Daily message quota exceeded."), [2]OutcomeKind{Exhausted, Exhausted}},
		{"whole call refused", refusal(400, "MessageRejected", "Email address is not verified: ada@example.com"), [2]OutcomeKind{RefusedTogether, RefusedTogether}},
		{"whole call odd", refusal(400, "InvalidParameterValue", "ada@example.com"), [2]OutcomeKind{RefusedTogether, RefusedTogether}},
		{"not allowed", refusal(403, "AccessDenied", "no"), [2]OutcomeKind{Halted, Halted}},
		{"paused whole", refusal(400, "AccountSendingPausedException", "no"), [2]OutcomeKind{Halted, Halted}},
		{"server error", refusal(500, "InternalFailure", "oops"), [2]OutcomeKind{Lost, Lost}},
		{"unavailable", refusal(503, "ServiceUnavailable", "oops"), [2]OutcomeKind{Lost, Lost}},
		{"no answer", hangUp, [2]OutcomeKind{Lost, Lost}},
		{"half an answer", func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, "<SendBulkTemplatedEmailResponse><SendBulk")
		}, [2]OutcomeKind{Lost, Lost}},
	} {
		s, calls := sesAt(t, c.handler)
		got := s.Send(t.Context(), twoLetters)
		if len(got) != 2 || got[0].Kind != c.want[0] || got[1].Kind != c.want[1] {
			t.Errorf("%s: got %+v, want %v", c.name, got, c.want)
		}
		if calls.Load() != 1 {
			t.Errorf("%s: %d calls; SES would have sent every letter so often", c.name, calls.Load())
		}
		for _, o := range got {
			if strings.Contains(o.Reason, "@") {
				t.Errorf("%s: the reason quotes an address: %q", c.name, o.Reason)
			}
		}
	}
}

func TestNoConnectionMeansNothingSent(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	s, _ := sesAt(t, nil)
	s.Client = ses.NewFromConfig(aws.Config{Region: "eu-central-1", BaseEndpoint: aws.String("http://" + address), Credentials: credentials.NewStaticCredentialsProvider("k", "s", "")})
	if got := s.Send(t.Context(), twoLetters); got[0].Kind != Later {
		t.Errorf("got %+v", got)
	}
}

func TestSESRequest(t *testing.T) {
	var form url.Values
	s, _ := sesAt(t, func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			t.Error(err)
		}
		form = r.PostForm
		statuses("<Status>Success</Status>", "<Status>Success</Status>")(w, r)
	})
	s.Send(t.Context(), twoLetters)
	for k, want := range map[string]string{
		"Source": "notice@example.com", "Template": "tocsin-en-x", "ConfigurationSetName": "letters", "DefaultTemplateData": "{}",
		"Destinations.member.1.Destination.ToAddresses.member.1": "ada@example.com",
		"Destinations.member.2.Destination.ToAddresses.member.1": "bob@example.com",
		"Destinations.member.2.ReplacementTags.member.1.Name":    "incident",
		"Destinations.member.2.ReplacementTags.member.1.Value":   string(testID),
		"Destinations.member.2.ReplacementTags.member.2.Name":    "recipient",
		"Destinations.member.2.ReplacementTags.member.2.Value":   "18",
	} {
		if form.Get(k) != want {
			t.Errorf("%s = %q, want %q", k, form.Get(k), want)
		}
	}
	if form.Has("Destinations.member.1.Destination.ToAddresses.member.2") {
		t.Error("two people in one letter")
	}
}

func TestSESQuota(t *testing.T) {
	answer := func(max, rate, sent string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprintf(w, `<GetSendQuotaResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><GetSendQuotaResult><Max24HourSend>%s</Max24HourSend><MaxSendRate>%s</MaxSendRate><SentLast24Hours>%s</SentLast24Hours></GetSendQuotaResult></GetSendQuotaResponse>`, max, rate, sent)
		}
	}
	for _, c := range []struct {
		max, rate, sent string
		want            Quota
	}{{"50000", "14", "49990", Quota{14, 10}}, {"200", "1", "230", Quota{1, 0}}, {"-1", "500", "9", Quota{500, -1}}} {
		s, _ := sesAt(t, answer(c.max, c.rate, c.sent))
		if got, err := s.Quota(t.Context()); err != nil || got != c.want {
			t.Errorf("got %+v, %v, want %+v", got, err, c.want)
		}
	}
	s, _ := sesAt(t, answer("0", "0", "0"))
	if _, err := s.Quota(t.Context()); task.Name(err) != task.Permanent {
		t.Errorf("an account that may not send: %v", err)
	}
}

// What the local AWS's SES takes: templates twice, letters once.
func TestSESAgainstTheLocalAWS(t *testing.T) {
	client := verify(t, "local@example.com")
	f := newFixture(t, people(120, "de", "en"))
	f.n.Mailer = SES{Client: client, From: "Müller <local@example.com>"}
	for range 2 {
		if _, err := f.n.Prepare(t.Context(), PrepareRequest{Incident: testID}); err != nil {
			t.Fatal(err)
		}
	}
	f.send(t, 0)
	f.send(t, 0)
	got := map[string]int{}
	for _, m := range mailTo(t, local, "Müller <local@example.com>") {
		got[m.To[0]]++
	}
	for _, p := range people(120, "") {
		if got[p.Email] != 1 {
			t.Errorf("recipient %d has %d letters", p.N, got[p.Email])
		}
	}
	f.silence()
	if out := f.settle(t); out.Sent != 120 || !out.Settled || len(got) != 120 {
		t.Errorf("got %+v, %d addresses", out, len(got))
	}

	unverified := newFixture(t, people(2, "en"))
	unverified.n.Mailer = SES{Client: client, From: "nobody@example.net"}
	if _, err := unverified.n.Prepare(t.Context(), PrepareRequest{Incident: testID}); err != nil {
		t.Fatal(err)
	}
	if err := unverified.trySend(t.Context(), 0); task.Name(err) != task.Permanent || !strings.Contains(err.Error(), "MessageRejected") || strings.Contains(err.Error(), "@") {
		t.Errorf("an unverified sender: %v", err)
	}
	if out := unverified.settle(t); out.Pending != 2 {
		t.Errorf("got %+v", out)
	}
}

// mailTo returns the mail of one sender.
func mailTo(t *testing.T, l *localaws.Local, from string) []localaws.Mail {
	t.Helper()
	all, err := l.Mailbox(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var out []localaws.Mail
	for _, m := range all {
		if m.Source == from {
			out = append(out, m)
		}
	}
	return out
}
