package rehearsal

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/localaws"
	"github.com/tocsin-ir/tocsin/internal/obligation"
	"github.com/tocsin-ir/tocsin/internal/opening"
)

// A pager is a person's: it gets what the alert topic delivers.
type pager struct {
	client *sqs.Client
	queue  *string
	all    []page
}

type page struct{ Subject, Message string }

// subscribe gives the company a pager on its alert topic.
func subscribe(t *testing.T, c *company) *pager {
	t.Helper()
	p := &pager{client: sqs.NewFromConfig(c.aws.Config())}
	made, err := p.client.CreateQueue(t.Context(), &sqs.CreateQueueInput{QueueName: aws.String("pager")})
	if err != nil {
		t.Fatal(err)
	}
	p.queue = made.QueueUrl
	about, err := p.client.GetQueueAttributes(t.Context(), &sqs.GetQueueAttributesInput{QueueUrl: p.queue, AttributeNames: []sqstypes.QueueAttributeName{"QueueArn"}})
	if err != nil {
		t.Fatal(err)
	}
	policy := fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":%q,"Condition":{"ArnEquals":{"aws:SourceArn":%q}}}]}`,
		about.Attributes["QueueArn"], c.outputs["AlertTopic"])
	if _, err := p.client.SetQueueAttributes(t.Context(), &sqs.SetQueueAttributesInput{QueueUrl: p.queue, Attributes: map[string]string{"Policy": policy}}); err != nil {
		t.Fatal(err)
	}
	_, err = sns.NewFromConfig(c.aws.Config()).Subscribe(t.Context(), &sns.SubscribeInput{
		TopicArn: aws.String(c.outputs["AlertTopic"]), Protocol: aws.String("sqs"), Endpoint: aws.String(about.Attributes["QueueArn"]),
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// look takes what has come.
func (p *pager) look(t *testing.T) {
	t.Helper()
	for {
		got, err := p.client.ReceiveMessage(t.Context(), &sqs.ReceiveMessageInput{QueueUrl: p.queue, MaxNumberOfMessages: 10, WaitTimeSeconds: 1, VisibilityTimeout: 3600})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range got.Messages {
			var in page
			if err := json.Unmarshal([]byte(aws.ToString(m.Body)), &in); err != nil {
				t.Fatalf("the topic delivered %q: %v", aws.ToString(m.Body), err)
			}
			p.all = append(p.all, in)
		}
		if len(got.Messages) == 0 {
			return
		}
	}
}

// wait looks until a message fits; the first one is returned.
func (p *pager) wait(t *testing.T, what string, fits func(page) bool) page {
	t.Helper()
	for deadline := time.Now().Add(3 * time.Minute); ; {
		if i := slices.IndexFunc(p.all, fits); i >= 0 {
			return p.all[i]
		}
		if time.Now().After(deadline) {
			t.Fatalf("nobody was reminded: %s. What came:\n%s", what, p.subjects())
		}
		p.look(t)
	}
}

func (p *pager) subjects() string {
	var b strings.Builder
	for _, m := range p.all {
		fmt.Fprintln(&b, m.Subject)
	}
	return b.String()
}

func (p *pager) count(fits func(page) bool) (n int) {
	for _, m := range p.all {
		if fits(m) {
			n++
		}
	}
	return n
}

// standing are the reminders that stand for an incident, by the names of their schedules.
func standing(t *testing.T, c *company, id incident.ID) map[string]obligation.Reminder {
	t.Helper()
	client, out := scheduler.NewFromConfig(c.aws.Config()), map[string]obligation.Reminder{}
	pages := scheduler.NewListSchedulesPaginator(client, &scheduler.ListSchedulesInput{NamePrefix: aws.String(obligation.Prefix(id))})
	for pages.HasMorePages() {
		got, err := pages.NextPage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range got.Schedules {
			full, err := client.GetSchedule(t.Context(), &scheduler.GetScheduleInput{Name: s.Name, GroupName: s.GroupName})
			if err != nil {
				continue // it fired meanwhile
			}
			var r obligation.Reminder
			if err := json.Unmarshal([]byte(aws.ToString(full.Target.Input)), &r); err != nil {
				t.Fatal(err)
			}
			out[aws.ToString(s.Name)] = r
		}
	}
	return out
}

// remind hands a reminder to the function as the Scheduler does, and says what it answered.
func remind(ctx context.Context, c *company, r obligation.Reminder) (string, error) {
	found, err := cloudformation.NewFromConfig(c.aws.Config()).DescribeStackResource(ctx, &cloudformation.DescribeStackResourceInput{
		StackName: aws.String(localaws.Stack), LogicalResourceId: aws.String("RemindFunction"),
	})
	if err != nil {
		return "", err
	}
	payload, err := json.Marshal(r)
	if err != nil {
		return "", err
	}
	out, err := lambda.NewFromConfig(c.aws.Config()).Invoke(ctx, &lambda.InvokeInput{FunctionName: found.StackResourceDetail.PhysicalResourceId, Payload: payload})
	if err != nil {
		return "", err
	}
	return string(out.Payload), nil
}

const gdpr33 = "EU-GDPR-33"

// TestRemindersDoWithoutTheWorkflow lets the Scheduler fire while one workflow is
// stuck, one has failed and one was aborted and is never started again. Only the
// Scheduler's own clock is set ahead: nobody waits for hours.
func TestRemindersDoWithoutTheWorkflow(t *testing.T) {
	d, w := onStage(t)
	pager := subscribe(t, d.company)
	open := func(suspect string, ago time.Duration) incident.ID {
		t.Helper()
		var opened opening.Opened
		if err := d.ask(t.Context(), engineer, &opened, "open", "-suspect", suspect, "-aware", time.Now().Add(-ago).UTC().Format(time.RFC3339)); err != nil {
			t.Fatal(err)
		}
		return opened.Incident
	}
	const left = 90 * time.Minute // of Article 33's 72 hours
	stuck := open(d.insider.name, 72*time.Hour-left)
	failed := open("agent-nobody-knows", 72*time.Hour-left)
	aborted := open(d.another.name, 80*time.Hour)

	at := map[incident.ID]*resumption{}
	for _, id := range []incident.ID{stuck, failed, aborted} {
		at[id] = &resumption{t: t, desk: d, id: string(id)}
	}
	at[stuck].waitsFor(incident.AskNotification)
	at[failed].stoppedIn("NeitherContainedNorScoped", incident.PhaseRevoke, incident.PhaseScope)
	at[aborted].waitsFor(incident.AskNotification)
	if _, err := sfn.NewFromConfig(d.aws.Config()).StopExecution(t.Context(), &sfn.StopExecutionInput{ExecutionArn: aws.String(at[aborted].view().Execution)}); err != nil {
		t.Fatal(err)
	}

	before := standing(t, d.company, stuck)
	if err := d.aws.SetScheduleAhead(t.Context(), left+5*time.Minute); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what string
		id   incident.ID
		says []string
	}{
		{"stuck, an hour before the end", stuck, []string{gdpr33, "1 h", "min left", "1 h before"}},
		{"stuck, at the end", stuck, []string{gdpr33, "This reminder:     due"}},
		{"failed, all that may apply", failed, []string{"may apply", gdpr33, "min left"}},
		{"aborted, overdue", aborted, []string{gdpr33, "overdue by 8 h", "tell them now"}},
	} {
		pager.wait(t, c.what, func(m page) bool {
			return strings.Contains(m.Subject, string(c.id)) && !slices.ContainsFunc(c.says, func(s string) bool { return !strings.Contains(m.Subject+m.Message, s) })
		})
	}
	if view := at[aborted].view(); view.Run != 1 || view.State.Status != "ABORTED" {
		t.Errorf("the aborted incident is %s in run %d: it was to stay so", view.State.Status, view.Run)
	}
	for _, m := range pager.all {
		for _, planted := range w.Truth.Planted {
			if strings.Contains(m.Subject+m.Message, planted) {
				t.Errorf("a reminder holds personal data: %q", m.Subject)
			}
		}
	}
	onceOnly(t, d, pager, before)
	movedByFacts(t, d, stuck)
	endedByFiling(t, d, pager, at[stuck])
}

// onceOnly delivers what fired a second time.
func onceOnly(t *testing.T, d *desk, p *pager, before map[string]obligation.Reminder) {
	t.Helper()
	for _, r := range before {
		if r.Obligation != gdpr33 || r.Kind != obligation.KindDue {
			continue
		}
		due, err := time.Parse(time.RFC3339, r.DueAt)
		if err != nil {
			t.Fatal(err)
		}
		r.At = due.UTC().Format(time.RFC3339) // what the Scheduler puts in
		said, err := remind(t.Context(), d.company, r)
		if err != nil || !strings.Contains(said, "reminded_before") {
			t.Errorf("the same reminder, delivered again, says %s, %v; want that it went out before", said, err)
		}
		p.look(t)
		if n := p.count(func(m page) bool {
			return strings.Contains(m.Subject, string(r.Incident)+": "+gdpr33) && strings.Contains(m.Message, "This reminder:     due")
		}); n != 1 {
			t.Errorf("%d messages for one due time, want 1:\n%s", n, p.subjects())
		}
		return
	}
	t.Errorf("no reminder %q of %s stood: %v", obligation.KindDue, gdpr33, before)
}

// movedByFacts corrects the hour of awareness: the reminders follow, and none of the old hour stays.
func movedByFacts(t *testing.T, d *desk, id incident.ID) {
	t.Helper()
	dues := func() (out []string) {
		for _, r := range standing(t, d.company, id) {
			if r.Obligation == gdpr33 {
				out = append(out, r.DueAt)
			}
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	old := dues()
	var noted obligation.Noted
	if err := d.ask(t.Context(), officer, &noted, "duties", "judge", string(id), "aware_at", time.Now().Add(-time.Hour).UTC().Format(time.RFC3339), "-why", "the first call was about something else"); err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(noted.Changes, func(c obligation.Change) bool { return c.ID == gdpr33 && c.What == obligation.ChangeMoved }) {
		t.Errorf("nobody says that %s has moved: %+v", gdpr33, noted.Changes)
	}
	if now := dues(); len(old) != 1 || len(now) != 1 || old[0] == now[0] {
		t.Errorf("reminders of %s count to %v after the facts changed, before to %v; want one time, another", gdpr33, now, old)
	}
}

// endedByFiling closes the incident, which an open duty must refuse.
func endedByFiling(t *testing.T, d *desk, p *pager, r *resumption) {
	t.Helper()
	id := incident.ID(r.id)
	r.run(officer, "approve", r.id, r.seen())
	r.stoppedIn("DoneButDutiesOpen")
	r.run(officer, "duties", "file", r.id, gdpr33, "-at", time.Now().UTC().Format(time.RFC3339), "-reference", "rehearsed")
	other, first := "", time.Time{} // the next that is overdue
	for name, s := range standing(t, d.company, id) {
		if s.Obligation == gdpr33 {
			t.Errorf("%s still stands for a duty that is filed", name)
		} else if due, err := time.Parse(time.RFC3339, s.DueAt); err == nil && s.Kind == obligation.KindOverdue && (other == "" || due.Before(first)) {
			other, first = s.Obligation, due
		}
	}
	if other == "" {
		t.Fatal("no other duty has a daily reminder: the test cannot tell silence from a Scheduler that does not fire")
	}
	p.look(t)
	seen := p.count(func(m page) bool { return strings.Contains(m.Subject, r.id+": "+gdpr33) })
	if err := d.aws.SetScheduleAhead(t.Context(), 20*24*time.Hour); err != nil { // every period is over, and the daily reminders run
		t.Fatal(err)
	}
	p.wait(t, "daily of "+other+", which is not filed", func(m page) bool {
		return strings.Contains(m.Subject, r.id+": "+other) && strings.Contains(m.Message, "This reminder:     "+obligation.KindOverdue)
	})
	if n := p.count(func(m page) bool { return strings.Contains(m.Subject, r.id+": "+gdpr33) }); n != seen {
		t.Errorf("%d reminders of %s after it was filed, want none", n-seen, gdpr33)
	}
	if err := d.fileDuties(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if view := r.view(); view.Status != "closed" {
		t.Errorf("with every duty filed the incident is %q, want closed", view.Status)
	}
	saidAfterTheSeal(t, d, r.id)
}

// saidAfterTheSeal judges a duty of a closed incident: the dossier proves it, too.
func saidAfterTheSeal(t *testing.T, d *desk, id string) {
	t.Helper()
	var noted obligation.Noted
	if err := d.ask(t.Context(), officer, &noted, "duties", "judge", id, "risk", "unlikely", "-why", "the files were encrypted"); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(d.dir, "later")
	key, err := d.publicKey(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, said, code, err := d.run(t.Context(), officer, "dossier", id, "-out", folder); err != nil || code != 0 {
		t.Fatalf("fetching the dossier ended with %d, %v: %s", code, err, said)
	}
	out, said, code, err := d.run(t.Context(), officer, "verify", folder, "-key", key)
	if err != nil || code != 0 || !strings.Contains(out, "risk is unlikely, says "+d.people[officer].arn+": the files were encrypted") {
		t.Errorf("verifying ended with %d, %v, %s; it does not list what was judged after the incident was closed:\n%s", code, err, said, out)
	}
}
