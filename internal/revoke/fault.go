package revoke

import (
	"errors"

	"github.com/aws/smithy-go"

	"github.com/tocsin-ir/tocsin/internal/task"
)

// A fault is a refused or failed AWS call. Its text is the call and the error
// code only: the service's own sentence names users and roles.
type fault struct {
	call string // e.g. "iam:UpdateAccessKey", as a policy spells it
	err  error
}

func (f *fault) Error() string {
	var api smithy.APIError
	switch {
	case errors.As(f.err, &api) && (api.ErrorCode() == "AccessDenied" || api.ErrorCode() == "AccessDeniedException"):
		return f.call + ": AccessDenied (allow it to the role that made the call)"
	case errors.As(f.err, &api):
		return f.call + ": " + api.ErrorCode()
	}
	return f.call + ": no answer from AWS"
}

func (f *fault) Unwrap() error { return f.err }

// Codes with which IAM asks for patience.
var patience = map[string]bool{
	"EntityTemporarilyUnmodifiable": true, "ConcurrentModification": true, "InternalFailure": true, "ServiceFailure": true,
}

// fail names the error of an AWS call for the state machine and takes names of people out of its text.
func fail(call string, err error) error {
	if err == nil {
		return nil
	}
	name := task.Name(err)
	var api smithy.APIError
	var answered interface{ HTTPStatusCode() int }
	if errors.As(err, &api) && patience[api.ErrorCode()] ||
		errors.As(err, &answered) && (answered.HTTPStatusCode() >= 500 || answered.HTTPStatusCode() == 429) {
		name = task.Temporary
	}
	return task.Fail(name, &fault{call, err})
}
