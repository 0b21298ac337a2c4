// Package task is the edge of every Lambda function: configuration, logger,
// steps, HTTP routes and the error names that the state machine matches.
package task

import (
	"context"
	"errors"
	"net"

	"github.com/aws/aws-lambda-go/lambda/messages"
	"github.com/aws/smithy-go"
)

// Error names that the machine's Retry and Catch match. A phase may add its own.
const (
	Temporary = "Temporary" // worth another try as it stands
	Permanent = "Permanent" // another try as it stands would fail again
	BadInput  = "BadInput"  // a person must mend what was handed in
)

// A NamedError carries the name that the state machine sees as errorType.
type NamedError struct {
	Name string
	Err  error
}

func (e *NamedError) Error() string { return e.Err.Error() }
func (e *NamedError) Unwrap() error { return e.Err }

// Fail gives err the name under which the state machine catches it.
func Fail(name string, err error) error {
	if err == nil {
		return nil
	}
	return &NamedError{Name: name, Err: err}
}

var temporaryCodes = map[string]bool{
	"Throttling": true, "ThrottlingException": true, "ThrottledException": true, "TooManyRequestsException": true,
	"ProvisionedThroughputExceededException": true, "RequestLimitExceeded": true, "SlowDown": true,
	"TransactionInProgressException": true, "RequestTimeout": true, "InternalError": true, "InternalFailure": true, "ServiceUnavailable": true,
	"LimitExceededException": true, "KMSInternalException": true, "OperationAborted": true,
}

// Name returns the name that the state machine sees for err: its own when it
// was given one with Fail, else Temporary for faults of the service or the
// network, else Permanent.
func Name(err error) string {
	var named *NamedError
	if errors.As(err, &named) {
		return named.Name
	}
	var api smithy.APIError
	if errors.As(err, &api) {
		if temporaryCodes[api.ErrorCode()] || api.ErrorFault() == smithy.FaultServer {
			return Temporary
		}
		return Permanent
	}
	var network net.Error
	if errors.As(err, &network) || errors.Is(err, context.DeadlineExceeded) {
		return Temporary
	}
	return Permanent
}

// lambdaError makes the runtime report the error's name, whatever wraps it.
func lambdaError(err error) error {
	if err == nil {
		return nil
	}
	return messages.InvokeResponse_Error{Type: Name(err), Message: err.Error()}
}
