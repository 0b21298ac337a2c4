package statemachine

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
)

// An interpreter runs the definition. Both speak Step Functions' own API, so
// one client serves.
type interpreter struct {
	name   string
	client *sfn.Client
	// The machines that are deployed: one waits long for answers, one 5 seconds.
	patient, hasty string
}

func deploy(t testing.TB, name string, client *sfn.Client, values map[string]string) *interpreter {
	t.Helper()
	in := &interpreter{name: name, client: client}
	for _, m := range []struct {
		arn             *string
		machine, within string
	}{{&in.patient, "breach", "300"}, {&in.hasty, "breach-hasty", "5"}} {
		values["AnswerWithinSeconds"] = m.within
		out, err := client.CreateStateMachine(t.Context(), &sfn.CreateStateMachineInput{
			Name: &m.machine, Definition: aws.String(deployable(t, values)),
			RoleArn: aws.String("arn:aws:iam::000000000000:role/breach"),
		})
		if err != nil {
			t.Fatalf("deploying into %s: %v", name, err)
		}
		*m.arn = aws.ToString(out.StateMachineArn)
	}
	return in
}

// An ending is how an execution ended, and its history.
type ending struct {
	status types.ExecutionStatus
	error  string
	cause  string
	events []types.HistoryEvent
}

func (in *interpreter) run(ctx context.Context, machine, name string, input map[string]any) (ending, error) {
	body, err := json.Marshal(input)
	if err != nil {
		return ending{}, err
	}
	started, err := in.client.StartExecution(ctx, &sfn.StartExecutionInput{StateMachineArn: &machine, Name: &name, Input: aws.String(string(body))})
	if err != nil {
		return ending{}, err
	}
	tick := time.NewTicker(250 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return ending{}, fmt.Errorf("%s still runs: %w", name, ctx.Err())
		case <-tick.C:
		}
		out, err := in.client.DescribeExecution(ctx, &sfn.DescribeExecutionInput{ExecutionArn: started.ExecutionArn})
		if err != nil {
			return ending{}, err
		}
		if out.Status == types.ExecutionStatusRunning {
			continue
		}
		end := ending{status: out.Status, error: aws.ToString(out.Error), cause: aws.ToString(out.Cause)}
		end.events, err = in.history(ctx, started.ExecutionArn)
		return end, err
	}
}

func (in *interpreter) history(ctx context.Context, execution *string) ([]types.HistoryEvent, error) {
	var out []types.HistoryEvent
	request := &sfn.GetExecutionHistoryInput{ExecutionArn: execution, MaxResults: 1000}
	for {
		page, err := in.client.GetExecutionHistory(ctx, request)
		if err != nil {
			return nil, err
		}
		out = append(out, page.Events...)
		if page.NextToken == nil || *page.NextToken == "" {
			return out, nil
		}
		request.NextToken = page.NextToken
	}
}

// pathOf reads the states that were entered out of a history. States' names are
// unique, so a state's name tells its branch.
func pathOf(events []types.HistoryEvent) path {
	var out path
	for _, e := range events {
		if e.StateEnteredEventDetails == nil {
			continue
		}
		name := aws.ToString(e.StateEnteredEventDetails.Name)
		parent, branch, inBranch := strings.Cut(scopeOf[name], "/")
		if !inBranch {
			out = append(out, step{state: name})
			if n := len(all[name].Branches); n > 0 {
				out[len(out)-1].branches = make([]path, n)
			}
			continue
		}
		for i := len(out) - 1; i >= 0; i-- {
			if out[i].state == parent {
				at := &out[i].branches[branch[0]-'0']
				*at = append(*at, step{state: name})
				break
			}
		}
	}
	return out
}

// scopeOf tells a state's scope by its name.
var scopeOf = func() map[string]string {
	out := map[string]string{}
	for _, s := range definition.scopes() {
		for name := range s.States {
			out[name] = s.name
		}
	}
	return out
}()

// failures counts the errors of functions in a history by name.
func failures(events []types.HistoryEvent) map[string]int {
	out := map[string]int{}
	for _, e := range events {
		if d := e.TaskFailedEventDetails; d != nil && aws.ToString(d.Error) != "States.Timeout" {
			out[aws.ToString(d.Error)]++
		}
	}
	return out
}
