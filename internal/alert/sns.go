package alert

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/sns"
)

// SNS publishes alerts to one topic.
type SNS struct {
	Client *sns.Client
	Topic  string // ARN
}

// maxSubject is the longest subject that SNS takes.
const maxSubject = 100

func (s SNS) Alert(ctx context.Context, subject, message string) error {
	if len(subject) > maxSubject {
		subject = subject[:maxSubject]
	}
	_, err := s.Client.Publish(ctx, &sns.PublishInput{TopicArn: &s.Topic, Subject: &subject, Message: &message})
	if err != nil {
		return fmt.Errorf("alerting through %s: %w", s.Topic, err)
	}
	return nil
}
