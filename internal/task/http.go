package task

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strings"

	"github.com/aws/aws-lambda-go/events"
)

// A Request is one signed call of a person through the HTTP API.
type Request struct {
	Caller string            // ARN of the signer, as the API verified it; never from the body
	Params map[string]string // path parameters
	Query  map[string]string
	Body   []byte
}

// A Route answers a person's request; the answer is sent as JSON.
type Route func(ctx context.Context, r Request) (any, error)

// A StatusError makes a Route answer with an HTTP status of its own.
type StatusError struct {
	Status  int
	Message string
}

func (e *StatusError) Error() string { return e.Message }

// Refuse answers a request with status and a sentence that says what to do.
func Refuse(status int, message string) error { return &StatusError{status, message} }

func (f Function) serveHTTP(ctx context.Context, in events.APIGatewayV2HTTPRequest) events.APIGatewayV2HTTPResponse {
	route, ok := f.Routes[in.RouteKey]
	if !ok {
		return answer(http.StatusNotFound, map[string]string{"error": "no such route"})
	}
	iam := in.RequestContext.Authorizer
	if iam == nil || iam.IAM == nil || iam.IAM.UserARN == "" {
		return answer(http.StatusForbidden, map[string]string{"error": "the request is not signed with AWS credentials"})
	}
	body := []byte(in.Body)
	if in.IsBase64Encoded {
		decoded, err := base64.StdEncoding.DecodeString(in.Body)
		if err != nil {
			return answer(http.StatusBadRequest, map[string]string{"error": "the body is not base64"})
		}
		body = decoded
	}
	out, err := route(ctx, Request{Caller: iam.IAM.UserARN, Params: in.PathParameters, Query: in.QueryStringParameters, Body: body})
	if err == nil {
		return answer(http.StatusOK, out)
	}
	var refused *StatusError
	if errors.As(err, &refused) {
		return answer(refused.Status, map[string]string{"error": refused.Message})
	}
	slog.ErrorContext(ctx, "request failed", "route", in.RouteKey, "error", Name(err), "message", err.Error())
	switch Name(err) {
	case BadInput:
		return answer(http.StatusBadRequest, map[string]string{"error": err.Error()})
	case Temporary:
		return answer(http.StatusServiceUnavailable, map[string]string{"error": "a service did not answer; try again"})
	}
	return answer(http.StatusInternalServerError, map[string]string{"error": "the request failed; the function's log says why"})
}

func answer(status int, v any) events.APIGatewayV2HTTPResponse {
	body, err := json.Marshal(v)
	if err != nil {
		status, body = http.StatusInternalServerError, []byte(`{"error":"the answer could not be encoded"}`)
	}
	return events.APIGatewayV2HTTPResponse{
		StatusCode: status,
		Headers:    map[string]string{"content-type": "application/json", "cache-control": "no-store"},
		Body:       strings.TrimSpace(string(body)),
	}
}
