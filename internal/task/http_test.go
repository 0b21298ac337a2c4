package task

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/smithy-go"
)

const signer = "arn:aws:sts::111122223333:assumed-role/responder/ines"

// request is a payload as the HTTP API makes it (format 2.0) of a call that caller signed.
func request(t *testing.T, caller, body string, base64Encoded bool) json.RawMessage {
	t.Helper()
	in := events.APIGatewayV2HTTPRequest{
		Version: "2.0", RouteKey: "POST /incidents/{id}/decision", Body: body, IsBase64Encoded: base64Encoded,
		PathParameters: map[string]string{"id": "inc-3f9a2c81d0e4-1"}, QueryStringParameters: map[string]string{"all": "yes"},
	}
	if caller != "" {
		in.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{
			IAM: &events.APIGatewayV2HTTPRequestContextAuthorizerIAMDescription{UserARN: caller}}
	}
	payload, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	return payload
}

func served(t *testing.T, route Route, payload json.RawMessage) events.APIGatewayV2HTTPResponse {
	t.Helper()
	f := Function{Routes: map[string]Route{"POST /incidents/{id}/decision": route}}
	out, err := f.Serve(t.Context(), payload)
	if err != nil {
		t.Fatalf("got the error %v, want an answer: the API would turn it into a bare 500", err)
	}
	return out.(events.APIGatewayV2HTTPResponse)
}

func TestRouteGetsTheRequest(t *testing.T) {
	body := `{"decision":"approve","reason":"größer"}`
	for _, encoded := range []bool{false, true} {
		sent := body
		if encoded {
			sent = base64.StdEncoding.EncodeToString([]byte(body))
		}
		var got Request
		answer := served(t, func(_ context.Context, r Request) (any, error) {
			got = r
			return map[string]int{"n": 3}, nil
		}, request(t, signer, sent, encoded))
		if answer.StatusCode != http.StatusOK || answer.Body != `{"n":3}` {
			t.Errorf("base64 %t: answered %d %s, want 200 with the route's JSON", encoded, answer.StatusCode, answer.Body)
		}
		if answer.Headers["content-type"] != "application/json" || answer.Headers["cache-control"] != "no-store" {
			t.Errorf("base64 %t: headers %v, want JSON that no proxy keeps", encoded, answer.Headers)
		}
		if got.Caller != signer || got.Params["id"] != "inc-3f9a2c81d0e4-1" || got.Query["all"] != "yes" || string(got.Body) != body {
			t.Errorf("base64 %t: the route got %+v with body %s, want signer, path, query and body as sent", encoded, got, got.Body)
		}
	}
}

func TestCallerNeverComesFromTheBody(t *testing.T) {
	var got Request
	served(t, func(_ context.Context, r Request) (any, error) { got = r; return nil, nil },
		request(t, signer, `{"caller":"arn:aws:iam::111122223333:user/boss","Caller":"boss","step":"approve"}`, false))
	if got.Caller != signer {
		t.Errorf("the caller is %q, want the signer %q: whoever writes the body must not choose who they are", got.Caller, signer)
	}
}

func TestUnansweredRequests(t *testing.T) {
	route := func(context.Context, Request) (any, error) {
		t.Error("the route was called; a request that is refused at the edge must not reach it")
		return nil, nil
	}
	unsigned := []json.RawMessage{
		request(t, "", `{}`, false),
		json.RawMessage(`{"routeKey":"POST /incidents/{id}/decision","requestContext":{"authorizer":{}}}`),
		json.RawMessage(`{"routeKey":"POST /incidents/{id}/decision","requestContext":{"authorizer":{"iam":{"userArn":""}}}}`),
		json.RawMessage(`{"routeKey":"POST /incidents/{id}/decision","requestContext":{"authorizer":{"jwt":{"claims":{"sub":"x"}}}}}`),
	}
	for _, payload := range unsigned {
		if got := served(t, route, payload); got.StatusCode != http.StatusForbidden || !strings.Contains(got.Body, "not signed") {
			t.Errorf("unsigned: answered %d %s, want 403 that says so: who asks must be known", got.StatusCode, got.Body)
		}
	}
	if got := served(t, route, request(t, signer, "%%%", true)); got.StatusCode != http.StatusBadRequest {
		t.Errorf("a body that is not base64: answered %d, want 400", got.StatusCode)
	}
	if got := served(t, route, json.RawMessage(`{"routeKey":"GET /nowhere"}`)); got.StatusCode != http.StatusNotFound {
		t.Errorf("an unknown route: answered %d, want 404", got.StatusCode)
	}
	if _, err := (Function{Routes: map[string]Route{}}).Serve(t.Context(), json.RawMessage(`{"routeKey":"GET /x","body":7}`)); err == nil || Name(err) != BadInput {
		t.Errorf("a request of another shape gave %v, want BadInput", err)
	}
}

func TestFailureOfARoute(t *testing.T) {
	secret := "table tocsin-incidents in 111122223333"
	for _, c := range []struct {
		what   string
		err    error
		status int
		text   string
	}{
		{"a refusal", Refuse(http.StatusConflict, "already approved"), http.StatusConflict, "already approved"},
		{"a wrapped refusal", fmt.Errorf("deciding: %w", Refuse(http.StatusForbidden, "somebody else must decide")), http.StatusForbidden, "somebody else must decide"},
		{"bad input", Fail(BadInput, errors.New("line 3 is no date")), http.StatusBadRequest, "line 3 is no date"},
		{"a throttle", &smithy.GenericAPIError{Code: "ThrottlingException", Message: secret}, http.StatusServiceUnavailable, "try again"},
		{"a named temporary failure", Fail(Temporary, errors.New(secret)), http.StatusServiceUnavailable, "try again"},
		{"a denial", &smithy.GenericAPIError{Code: "AccessDenied", Message: secret}, http.StatusInternalServerError, "log says why"},
		{"a failure of another name", Fail("TooManyAffected", errors.New(secret)), http.StatusInternalServerError, "log says why"},
	} {
		got := served(t, func(context.Context, Request) (any, error) { return nil, c.err }, request(t, signer, "{}", false))
		var said struct {
			Error string `json:"error"`
		}
		if err := json.Unmarshal([]byte(got.Body), &said); err != nil {
			t.Errorf("%s: the answer %s is not JSON: %v", c.what, got.Body, err)
		}
		if got.StatusCode != c.status || !strings.Contains(said.Error, c.text) {
			t.Errorf("%s: answered %d %q, want %d with %q, so that the caller knows what to do", c.what, got.StatusCode, said.Error, c.status, c.text)
		}
		if strings.Contains(got.Body, secret) {
			t.Errorf("%s: the answer tells the caller a service's inner message: %s", c.what, got.Body)
		}
	}
	got := served(t, func(context.Context, Request) (any, error) { return make(chan int), nil }, request(t, signer, "{}", false))
	if got.StatusCode != http.StatusInternalServerError || !json.Valid([]byte(got.Body)) {
		t.Errorf("an answer that is no JSON: answered %d %s, want 500 in JSON", got.StatusCode, got.Body)
	}
}
