package notify

import (
	"fmt"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

type item = map[string]types.AttributeValue

func str(v string) types.AttributeValue { return &types.AttributeValueMemberS{Value: v} }
func num(v int64) types.AttributeValue {
	return &types.AttributeValueMemberN{Value: strconv.FormatInt(v, 10)}
}

func text(it item, name string) string {
	if v, ok := it[name].(*types.AttributeValueMemberS); ok {
		return v.Value
	}
	return ""
}

func number(it item, name string) int64 {
	if v, ok := it[name].(*types.AttributeValueMemberN); ok {
		n, _ := strconv.ParseInt(v.Value, 10, 64) // only num writes them
		return n
	}
	return 0
}

// sortKey orders recipients by number; eight digits are more than there are people in a shard's world.
func sortKey(n int) string { return fmt.Sprintf("%08d", n) }

func instant(t time.Time) types.AttributeValue { return str(t.UTC().Format(time.RFC3339Nano)) }

func encodeRow(id incident.ID, r Row) item {
	it := item{
		"pk": str(string(id)), "sk": str(sortKey(r.N)), "status": str(string(r.Status)),
		"at": instant(r.At), "tries": num(int64(r.Tries)), "version": num(int64(r.Version)),
	}
	if !r.Until.IsZero() {
		it["until"] = instant(r.Until)
	}
	// An index takes no empty key, and empty attributes say nothing.
	for name, v := range map[string]string{
		"attempt": r.Attempt, "message_id": r.MessageID, "also": r.Also, "reason": r.Reason, "feedback": string(r.Feedback),
	} {
		if v != "" {
			it[name] = str(v)
		}
	}
	return it
}

func decodeRow(it item) (Row, error) {
	n, err := strconv.Atoi(text(it, "sk"))
	if err != nil {
		return Row{}, fmt.Errorf("row %q is not numbered", text(it, "sk"))
	}
	r := Row{
		N: n, Status: Status(text(it, "status")), Attempt: text(it, "attempt"), MessageID: text(it, "message_id"),
		Also: text(it, "also"), Reason: text(it, "reason"), Feedback: Feedback(text(it, "feedback")),
		Tries: int(number(it, "tries")), Version: int(number(it, "version")),
	}
	if r.At, err = time.Parse(time.RFC3339Nano, text(it, "at")); err != nil {
		return Row{}, fmt.Errorf("row %d has no time", n)
	}
	if until := text(it, "until"); until != "" {
		if r.Until, err = time.Parse(time.RFC3339Nano, until); err != nil {
			return Row{}, fmt.Errorf("row %d: its attempt has no end", n)
		}
	}
	return r, nil
}
