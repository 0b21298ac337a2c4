package opening

import (
	"crypto/rand"
	"encoding/json"
	"os"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/localaws"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// local is the AWS of this package's tests.
var local *localaws.Local

func TestMain(m *testing.M) {
	os.Exit(localaws.RunTests(m, localaws.Options{}, func(l *localaws.Local) { local = l }))
}

// waiting makes a state machine whose executions run until they are stopped.
func waiting(t *testing.T) StepFunctions {
	t.Helper()
	client := sfn.NewFromConfig(local.Config())
	out, err := client.CreateStateMachine(t.Context(), &sfn.CreateStateMachineInput{
		Name: aws.String("waiting-" + rand.Text()), RoleArn: aws.String("arn:aws:iam::" + localaws.Account + ":role/none"),
		Definition: aws.String(`{"StartAt":"Hold","States":{"Hold":{"Type":"Wait","Seconds":86400,"End":true}}}`),
	})
	if err != nil {
		t.Fatal(err)
	}
	return StepFunctions{Client: client, ARN: aws.ToString(out.StateMachineArn)}
}

func TestStepFunctionsKeepsTheMachinesPromise(t *testing.T) {
	ctx, m := t.Context(), waiting(t)
	in := incident.Input{Incident: "inc-3f9a2c81d0e4-1", AwareAt: now, Reports: &vault.Ref{Bucket: "people", Key: "k", SHA256: "00", Count: 2}}
	name := incident.ExecutionName(in.Incident, 1)
	first, err := m.Start(ctx, name, in)
	if err != nil {
		t.Fatal(err)
	}
	running := func(what, execution string, want bool) {
		t.Helper()
		if got, err := m.Running(ctx, execution); err != nil || got != want {
			t.Errorf("%s: running %v, %v; want %v", what, got, err, want)
		}
	}
	finds := func(what string, in incident.Input) {
		t.Helper()
		if again, err := m.Start(ctx, name, in); err != nil || again != first {
			t.Errorf("starting the name %s: %q, %v; want the execution that has it, %q", what, again, err, first)
		}
	}
	running("started", first, true)
	finds("again", in)
	other := in
	other.AwareAt = now.AddDate(0, 0, 1)
	finds("with another input", other)

	described, err := m.Client.DescribeExecution(ctx, &sfn.DescribeExecutionInput{ExecutionArn: &first})
	if err != nil {
		t.Fatal(err)
	}
	var state map[string]any
	if err := json.Unmarshal([]byte(aws.ToString(described.Input)), &state); err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{"incident", "aware_at", "reports", "suspects", "from", "to"} {
		if _, ok := state[field]; !ok {
			t.Errorf("the input %v lacks %s: absent values must be null, because an expression that finds nothing is an error", state, field)
		}
	}
	if state["aware_at"] != "2026-03-04T12:00:00Z" {
		t.Errorf("the execution is aware at %v, want the first start's hour", state["aware_at"])
	}

	if _, err := m.Client.StopExecution(ctx, &sfn.StopExecutionInput{ExecutionArn: &first}); err != nil {
		t.Fatal(err)
	}
	running("stopped", first, false)
	finds("of one that has ended", in)
	running("started again under its old name", first, false)
	running("one that is long forgotten", first+"-gone", false)

	second, err := m.Start(ctx, incident.ExecutionName(in.Incident, 2), in)
	if err != nil || second == first {
		t.Errorf("run 2 is %q, %v; want another execution than %q", second, err, first)
	}
	running("run 2", second, true)
	if _, err := (StepFunctions{m.Client, m.ARN + "-none"}).Start(ctx, name, in); err == nil {
		t.Error("starting a machine that is not there did not fail")
	}
}
