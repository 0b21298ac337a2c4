package incident

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func (d DynamoDB) Open(ctx context.Context, r Record) (Record, bool, error) {
	// A lost race is read again: the winner's incident is then the answer.
	for range 5 {
		counts := make([]int, len(r.Causes))
		for i, c := range r.Causes {
			it, err := d.get(ctx, "CAUSE#"+c, "CAUSE")
			if err != nil {
				return Record{}, false, err
			}
			if id := text(it, "incident"); id != "" {
				open, err := d.Get(ctx, ID(id))
				return open, err == nil, err
			}
			counts[i] = number(it, "count")
		}
		r.ID = NewID(Cause(r.Causes[0]), counts[0]+1)
		r.Status = "open"
		err := d.create(ctx, r, counts)
		if err == nil {
			return r, false, nil
		}
		if !errors.Is(err, ErrConflict) {
			return Record{}, false, err
		}
	}
	return Record{}, false, fmt.Errorf("opening an incident: %w", ErrConflict)
}

func (d DynamoDB) create(ctx context.Context, r Record, counts []int) error {
	doc, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("encoding incident %s: %w", r.ID, err)
	}
	writes := []types.TransactWriteItem{
		d.put(item{"pk": str(string(r.ID)), "sk": str("INCIDENT"), "doc": str(string(doc)), "status": str("open"), "execution": str(""), "run": num(0)}),
		d.put(item{"pk": str("INCIDENTS"), "sk": str(r.OpenedAt.UTC().Format(time.RFC3339Nano) + "#" + string(r.ID)), "incident": str(string(r.ID))}),
	}
	for i, c := range r.Causes {
		writes = append(writes, types.TransactWriteItem{Update: &types.Update{
			TableName: &d.Table, Key: key("CAUSE#"+c, "CAUSE"),
			UpdateExpression:          aws.String("SET #incident = :id, #count = :next"),
			ConditionExpression:       aws.String("attribute_not_exists(#incident) AND (attribute_not_exists(#count) OR #count = :count)"),
			ExpressionAttributeNames:  map[string]string{"#incident": "incident", "#count": "count"},
			ExpressionAttributeValues: item{":id": str(string(r.ID)), ":count": num(counts[i]), ":next": num(counts[i] + 1)},
		}})
	}
	_, err = d.Client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: writes})
	if err = conflict(err); err != nil {
		return fmt.Errorf("creating incident %s: %w", r.ID, err)
	}
	return nil
}

func (d DynamoDB) put(it item) types.TransactWriteItem {
	return types.TransactWriteItem{Put: &types.Put{TableName: &d.Table, Item: it, ConditionExpression: aws.String("attribute_not_exists(pk)")}}
}

func (d DynamoDB) Close(ctx context.Context, id ID, at time.Time) error {
	it, err := d.get(ctx, string(id), "INCIDENT")
	if err != nil {
		return err
	}
	if it == nil {
		return fmt.Errorf("closing incident %s: %w", id, ErrUnknown)
	}
	r, err := record(it)
	if err != nil || r.Status == "closed" {
		return err
	}
	writes := []types.TransactWriteItem{{Update: &types.Update{
		TableName: &d.Table, Key: key(string(id), "INCIDENT"),
		UpdateExpression:          aws.String("SET #status = :closed, closed_at = :at"),
		ConditionExpression:       aws.String("#status <> :closed"),
		ExpressionAttributeNames:  map[string]string{"#status": "status"},
		ExpressionAttributeValues: item{":closed": str("closed"), ":at": str(at.UTC().Format(time.RFC3339Nano))},
	}}}
	for _, c := range r.Causes {
		writes = append(writes, types.TransactWriteItem{Update: &types.Update{
			TableName: &d.Table, Key: key("CAUSE#"+c, "CAUSE"),
			UpdateExpression:          aws.String("REMOVE incident"),
			ConditionExpression:       aws.String("incident = :id"),
			ExpressionAttributeValues: item{":id": str(string(id))},
		}})
	}
	_, err = d.Client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: writes})
	if err == nil {
		return nil
	}
	// Another call may have closed it meanwhile, which is what was wanted.
	if again, readErr := d.Get(ctx, id); readErr == nil && again.Status == "closed" {
		return nil
	}
	return fmt.Errorf("closing incident %s: %w", id, conflict(err))
}
