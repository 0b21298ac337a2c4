package opening

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// StepFunctions is a Machine on one state machine.
type StepFunctions struct {
	Client *sfn.Client
	ARN    string // of the state machine
}

func (s StepFunctions) Start(ctx context.Context, name string, in incident.Input) (string, error) {
	input, err := json.Marshal(in)
	if err != nil {
		return "", fmt.Errorf("encoding input of %s: %w", name, err)
	}
	out, err := s.Client.StartExecution(ctx, &sfn.StartExecutionInput{StateMachineArn: &s.ARN, Name: &name, Input: aws.String(string(input))})
	var exists *types.ExecutionAlreadyExists
	if errors.As(err, &exists) {
		return strings.Replace(s.ARN, ":stateMachine:", ":execution:", 1) + ":" + name, nil
	}
	if err != nil {
		return "", fmt.Errorf("starting execution %s: %w", name, err)
	}
	return aws.ToString(out.ExecutionArn), nil
}

func (s StepFunctions) Running(ctx context.Context, execution string) (bool, error) {
	out, err := s.Client.DescribeExecution(ctx, &sfn.DescribeExecutionInput{ExecutionArn: &execution})
	var gone *types.ExecutionDoesNotExist // forgotten after 90 days
	if errors.As(err, &gone) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("describing execution %s: %w", execution, err)
	}
	return out.Status == types.ExecutionStatusRunning || out.Status == types.ExecutionStatusPendingRedrive, nil
}
