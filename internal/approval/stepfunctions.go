package approval

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
)

// StepFunctions is the Machine behind task tokens.
type StepFunctions struct{ Client *sfn.Client }

func (s StepFunctions) Answer(ctx context.Context, token string, output json.RawMessage) error {
	_, err := s.Client.SendTaskSuccess(ctx, &sfn.SendTaskSuccessInput{TaskToken: &token, Output: aws.String(string(output))})
	var timedOut *types.TaskTimedOut
	var gone *types.TaskDoesNotExist
	var invalid *types.InvalidToken
	if errors.As(err, &timedOut) || errors.As(err, &gone) || errors.As(err, &invalid) {
		return ErrGone
	}
	if err != nil {
		return fmt.Errorf("answering the machine: %w", err)
	}
	return nil
}
