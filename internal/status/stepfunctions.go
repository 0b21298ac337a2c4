package status

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
)

// StepFunctions is the Machine of the real service.
type StepFunctions struct{ Client *sfn.Client }

func (s StepFunctions) State(ctx context.Context, execution string) (State, error) {
	out, err := s.Client.DescribeExecution(ctx, &sfn.DescribeExecutionInput{ExecutionArn: &execution})
	var gone *types.ExecutionDoesNotExist
	if errors.As(err, &gone) {
		return State{Status: "FORGOTTEN"}, nil // Step Functions keeps 90 days; the evidence bucket has the history
	}
	if err != nil {
		return State{}, fmt.Errorf("describing execution %s: %w", execution, err)
	}
	state := State{Status: string(out.Status), Error: aws.ToString(out.Error), Cause: aws.ToString(out.Cause)}
	if out.Status != types.ExecutionStatusRunning {
		return state, nil
	}
	return state, s.newestMap(ctx, execution, &state)
}

// newestMap adds how far the Distributed Map that started last has come.
func (s StepFunctions) newestMap(ctx context.Context, execution string, state *State) error {
	runs, err := s.Client.ListMapRuns(ctx, &sfn.ListMapRunsInput{ExecutionArn: &execution})
	if err != nil {
		return fmt.Errorf("listing map runs of %s: %w", execution, err)
	}
	var newest *types.MapRunListItem
	for i, run := range runs.MapRuns {
		if newest == nil || aws.ToTime(run.StartDate).After(aws.ToTime(newest.StartDate)) {
			newest = &runs.MapRuns[i]
		}
	}
	if newest == nil {
		return nil
	}
	run, err := s.Client.DescribeMapRun(ctx, &sfn.DescribeMapRunInput{MapRunArn: newest.MapRunArn})
	if err != nil {
		return fmt.Errorf("describing map run of %s: %w", execution, err)
	}
	if run.Status != types.MapRunStatusRunning || run.ItemCounts == nil {
		return nil
	}
	state.Map = mapName(aws.ToString(newest.MapRunArn))
	state.Done, state.Total = run.ItemCounts.Succeeded, run.ItemCounts.Total
	return nil
}

// mapName takes the label out of arn:…:mapRun:MACHINE/LABEL:UUID.
func mapName(arn string) string {
	_, after, _ := strings.Cut(arn, "/")
	label, _, _ := strings.Cut(after, ":")
	return label
}
