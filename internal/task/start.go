package task

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
)

// A Handler takes one kind of payload.
type Handler func(ctx context.Context, payload json.RawMessage) (any, error)

// Step makes a Handler of a function that takes the machine's Request and
// gives its Result. A payload that is not In is BadInput.
func Step[In, Out any](fn func(context.Context, In) (Out, error)) Handler {
	return func(ctx context.Context, payload json.RawMessage) (any, error) {
		var in In
		if err := json.Unmarshal(payload, &in); err != nil {
			return nil, Fail(BadInput, fmt.Errorf("payload is not a %T: %w", in, err))
		}
		return fn(ctx, in)
	}
}

// A Function is what one Lambda answers to. Which of the three a payload is
// shows in its own shape.
type Function struct {
	// Steps by the payload's "step": the state machine's calls.
	Steps map[string]Handler
	// Routes by "METHOD /path/{parameter}": signed requests through the HTTP API.
	Routes map[string]Route
	// Event takes everything else: EventBridge events, SNS records, Scheduler inputs.
	Event Handler
}

// Start serves f until the environment is taken down.
func Start(f Function) {
	slog.SetDefault(lambdacontext.NewLogger())
	lambda.Start(func(ctx context.Context, payload json.RawMessage) (any, error) {
		out, err := f.Serve(ctx, payload)
		if err != nil {
			slog.ErrorContext(ctx, "failed", "error", Name(err), "message", err.Error())
		}
		return out, lambdaError(err)
	})
}

// Serve answers one payload.
func (f Function) Serve(ctx context.Context, payload json.RawMessage) (any, error) {
	var shape struct {
		Step     string `json:"step"`
		RouteKey string `json:"routeKey"`
	}
	if err := json.Unmarshal(payload, &shape); err != nil {
		return nil, Fail(BadInput, errors.New("payload is not a JSON object"))
	}
	switch {
	case shape.RouteKey != "" && f.Routes != nil:
		var request events.APIGatewayV2HTTPRequest
		if err := json.Unmarshal(payload, &request); err != nil {
			return nil, Fail(BadInput, fmt.Errorf("payload is not an HTTP API request: %w", err))
		}
		return f.serveHTTP(ctx, request), nil
	case shape.Step != "":
		step, ok := f.Steps[shape.Step]
		if !ok {
			return nil, Fail(BadInput, fmt.Errorf("unknown step %q", shape.Step))
		}
		return step(ctx, payload)
	case f.Event != nil:
		return f.Event(ctx, payload)
	}
	return nil, Fail(BadInput, errors.New("payload is neither a step nor a request nor an event"))
}

// Env reads the named environment variables and exits with all that are
// missing, so that a wrong deployment shows at once and whole.
func Env(names ...string) map[string]string {
	values, missing := map[string]string{}, []string(nil)
	for _, n := range names {
		if values[n] = os.Getenv(n); values[n] == "" {
			missing = append(missing, n)
		}
	}
	if len(missing) > 0 {
		slices.Sort(missing)
		fmt.Fprintf(os.Stderr, "missing environment variables: %s\n", strings.Join(missing, ", "))
		os.Exit(2)
	}
	return values
}

// OptionalList reads a comma-separated environment variable; unset is empty.
func OptionalList(name string) []string {
	var out []string
	for _, v := range strings.Split(os.Getenv(name), ",") {
		if v = strings.TrimSpace(v); v != "" {
			out = append(out, v)
		}
	}
	return out
}
