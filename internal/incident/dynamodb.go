package incident

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// DynamoDB is a Store in one table with the string keys pk and sk:
//
//	pk=<incident>     sk=INCIDENT | PHASE#<phase> | QUESTION#<kind>
//	pk=CAUSE#<cause>  sk=CAUSE        holds the open incident's id while there is one
//	pk=INCIDENTS      sk=<opened_at>#<incident>
//
// Items whose pk begins with REMINDED# are package obligation's.
type DynamoDB struct {
	Client *dynamodb.Client
	Table  string
}

type item = map[string]types.AttributeValue

func str(v string) types.AttributeValue { return &types.AttributeValueMemberS{Value: v} }
func num(v int) types.AttributeValue    { return &types.AttributeValueMemberN{Value: strconv.Itoa(v)} }
func key(pk, sk string) item            { return item{"pk": str(pk), "sk": str(sk)} }

func text(it item, name string) string {
	if v, ok := it[name].(*types.AttributeValueMemberS); ok {
		return v.Value
	}
	return ""
}

func number(it item, name string) int {
	if v, ok := it[name].(*types.AttributeValueMemberN); ok {
		n, _ := strconv.Atoi(v.Value)
		return n
	}
	return 0
}

func (d DynamoDB) get(ctx context.Context, pk, sk string) (item, error) {
	out, err := d.Client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &d.Table, Key: key(pk, sk), ConsistentRead: aws.Bool(true)})
	if err != nil {
		return nil, fmt.Errorf("reading %s of %s: %w", sk, pk, err)
	}
	return out.Item, nil
}

func (d DynamoDB) query(ctx context.Context, pk string, forward bool) ([]item, error) {
	pages := dynamodb.NewQueryPaginator(d.Client, &dynamodb.QueryInput{
		TableName: &d.Table, KeyConditionExpression: aws.String("pk = :pk"), ConsistentRead: aws.Bool(true),
		ExpressionAttributeValues: item{":pk": str(pk)}, ScanIndexForward: &forward,
	})
	var items []item
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, fmt.Errorf("querying %s: %w", pk, err)
		}
		items = append(items, page.Items...)
	}
	return items, nil
}

// conflict maps a failed condition to ErrConflict and keeps every other error.
func conflict(err error) error {
	var condition *types.ConditionalCheckFailedException
	var cancelled *types.TransactionCanceledException
	if errors.As(err, &condition) || errors.As(err, &cancelled) {
		return ErrConflict
	}
	return err
}

func record(it item) (Record, error) {
	var r Record
	if err := json.Unmarshal([]byte(text(it, "doc")), &r); err != nil {
		return Record{}, fmt.Errorf("decoding incident %s: %w", text(it, "pk"), err)
	}
	r.Status, r.Execution, r.Run = text(it, "status"), text(it, "execution"), number(it, "run")
	if at := text(it, "closed_at"); at != "" {
		closed, err := time.Parse(time.RFC3339Nano, at)
		if err != nil {
			return Record{}, fmt.Errorf("decoding incident %s: %w", r.ID, err)
		}
		r.ClosedAt = closed
	}
	return r, nil
}

func (d DynamoDB) Get(ctx context.Context, id ID) (Record, error) {
	items, err := d.query(ctx, string(id), true)
	if err != nil {
		return Record{}, err
	}
	var r Record
	phases := map[string]PhaseResult{}
	for _, it := range items {
		switch sk := text(it, "sk"); {
		case sk == "INCIDENT":
			if r, err = record(it); err != nil {
				return Record{}, err
			}
		case len(sk) > 6 && sk[:6] == "PHASE#":
			var p PhaseResult
			if err := json.Unmarshal([]byte(text(it, "doc")), &p); err != nil {
				return Record{}, fmt.Errorf("decoding %s of %s: %w", sk, id, err)
			}
			phases[p.Phase] = p
		}
	}
	if r.ID == "" {
		return Record{}, fmt.Errorf("reading incident %s: %w", id, ErrUnknown)
	}
	if len(phases) > 0 {
		r.Phases = phases
	}
	return r, nil
}

func (d DynamoDB) List(ctx context.Context) ([]Record, error) {
	index, err := d.query(ctx, "INCIDENTS", false)
	if err != nil {
		return nil, err
	}
	var out []Record
	for _, it := range index {
		found, err := d.get(ctx, text(it, "incident"), "INCIDENT")
		if err != nil {
			return nil, err
		}
		r, err := record(found)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	newestFirst(out)
	return out, nil
}

// update changes one item; a condition that fails is ErrConflict. Without a
// condition it always writes.
func (d DynamoDB) update(ctx context.Context, pk, sk, set, condition string, values item) error {
	in := &dynamodb.UpdateItemInput{
		TableName: &d.Table, Key: key(pk, sk), UpdateExpression: &set,
		ExpressionAttributeNames: names(set + " " + condition), ExpressionAttributeValues: values,
	}
	if condition != "" {
		in.ConditionExpression = &condition
	}
	_, err := d.Client.UpdateItem(ctx, in)
	if err = conflict(err); err != nil {
		return fmt.Errorf("updating %s of %s: %w", sk, pk, err)
	}
	return nil
}

// names declares the attribute names used, since several are reserved words.
func names(expression string) map[string]string {
	out := map[string]string{}
	for i := 0; i < len(expression); i++ {
		if expression[i] != '#' {
			continue
		}
		j := i + 1
		for j < len(expression) && (expression[j] == '_' || 'a' <= expression[j] && expression[j] <= 'z') {
			j++
		}
		out[expression[i:j]] = expression[i+1 : j]
	}
	if len(out) == 0 {
		return nil
	}
	return out
}
