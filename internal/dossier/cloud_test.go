package dossier

import (
	"encoding/json"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"

	"github.com/tocsin-ir/tocsin/internal/localaws"
)

// TestHistoryCloud reads the history of an execution that really ran.
func TestHistoryCloud(t *testing.T) {
	client := sfn.NewFromConfig(localaws.ForTest(t, localaws.Options{}).Config())
	machine, err := client.CreateStateMachine(t.Context(), &sfn.CreateStateMachineInput{
		Name: aws.String("breach"), RoleArn: aws.String("arn:aws:iam::" + localaws.Account + ":role/machine"),
		Definition: aws.String(`{"QueryLanguage":"JSONata","StartAt":"Note","States":{"Note":{"Type":"Pass","Assign":{"Seen":"{% $states.input.incident %}"},"End":true}}}`),
	})
	if err != nil {
		t.Fatal(err)
	}
	run, err := client.StartExecution(t.Context(), &sfn.StartExecutionInput{
		StateMachineArn: machine.StateMachineArn, Name: aws.String(string(seedID) + "-r1"), Input: aws.String(`{"incident":"` + string(seedID) + `"}`),
	})
	if err != nil {
		t.Fatal(err)
	}
	if id, ok := incidentOf(aws.ToString(run.ExecutionArn)); !ok || id != seedID {
		t.Errorf("execution %s is a run of %q", aws.ToString(run.ExecutionArn), id)
	}
	body, err := StepFunctions{client}.History(t.Context(), aws.ToString(run.ExecutionArn))
	if err != nil {
		t.Fatal(err)
	}
	var history struct {
		Execution struct {
			Name  string `json:"name"`
			Input string `json:"input"`
		} `json:"execution"`
		Events []struct {
			ID      int64  `json:"id"`
			Type    string `json:"type"`
			Started *struct {
				Input string `json:"input"`
			} `json:"executionStartedEventDetails"`
		} `json:"events"`
	}
	if err := json.Unmarshal(body, &history); err != nil {
		t.Fatal(err)
	}
	if len(history.Events) == 0 || history.Events[0].Type != "ExecutionStarted" || history.Events[0].Started.Input != history.Execution.Input || history.Execution.Name != string(seedID)+"-r1" {
		t.Errorf("history is %s", body)
	}
}
