package rehearsal

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ses"
	"github.com/aws/aws-sdk-go-v2/service/ses/types"
)

// verifySender verifies the company's mail domain and has what becomes of the
// letters told to Tocsin.
func (c *company) verifySender(ctx context.Context, domain string) error {
	client := ses.NewFromConfig(c.aws.Config())
	if _, err := client.VerifyDomainIdentity(ctx, &ses.VerifyDomainIdentityInput{Domain: aws.String(domain)}); err != nil {
		return fmt.Errorf("verifying the mail domain: %w", err)
	}
	for _, kind := range []types.NotificationType{types.NotificationTypeBounce, types.NotificationTypeComplaint, types.NotificationTypeDelivery} {
		_, err := client.SetIdentityNotificationTopic(ctx, &ses.SetIdentityNotificationTopicInput{
			Identity: aws.String(domain), NotificationType: kind, SnsTopic: aws.String(c.outputs["MailEventsTopic"]),
		})
		if err != nil {
			return fmt.Errorf("sending mail events to Tocsin: %w", err)
		}
	}
	return nil
}
