package dossier

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
)

// service answers like Step Functions, in pages of two events, and notes what it was asked.
func service(t *testing.T, events []string) (StepFunctions, *[]string) {
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		asked = append(asked, r.Header.Get("x-amz-target")+" "+string(body))
		var in struct {
			NextToken string `json:"nextToken"`
		}
		_ = json.Unmarshal(body, &in)
		w.Header().Set("content-type", "application/x-amz-json-1.0")
		switch {
		case events == nil:
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprint(w, `{"__type":"ExecutionDoesNotExist","message":"gone"}`)
		case strings.HasSuffix(r.Header.Get("x-amz-target"), "DescribeExecution"):
			fmt.Fprintf(w, `{"executionArn":%q,"name":"run","status":"SUCCEEDED","startDate":1780304640.112,"stopDate":1780317669.5,"input":"{}","output":"{}","stateMachineArn":"arn:m","redriveCount":0}`, seedRun)
		default:
			from := 0
			_, _ = fmt.Sscan(in.NextToken, &from)
			until, next := min(from+2, len(events)), ""
			if until < len(events) {
				next = fmt.Sprintf(`,"nextToken":"%d"`, until)
			}
			fmt.Fprintf(w, `{"events":[%s]%s}`, strings.Join(events[from:until], ","), next)
		}
	}))
	t.Cleanup(server.Close)
	return StepFunctions{sfn.NewFromConfig(aws.Config{
		Region: "eu-central-1", BaseEndpoint: &server.URL, Credentials: credentials.NewStaticCredentialsProvider("k", "s", ""),
	})}, &asked
}

func TestHistory(t *testing.T) {
	h, asked := service(t, []string{
		`{"id":1,"previousEventId":0,"timestamp":1780304640.112,"type":"ExecutionStarted","executionStartedEventDetails":{"input":"{\"incident\":\"inc\"}","inputDetails":{"truncated":false},"roleArn":"arn:role"}}`,
		`{"id":2,"previousEventId":0,"timestamp":1780304640.2,"type":"PassStateEntered","stateEnteredEventDetails":{"name":"TakeNamedSuspects","input":"{}"}}`,
		`{"id":3,"previousEventId":2,"timestamp":1780304640.3,"type":"PassStateExited","stateExitedEventDetails":{"name":"TakeNamedSuspects","output":"{}","assignedVariables":{"Detect_A":"1"}}}`,
		`{"id":4,"previousEventId":3,"timestamp":1780304641,"type":"ExecutionFailed","executionFailedEventDetails":{"error":"NotContained"}}`,
		`{"id":5,"previousEventId":4,"timestamp":1780304642,"type":"ExecutionRedriven","executionRedrivenEventDetails":{"redriveCount":1}}`,
	})
	body, err := h.History(t.Context(), seedRun)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "history.json", body)
	if len(*asked) != 4 || !strings.Contains((*asked)[1], `"maxResults":1000`) {
		t.Errorf("asked %q", *asked)
	}
}

func TestHistoryForgotten(t *testing.T) {
	h, _ := service(t, nil)
	_, err := h.History(t.Context(), seedRun)
	if err == nil || !strings.Contains(err.Error(), "90 days") || !strings.Contains(err.Error(), seedRun) {
		t.Errorf("error %v does not say which and why", err)
	}
}
