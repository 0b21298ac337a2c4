package rehearsal

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/notify"
)

// eventsTimeout is how long the mail service may take to tell of a bounce.
const eventsTimeout = 30 * time.Second

// bounced counts the letters of an incident that came back, by the delivery
// ledger. Bounces come after the letters, in their own time, so it waits until
// there are as many as expected, or for eventsTimeout.
func (d *desk) bounced(ctx context.Context, id incident.ID, letters, expected int) (int, error) {
	ledger := notify.DynamoDB{Client: dynamodb.NewFromConfig(d.aws.Config()), Table: d.outputs["DeliveryTable"], Now: time.Now}
	rows, err := ledger.Rows(ctx, id, 1, letters)
	if err != nil {
		return 0, err
	}
	var messages []string
	for _, r := range rows {
		messages = append(messages, r.MessageID)
	}
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(eventsTimeout); ; {
		notices, err := ledger.Kept(ctx, messages)
		if err != nil {
			return 0, err
		}
		n := 0
		for _, notice := range notices {
			if notice.Kind == notify.Bounced {
				n++
			}
		}
		if n >= expected || time.Now().After(deadline) {
			return n, nil
		}
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-tick.C:
		}
	}
}
