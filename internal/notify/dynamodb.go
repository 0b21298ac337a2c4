package notify

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
)

// DynamoDB is a Ledger and a Pace in one table with the string keys pk and sk,
// and an index MessageIndex on message_id:
//
//	pk=<incident>      sk=00000017       recipient 17's row
//	pk=<incident>      sk=shard#00000003 the digest of shard 3's recipients
//	pk=message#<id>    sk=feedback       an event that came before its row
//	pk=rate            sk=rate           the next free instant of the account
type DynamoDB struct {
	Client *dynamodb.Client
	Table  string
	Now    func() time.Time
}

// MessageIndex is the index that finds a row by its message id; keys suffice in it.
const MessageIndex = "message"

func (d DynamoDB) Pin(ctx context.Context, id incident.ID, shard int, sha256 string) error {
	_, err := d.Client.PutItem(ctx, &dynamodb.PutItemInput{
		TableName:                 &d.Table,
		Item:                      item{"pk": str(string(id)), "sk": str(fmt.Sprintf("shard#%08d", shard)), "digest": str(sha256)},
		ConditionExpression:       aws.String("attribute_not_exists(pk) OR digest = :digest"),
		ExpressionAttributeValues: item{":digest": str(sha256)},
	})
	var other *types.ConditionalCheckFailedException
	if errors.As(err, &other) {
		err = ErrOtherRecipients
	}
	if err != nil {
		return fmt.Errorf("pinning shard %d of %s: %w", shard, id, err)
	}
	return nil
}

func (d DynamoDB) Rows(ctx context.Context, id incident.ID, first, last int) ([]Row, error) {
	pages := dynamodb.NewQueryPaginator(d.Client, &dynamodb.QueryInput{
		TableName: &d.Table, ConsistentRead: aws.Bool(true),
		KeyConditionExpression:    aws.String("pk = :pk AND sk BETWEEN :first AND :last"),
		ExpressionAttributeValues: item{":pk": str(string(id)), ":first": str(sortKey(first)), ":last": str(sortKey(last))},
	})
	var rows []Row
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, fmt.Errorf("reading rows %d to %d of %s: %w", first, last, id, err)
		}
		for _, it := range page.Items {
			r, err := decodeRow(it)
			if err != nil {
				return nil, fmt.Errorf("reading rows %d to %d of %s: %w", first, last, id, err)
			}
			rows = append(rows, r)
		}
	}
	return rows, nil
}

// Swap is one transaction. When it is cancelled, the rows that others hold are
// left out and the rest goes into the next. A transaction whose answer is lost
// is tried again by the SDK under the same token, so it counts once.
func (d DynamoDB) Swap(ctx context.Context, id incident.ID, rows []Row) ([]int, error) {
	for len(rows) > 0 {
		_, err := d.Client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: d.puts(id, rows)})
		if err == nil {
			var swapped []int
			for _, r := range rows {
				swapped = append(swapped, r.N)
			}
			return swapped, nil
		}
		var cancelled *types.TransactionCanceledException
		if !errors.As(err, &cancelled) || len(cancelled.CancellationReasons) != len(rows) {
			return nil, fmt.Errorf("changing %d rows of %s: %w", len(rows), id, err)
		}
		rest, reason := keep(rows, cancelled.CancellationReasons)
		if reason != "" {
			return nil, task.Fail(task.Temporary, fmt.Errorf("changing %d rows of %s: %s", len(rows), id, reason))
		}
		rows = rest
	}
	return nil, nil
}

func (d DynamoDB) puts(id incident.ID, rows []Row) []types.TransactWriteItem {
	var puts []types.TransactWriteItem
	for _, r := range rows {
		p := &types.Put{TableName: &d.Table, ConditionExpression: aws.String("attribute_not_exists(pk)")}
		if r.Version > 0 {
			p.ConditionExpression = aws.String("version = :version")
			p.ExpressionAttributeValues = item{":version": num(int64(r.Version))}
		}
		r.Version++
		p.Item = encodeRow(id, r)
		puts = append(puts, types.TransactWriteItem{Put: p})
	}
	return puts
}

// keep drops the rows that cancelled a transaction because somebody else changed
// or is changing them. Any other reason is returned: it concerns the table.
func keep(rows []Row, reasons []types.CancellationReason) (rest []Row, other string) {
	for i, why := range reasons {
		switch code := aws.ToString(why.Code); code {
		case "", "None":
			rest = append(rest, rows[i])
		case "ConditionalCheckFailed", "TransactionConflict":
		default:
			return nil, code
		}
	}
	if len(rest) == len(rows) {
		return nil, "the transaction was cancelled without a reason"
	}
	return rest, ""
}
