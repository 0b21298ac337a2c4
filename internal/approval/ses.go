package approval

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/ses"
)

// SES is the Quota of the account's mail service.
type SES struct{ Client *ses.Client }

func (s SES) Sending(ctx context.Context) (rate, daily, sent float64, err error) {
	out, err := s.Client.GetSendQuota(ctx, &ses.GetSendQuotaInput{})
	if err != nil {
		return 0, 0, 0, fmt.Errorf("reading the sending quota: %w", err)
	}
	return out.MaxSendRate, out.Max24HourSend, out.SentLast24Hours, nil
}
