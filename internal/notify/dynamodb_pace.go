package notify

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// Reserve is the generic cell rate algorithm on one item, whose attribute next_free
// is the next free instant in microseconds since 1970. Two conditional writes
// cover its two cases, so that concurrent callers need no read before.
func (d DynamoDB) Reserve(ctx context.Context, cost time.Duration, now, latest time.Time) (time.Time, error) {
	if now.After(latest) {
		return time.Time{}, ErrNoTime
	}
	for {
		free, busy, err := d.reserve(ctx, "ADD next_free :cost", "next_free BETWEEN :now AND :latest",
			item{":cost": num(cost.Microseconds()), ":now": num(now.UnixMicro()), ":latest": num(latest.UnixMicro())})
		if err == nil {
			return time.UnixMicro(free).Add(-cost), nil
		}
		if !errors.Is(err, errTaken) {
			return time.Time{}, err
		}
		if busy > latest.UnixMicro() {
			return time.Time{}, ErrNoTime
		}
		// Nobody has sent for a while: begin at now.
		_, _, err = d.reserve(ctx, "SET next_free = :next", "attribute_not_exists(next_free) OR next_free < :now",
			item{":next": num(now.Add(cost).UnixMicro()), ":now": num(now.UnixMicro())})
		if err == nil {
			return now, nil
		}
		if !errors.Is(err, errTaken) { // somebody began meanwhile: queue up behind
			return time.Time{}, err
		}
	}
}

var errTaken = errors.New("the instant is taken")

// reserve returns the new free instant, or, when the condition failed, the present one.
func (d DynamoDB) reserve(ctx context.Context, update, condition string, values item) (next, present int64, err error) {
	out, err := d.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName: &d.Table, Key: item{"pk": str("rate"), "sk": str("rate")},
		UpdateExpression: &update, ConditionExpression: &condition, ExpressionAttributeValues: values,
		ReturnValues:                        types.ReturnValueUpdatedNew,
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	})
	var failed *types.ConditionalCheckFailedException
	if errors.As(err, &failed) {
		return 0, number(failed.Item, "next_free"), errTaken
	}
	if err != nil {
		return 0, 0, fmt.Errorf("reserving the sending rate: %w", err)
	}
	return number(out.Attributes, "next_free"), 0, nil
}
