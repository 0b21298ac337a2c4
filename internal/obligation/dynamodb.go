package obligation

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// DynamoDB are Marks in the incidents' table: pk=REMINDED#<incident>, sk=<mark>.
type DynamoDB struct {
	Client *dynamodb.Client
	Table  string
}

func markKey(id incident.ID, mark string) map[string]types.AttributeValue {
	return map[string]types.AttributeValue{
		"pk": &types.AttributeValueMemberS{Value: "REMINDED#" + string(id)},
		"sk": &types.AttributeValueMemberS{Value: mark},
	}
}

func (d DynamoDB) Noted(ctx context.Context, id incident.ID, mark string) (bool, error) {
	out, err := d.Client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &d.Table, Key: markKey(id, mark), ConsistentRead: aws.Bool(true)})
	if err != nil {
		return false, fmt.Errorf("reading mark %s of %s: %w", mark, id, err)
	}
	return len(out.Item) > 0, nil
}

func (d DynamoDB) Note(ctx context.Context, id incident.ID, mark string) error {
	if _, err := d.Client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &d.Table, Item: markKey(id, mark)}); err != nil {
		return fmt.Errorf("noting mark %s of %s: %w", mark, id, err)
	}
	return nil
}
