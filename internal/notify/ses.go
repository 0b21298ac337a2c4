package notify

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/ses"
	"github.com/aws/aws-sdk-go-v2/service/ses/types"
	"github.com/aws/smithy-go"

	"github.com/tocsin-ir/tocsin/internal/task"
)

// SES is the Mailer on Amazon SES (API v1: SendBulkTemplatedEmail).
type SES struct {
	Client           *ses.Client
	From             string // an address with or without a name, encoded for a header
	ConfigurationSet string // publishes the events; "" for none
}

// Names of the tags that every letter carries.
const (
	TagIncident  = "incident"
	TagRecipient = "recipient"
)

// answerTimeout bounds the wait for one answer; after it the letters count as lost.
const answerTimeout = 20 * time.Second

// calmly is how calls that may be repeated are repeated: SES takes template
// calls and quota calls once a second.
func calmly(o *ses.Options) { o.Retryer = retry.AddWithMaxAttempts(retry.NewStandard(), 8) }

func (s SES) Send(ctx context.Context, m Mailing) []Outcome {
	ctx, cancel := context.WithTimeout(ctx, answerTimeout)
	defer cancel()
	in := &ses.SendBulkTemplatedEmailInput{Source: &s.From, Template: &m.Template, DefaultTemplateData: aws.String("{}")}
	if s.ConfigurationSet != "" {
		in.ConfigurationSetName = &s.ConfigurationSet
	}
	for _, a := range m.Recipients {
		in.Destinations = append(in.Destinations, types.BulkEmailDestination{
			Destination:             &types.Destination{ToAddresses: []string{a.Address}},
			ReplacementTemplateData: aws.String(templateData(a.Name)),
			// Both tags here and none by default: SES has been seen to drop
			// DefaultTags (boto/boto3#4838), and a letter without tags proves nothing.
			ReplacementTags: []types.MessageTag{
				{Name: aws.String(TagIncident), Value: aws.String(string(m.Incident))},
				{Name: aws.String(TagRecipient), Value: aws.String(strconv.Itoa(a.N))},
			},
		})
	}
	// The SDK must not try again: SES has no idempotency key.
	out, err := s.Client.SendBulkTemplatedEmail(ctx, in, func(o *ses.Options) { o.Retryer = aws.NopRetryer{} })
	outcomes := make([]Outcome, len(m.Recipients))
	for i := range outcomes {
		switch {
		case err != nil:
			outcomes[i] = callOutcome(err)
		case i < len(out.Status):
			outcomes[i] = destinationOutcome(out.Status[i])
		default:
			outcomes[i] = Outcome{Kind: Lost, Reason: "no status for this letter"}
		}
	}
	return outcomes
}

func destinationOutcome(s types.BulkEmailDestinationStatus) Outcome {
	o := Outcome{Reason: string(s.Status)}
	switch s.Status {
	case types.BulkEmailStatusSuccess:
		return Outcome{Kind: Took, MessageID: aws.ToString(s.MessageId)}
	case types.BulkEmailStatusMessageRejected, types.BulkEmailStatusInvalidParameterValue, types.BulkEmailStatusFailed:
		o.Kind = Refused
	case types.BulkEmailStatusAccountThrottled, types.BulkEmailStatusTransientFailure:
		o.Kind = Later
	case types.BulkEmailStatusAccountDailyQuotaExceeded:
		o.Kind = Exhausted
	case types.BulkEmailStatusAccountSuspended, types.BulkEmailStatusAccountSendingPaused,
		types.BulkEmailStatusConfigurationSetSendingPaused, types.BulkEmailStatusConfigurationSetDoesNotExist,
		types.BulkEmailStatusTemplateDoesNotExist, types.BulkEmailStatusMailFromDomainNotVerified,
		types.BulkEmailStatusInvalidSendingPoolName:
		o.Kind = Halted
	default: // a status that this was not written for
		o.Kind = Lost
	}
	return o
}

// callKinds are the refusals of a whole call, by error code. Every other refusal
// by the service halts: nothing was sent, and the account or the deployment is why.
var callKinds = map[string]OutcomeKind{
	"InvalidParameterValue": RefusedTogether, "MessageRejected": RefusedTogether, "ValidationError": RefusedTogether,
	"InvalidRenderingParameter": RefusedTogether, "MissingRenderingAttribute": RefusedTogether,
	"Throttling": Later, "ThrottlingException": Later, "TooManyRequestsException": Later, "LimitExceeded": Later,
	"ExpiredToken": Later, "RequestExpired": Later,
	"RequestTimeout": Lost,
}

// callOutcome says what the failure of a whole call means for each of its letters.
func callOutcome(err error) Outcome {
	var api smithy.APIError
	var response *awshttp.ResponseError
	if errors.As(err, &api) {
		code := api.ErrorCode()
		if errors.As(err, &response) && response.HTTPStatusCode() >= 500 {
			return Outcome{Kind: Lost, Reason: code}
		}
		if strings.Contains(api.ErrorMessage(), "Daily message quota exceeded") {
			return Outcome{Kind: Exhausted, Reason: code}
		}
		kind, ok := callKinds[code]
		if !ok {
			kind = Halted
		}
		return Outcome{Kind: kind, Reason: code}
	}
	var network *net.OpError
	if errors.As(err, &network) && network.Op == "dial" {
		return Outcome{Kind: Later, Reason: "no connection"} // so nothing was sent
	}
	return Outcome{Kind: Lost, Reason: "no answer"}
}

func (s SES) PutTemplate(ctx context.Context, name string, t Letter) error {
	template := &types.Template{TemplateName: &name, SubjectPart: &t.Subject, TextPart: &t.Text, HtmlPart: &t.HTML}
	_, err := s.Client.CreateTemplate(ctx, &ses.CreateTemplateInput{Template: template}, calmly)
	var exists *types.AlreadyExistsException
	if errors.As(err, &exists) {
		_, err = s.Client.UpdateTemplate(ctx, &ses.UpdateTemplateInput{Template: template}, calmly)
	}
	if err != nil {
		return fmt.Errorf("storing the letter template %s: %w", name, err)
	}
	return nil
}

func (s SES) Quota(ctx context.Context) (Quota, error) {
	out, err := s.Client.GetSendQuota(ctx, &ses.GetSendQuotaInput{}, calmly)
	if err != nil {
		return Quota{}, fmt.Errorf("reading the sending quota: %w", err)
	}
	if out.MaxSendRate <= 0 {
		return Quota{}, task.Fail(task.Permanent, errors.New("reading the sending quota: the account may not send (rate 0); ask for it in the SES console"))
	}
	q := Quota{MaxSendRate: out.MaxSendRate, Left: -1}
	if out.Max24HourSend >= 0 { // -1 is unlimited
		q.Left = int(math.Max(0, out.Max24HourSend-out.SentLast24Hours))
	}
	return q, nil
}
