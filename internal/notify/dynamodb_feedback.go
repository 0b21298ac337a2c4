package notify

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// keptFor is how long an event waits for its row: far longer than a sender that
// took a letter needs to note the message id. The table's TTL attribute is expires.
const keptFor = 30 * 24 * time.Hour

const messagePrefix = "message#"

func (d DynamoDB) Find(ctx context.Context, messageID string) (incident.ID, int, bool, error) {
	out, err := d.Client.Query(ctx, &dynamodb.QueryInput{
		TableName: &d.Table, IndexName: aws.String(MessageIndex), Limit: aws.Int32(1),
		KeyConditionExpression:    aws.String("message_id = :id"),
		ExpressionAttributeValues: item{":id": str(messageID)},
	})
	if err != nil {
		return "", 0, false, fmt.Errorf("finding the row of message %s: %w", messageID, err)
	}
	if len(out.Items) == 0 {
		return "", 0, false, nil
	}
	n, err := strconv.Atoi(text(out.Items[0], "sk"))
	if err != nil {
		return "", 0, false, fmt.Errorf("finding the row of message %s: its row is not numbered", messageID)
	}
	return incident.ID(text(out.Items[0], "pk")), n, true, nil
}

func (d DynamoDB) Keep(ctx context.Context, n Notice) error {
	_, err := d.Client.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: &d.Table,
		Item: item{
			"pk": str(messagePrefix + n.MessageID), "sk": str("feedback"), "feedback": str(string(n.Kind)), "reason": str(n.Reason),
			"strength": num(int64(strength[n.Kind])), "expires": num(d.Now().Add(keptFor).Unix()),
		},
		ConditionExpression:       aws.String("attribute_not_exists(pk) OR strength < :strength"),
		ExpressionAttributeValues: item{":strength": num(int64(strength[n.Kind]))},
	})
	var weaker *types.ConditionalCheckFailedException
	if err != nil && !errors.As(err, &weaker) {
		return fmt.Errorf("keeping an event of message %s: %w", n.MessageID, err)
	}
	return nil
}

// maxGets is how many items one BatchGetItem takes.
const maxGets = 100

func (d DynamoDB) Kept(ctx context.Context, messageIDs []string) (map[string]Notice, error) {
	kept := map[string]Notice{}
	for part := range slices.Chunk(messageIDs, maxGets) {
		var keys []item
		for _, id := range part {
			keys = append(keys, item{"pk": str(messagePrefix + id), "sk": str("feedback")})
		}
		left := map[string]types.KeysAndAttributes{d.Table: {Keys: keys, ConsistentRead: aws.Bool(true)}}
		for len(left) > 0 {
			out, err := d.Client.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: left})
			if err != nil {
				return nil, fmt.Errorf("reading kept events: %w", err)
			}
			for _, it := range out.Responses[d.Table] {
				id := strings.TrimPrefix(text(it, "pk"), messagePrefix)
				kept[id] = Notice{MessageID: id, Kind: Feedback(text(it, "feedback")), Reason: text(it, "reason")}
			}
			left = out.UnprocessedKeys
		}
	}
	return kept, nil
}
