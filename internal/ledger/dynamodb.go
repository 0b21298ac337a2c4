package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
)

// DynamoDB are Heads in one table with the string partition key "id": the row
// "head", and a row for each incident with its index.
type DynamoDB struct {
	Client *dynamodb.Client
	Table  string
}

const headRow = "head"

func (d DynamoDB) Head(ctx context.Context) (Head, error) {
	row, err := d.row(ctx, headRow)
	if err != nil || row == nil {
		return Head{}, err
	}
	size, sizeErr := strconv.ParseInt(text(row, "size"), 10, 64)
	root, rootErr := tlog.ParseHash(text(row, "root"))
	if err := errors.Join(sizeErr, rootErr); err != nil {
		return Head{}, fmt.Errorf("reading row %s of table %s: %w", headRow, d.Table, err)
	}
	return Head{Size: size, Root: root, Checkpoint: text(row, "checkpoint"), Commit: text(row, "commit")}, nil
}

func (d DynamoDB) Index(ctx context.Context, id incident.ID) (Index, error) {
	row, err := d.row(ctx, string(id))
	if err != nil || row == nil {
		return Index{}, err
	}
	var index Index
	if err := json.Unmarshal([]byte(text(row, "index")), &index); err != nil {
		return Index{}, fmt.Errorf("reading row %s of table %s: %w", id, d.Table, err)
	}
	return index, nil
}

func (d DynamoDB) Swap(ctx context.Context, old, next Head, id incident.ID, index Index) error {
	doc, err := json.Marshal(index)
	if err != nil {
		return fmt.Errorf("encoding index of %s: %w", id, err)
	}
	head := &types.Put{
		TableName: &d.Table,
		Item: map[string]types.AttributeValue{
			"id": str(headRow), "size": num(next.Size), "root": str(next.Root.String()),
			"checkpoint": str(next.Checkpoint), "commit": str(next.Commit),
		},
		ConditionExpression: aws.String("attribute_not_exists(#id)"), ExpressionAttributeNames: map[string]string{"#id": "id"},
	}
	if old.Size > 0 {
		head.ConditionExpression, head.ExpressionAttributeNames = aws.String("#size = :size AND #root = :root"), map[string]string{"#size": "size", "#root": "root"}
		head.ExpressionAttributeValues = map[string]types.AttributeValue{":size": num(old.Size), ":root": str(old.Root.String())}
	}
	_, err = d.Client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: []types.TransactWriteItem{
		{Put: head},
		{Put: &types.Put{TableName: &d.Table, Item: map[string]types.AttributeValue{"id": str(string(id)), "index": str(string(doc))}}},
	}})
	if err != nil {
		return fmt.Errorf("moving the head from %d to %d entries: %w", old.Size, next.Size, refusal(err))
	}
	return nil
}

// refusal says why a transaction was cancelled: a failed condition, or another
// transaction at the same moment, both mean to look again.
func refusal(err error) error {
	var cancelled *types.TransactionCanceledException
	if !errors.As(err, &cancelled) {
		return err
	}
	for _, reason := range cancelled.CancellationReasons {
		switch aws.ToString(reason.Code) {
		case "ConditionalCheckFailed", "TransactionConflict":
			return ErrConflict
		case "ThrottlingError", "ProvisionedThroughputExceeded":
			return task.Fail(task.Temporary, err)
		}
	}
	return err
}

func (d DynamoDB) row(ctx context.Context, id string) (map[string]types.AttributeValue, error) {
	out, err := d.Client.GetItem(ctx, &dynamodb.GetItemInput{
		TableName: &d.Table, Key: map[string]types.AttributeValue{"id": str(id)}, ConsistentRead: aws.Bool(true),
	})
	if err != nil {
		return nil, fmt.Errorf("reading row %s of table %s: %w", id, d.Table, err)
	}
	return out.Item, nil
}

func str(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }
func num(n int64) types.AttributeValue {
	return &types.AttributeValueMemberN{Value: strconv.FormatInt(n, 10)}
}

func text(row map[string]types.AttributeValue, name string) string {
	switch v := row[name].(type) {
	case *types.AttributeValueMemberS:
		return v.Value
	case *types.AttributeValueMemberN:
		return v.Value
	}
	return ""
}
