package notify

import (
	"context"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ses"
	"github.com/aws/aws-sdk-go-v2/service/ses/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// Real notifications of an identity, from the local AWS's mailbox simulator
// through SNS: they carry no tags, and come before the sender has its answer.
func TestIdentityNotificationsOfTheLocalAWS(t *testing.T) {
	const from = "identity@example.com"
	client := verify(t, from)
	queue := subscribed(t, client, from)

	all := people(4, "en")
	all[1].Email, all[2].Email = "bounce@simulator.amazonses.com", "complaint@simulator.amazonses.com"
	f := newFixture(t, all)
	ledger := deliveryTable(t, "identity-delivery")
	f.n.Ledger, f.n.Pace, f.n.Mailer = ledger, ledger, SES{Client: client, From: from}
	if _, err := f.n.Prepare(t.Context(), PrepareRequest{Incident: testID}); err != nil {
		t.Fatal(err)
	}
	l := Listener{Ledger: ledger, From: from, Clock: RealClock}
	take := func() { // the letters' notifications wait in the queue by now
		for _, m := range queue() {
			if _, err := l.Event(t.Context(), snsRecords(t, m)); err != nil {
				t.Error(err)
			}
		}
	}
	f.n.Mailer = noticedMailer{f.n.Mailer, take}
	f.send(t, 0)
	out := f.settle(t)
	want := Counts{Recipients: 4, Sent: 4, Delivered: 2, Bounced: 1, Complained: 1}
	if out.Counts != want || out.PostList.Count != 1 || !out.Settled {
		t.Errorf("got %+v", out)
	}
	rows, err := ledger.Rows(t.Context(), testID, 2, 2)
	if err != nil || len(rows) != 1 || rows[0].Feedback != Bounced || rows[0].Reason == "" {
		t.Errorf("row %+v, %v", rows, err)
	}
}

// noticedMailer has the notifications taken in before the sender has its answer.
type noticedMailer struct {
	Mailer
	take func()
}

func (n noticedMailer) Send(ctx context.Context, m Mailing) []Outcome {
	out := n.Mailer.Send(ctx, m)
	n.take()
	return out
}

// subscribed gives the identity topics, and a reader of what they bring.
func subscribed(t *testing.T, client *ses.Client, identity string) func() []string {
	t.Helper()
	topics, queues := sns.NewFromConfig(local.Config()), sqs.NewFromConfig(local.Config())
	topic, err := topics.CreateTopic(t.Context(), &sns.CreateTopicInput{Name: aws.String("mail-events")})
	if err != nil {
		t.Fatal(err)
	}
	queue, err := queues.CreateQueue(t.Context(), &sqs.CreateQueueInput{QueueName: aws.String("mail-events")})
	if err != nil {
		t.Fatal(err)
	}
	attributes, err := queues.GetQueueAttributes(t.Context(), &sqs.GetQueueAttributesInput{QueueUrl: queue.QueueUrl, AttributeNames: []sqstypes.QueueAttributeName{sqstypes.QueueAttributeNameQueueArn}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = topics.Subscribe(t.Context(), &sns.SubscribeInput{
		TopicArn: topic.TopicArn, Protocol: aws.String("sqs"), Endpoint: aws.String(attributes.Attributes["QueueArn"]), Attributes: map[string]string{"RawMessageDelivery": "true"},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []types.NotificationType{types.NotificationTypeBounce, types.NotificationTypeComplaint, types.NotificationTypeDelivery} {
		if _, err := client.SetIdentityNotificationTopic(t.Context(), &ses.SetIdentityNotificationTopicInput{Identity: &identity, NotificationType: kind, SnsTopic: topic.TopicArn}); err != nil {
			t.Fatal(err)
		}
	}
	return func() []string {
		var out []string
		for {
			got, err := queues.ReceiveMessage(t.Context(), &sqs.ReceiveMessageInput{QueueUrl: queue.QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: int32(time.Hour.Seconds())})
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Messages) == 0 {
				return out
			}
			for _, m := range got.Messages {
				out = append(out, aws.ToString(m.Body))
			}
		}
	}
}
