package task

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"syscall"
	"testing"

	"github.com/aws/aws-lambda-go/lambda/messages"
	"github.com/aws/smithy-go"
)

func apiError(code string, fault smithy.ErrorFault) error {
	return &smithy.OperationError{ServiceID: "DynamoDB", OperationName: "PutItem",
		Err: &smithy.GenericAPIError{Code: code, Message: "from the service", Fault: fault}}
}

func TestName(t *testing.T) {
	refused := &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	for _, c := range []struct {
		what string
		err  error
		want string
	}{
		{"a name that was given", Fail("TooManyAffected", errors.New("over the limit")), "TooManyAffected"},
		{"a given name under a wrap", fmt.Errorf("merging: %w", Fail("TooManyAffected", errors.New("over"))), "TooManyAffected"},
		{"a given name over a throttle", Fail(BadInput, apiError("SlowDown", smithy.FaultServer)), BadInput},
		{"the outer of two names", Fail(Permanent, Fail(Temporary, errors.New("x"))), Permanent},
		{"a given name in a joined error", errors.Join(errors.New("first"), Fail(BadInput, errors.New("second"))), BadInput},
		{"a throttle", apiError("ThrottlingException", smithy.FaultClient), Temporary},
		{"S3's throttle", apiError("SlowDown", smithy.FaultUnknown), Temporary},
		{"DynamoDB's throttle", apiError("ProvisionedThroughputExceededException", smithy.FaultClient), Temporary},
		{"Lambda's throttle under a wrap", fmt.Errorf("calling: %w", apiError("TooManyRequestsException", smithy.FaultClient)), Temporary},
		{"a fault of the service", apiError("SomethingNew", smithy.FaultServer), Temporary},
		{"a denial", apiError("AccessDenied", smithy.FaultClient), Permanent},
		{"a denial under a wrap", fmt.Errorf("cutting: %w", apiError("AccessDeniedException", smithy.FaultClient)), Permanent},
		{"a denial with an unknown fault", apiError("AccessDenied", smithy.FaultUnknown), Permanent},
		{"a failed condition", apiError("ConditionalCheckFailedException", smithy.FaultClient), Permanent},
		{"a refused connection", refused, Temporary},
		{"a refused connection as the SDK and net/http wrap it",
			&smithy.OperationError{ServiceID: "S3", OperationName: "GetObject", Err: &url.Error{Op: "Get", URL: "https://s3", Err: refused}}, Temporary},
		{"a reset connection", fmt.Errorf("reading: %w", syscall.ECONNRESET), Temporary},
		{"an unknown host", &net.DNSError{Err: "no such host", Name: "s3"}, Temporary},
		{"a deadline", fmt.Errorf("reading: %w", context.DeadlineExceeded), Temporary},
		{"anything else", errors.New("line 3 is odd"), Permanent},
	} {
		if got := Name(c.err); got != c.want {
			t.Errorf("%s: got the name %q, want %q: the machine's Retry and Catch go by it", c.what, got, c.want)
		}
	}
}

func TestFailKeepsTheErrorAndItsText(t *testing.T) {
	cause := errors.New("line 3 is odd")
	err := Fail(BadInput, cause)
	if err.Error() != cause.Error() {
		t.Errorf("got the text %q, want the cause's own, %q: the name travels beside it", err, cause)
	}
	if !errors.Is(err, cause) {
		t.Error("the cause is lost, so callers cannot look for it with errors.Is")
	}
	if err := Fail(BadInput, nil); err != nil {
		t.Errorf("Fail of no error is %v, want nil: success must not become a failure", err)
	}
}

func TestLambdaErrorReportsTheNameNotTheGoType(t *testing.T) {
	if err := lambdaError(nil); err != nil {
		t.Fatalf("success became %v", err)
	}
	err := lambdaError(fmt.Errorf("scanning batch 4: %w", Fail("LogGone", errors.New("object is missing"))))
	got, ok := err.(messages.InvokeResponse_Error)
	if !ok {
		t.Fatalf("got a %T, which the runtime reports by its Go type; the machine matches names", err)
	}
	if got.Type != "LogGone" || got.Message != "scanning batch 4: object is missing" {
		t.Errorf("the machine would see %q with %q, want LogGone with the whole message", got.Type, got.Message)
	}
}
