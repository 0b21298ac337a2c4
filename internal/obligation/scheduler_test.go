package obligation

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"

	"github.com/tocsin-ir/tocsin/internal/localaws"
)

// One suite for both schedulers: what Remind relies on.
func conformance(t *testing.T, s Scheduler) {
	ctx := t.Context()
	prefix := Prefix(testIncident)
	in := Reminder{Incident: testIncident, Obligation: "EU-GDPR-33", Kind: KindDue}
	at := time.Now().Add(day)
	once := Schedule{Name: prefix + "once", At: at, Input: in}
	daily := Schedule{Name: prefix + "daily", At: at, Until: at.Add(30 * day), Input: in}
	other := Schedule{Name: Prefix("inc-3f9a2c81d0e4-10") + "once", At: at, Input: in}
	for _, made := range []Schedule{once, daily, other, once} { // the last is there already
		if err := s.Create(ctx, made); err != nil {
			t.Fatalf("creating %s: %v", made.Name, err)
		}
	}
	if names := standing(t, s); !slices.Equal(names, []string{daily.Name, once.Name}) {
		t.Errorf("standing: %q", names)
	}
	for range 2 { // the second time it is gone
		if err := s.Delete(ctx, once.Name); err != nil {
			t.Errorf("deleting: %v", err)
		}
	}
	if names := standing(t, s); !slices.Equal(names, []string{daily.Name}) {
		t.Errorf("standing after one was deleted: %q", names)
	}
	now := time.Now().UTC() // a real scheduler fires what lies in the past
	all := dutiesFrom(t, now, map[string]int{"DE": 10, "GB": 2})
	for n := range 120 { // more than a page
		if err := s.Create(ctx, Schedule{Name: fmt.Sprintf("%sstray-%d", prefix, n), At: at, Input: in}); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		n, err := Remind(ctx, s, testIncident, all, now)
		if err != nil {
			t.Fatal(err)
		}
		if names := standing(t, s); len(names) != n {
			t.Errorf("%d stand, it says %d: stale ones beyond the first page must go, too", len(names), n)
		}
	}
	if names := standing(t, s); slices.Contains(names, daily.Name) {
		t.Error("a schedule that belongs to no duty still stands")
	}
}

func TestMemoryScheduler(t *testing.T) { conformance(t, &MemoryScheduler{}) }

// TestOnLocalAWS holds both of this package's cloud stores to their suites.
func TestOnLocalAWS(t *testing.T) {
	local := localaws.ForTest(t, localaws.Options{})
	client := scheduler.NewFromConfig(local.Config())
	if _, err := client.CreateScheduleGroup(t.Context(), &scheduler.CreateScheduleGroupInput{Name: aws.String("tocsin")}); err != nil {
		t.Fatal(err)
	}
	e := EventBridge{Client: client, Group: "tocsin",
		Target: "arn:aws:lambda:eu-central-1:000000000000:function:remind", Role: "arn:aws:iam::000000000000:role/scheduler"}
	conformance(t, e)

	at := time.Now().Add(day).UTC().Truncate(time.Second)
	in := Reminder{Incident: testIncident, Obligation: "EU-GDPR-33", Law: "GDPR", To: "the authority", DueAt: "2026-06-04T14:00:00+02:00", Kind: KindDue}
	if err := e.Create(t.Context(), Schedule{Name: "one", At: at, Input: in}); err != nil {
		t.Fatal(err)
	}
	got, err := client.GetSchedule(t.Context(), &scheduler.GetScheduleInput{GroupName: aws.String("tocsin"), Name: aws.String("one")})
	if err != nil {
		t.Fatal(err)
	}
	if want := "at(" + at.Format("2006-01-02T15:04:05") + ")"; *got.ScheduleExpression != want || got.ActionAfterCompletion != "DELETE" ||
		*got.Target.Arn != e.Target || *got.Target.RoleArn != e.Role {
		t.Errorf("schedule %s, then %s, target %s with %s; want %s", *got.ScheduleExpression, got.ActionAfterCompletion, *got.Target.Arn, *got.Target.RoleArn, want)
	}
	const input = `{"incident":"inc-3f9a2c81d0e4-1","obligation":"EU-GDPR-33","law":"GDPR","to":"the authority","due_at":"2026-06-04T14:00:00+02:00","kind":"due","at":"<aws.scheduler.scheduled-time>"}`
	if *got.Target.Input != input {
		t.Errorf("input %s\nwant  %s", *got.Target.Input, input)
	}
	if _, err := dynamodb.NewFromConfig(local.Config()).CreateTable(t.Context(), &dynamodb.CreateTableInput{
		TableName: aws.String("incidents"), BillingMode: types.BillingModePayPerRequest,
		AttributeDefinitions: []types.AttributeDefinition{{AttributeName: aws.String("pk"), AttributeType: "S"}, {AttributeName: aws.String("sk"), AttributeType: "S"}},
		KeySchema:            []types.KeySchemaElement{{AttributeName: aws.String("pk"), KeyType: "HASH"}, {AttributeName: aws.String("sk"), KeyType: "RANGE"}},
	}); err != nil {
		t.Fatal(err)
	}
	keepsMarks(t, DynamoDB{Client: dynamodb.NewFromConfig(local.Config()), Table: "incidents"})
}
