package status

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
)

const (
	countMap = "arn:aws:states:eu-central-1:111122223333:mapRun:breach/Count:0f1e"
	scanMap  = "arn:aws:states:eu-central-1:111122223333:mapRun:breach/Scan:9a8b"
)

// itemCounts is a DescribeMapRun answer's; the SDK wants every count.
const itemCounts = `{"pending":2,"running":4,"succeeded":3,"failed":0,"timedOut":0,"aborted":0,"total":9,"resultsWritten":0}`

// states is a Step Functions that gives the answer noted for an action.
func states(t *testing.T, answers map[string]string) StepFunctions {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, action, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
		body, ok := answers[action]
		if !ok {
			t.Errorf("%s was called, which this state does not need", action)
		}
		if action == "DescribeMapRun" {
			if asked, err := io.ReadAll(r.Body); err != nil || !strings.Contains(string(asked), scanMap) {
				t.Errorf("asked for the map run %s (error %v), want the newest, %s", asked, err, scanMap)
			}
		}
		w.Header().Set("content-type", "application/x-amz-json-1.0")
		if strings.Contains(body, "__type") {
			w.WriteHeader(http.StatusBadRequest)
		}
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	return StepFunctions{sfn.New(sfn.Options{Region: "eu-central-1", BaseEndpoint: &server.URL, Retryer: aws.NopRetryer{},
		Credentials: credentials.NewStaticCredentialsProvider("AKIDEXAMPLE", "secret", "")})}
}

func TestStepFunctionsState(t *testing.T) {
	twoMaps := `{"mapRuns":[{"mapRunArn":"` + countMap + `","startDate":1772450000},{"mapRunArn":"` + scanMap + `","startDate":1772460000}]}`
	for _, c := range []struct {
		what    string
		answers map[string]string
		want    State
	}{
		{"an execution that failed", map[string]string{"DescribeExecution": `{"status":"FAILED","error":"ScopeUnknown","cause":"Mend the log"}`},
			State{Status: "FAILED", Error: "ScopeUnknown", Cause: "Mend the log"}},
		{"one older than 90 days", map[string]string{"DescribeExecution": `{"__type":"ExecutionDoesNotExist"}`}, State{Status: "FORGOTTEN"}},
		{"one without maps so far", map[string]string{"DescribeExecution": `{"status":"RUNNING"}`, "ListMapRuns": `{"mapRuns":[]}`}, State{Status: "RUNNING"}},
		{"one in its second map", map[string]string{"DescribeExecution": `{"status":"RUNNING"}`, "ListMapRuns": twoMaps,
			"DescribeMapRun": `{"status":"RUNNING","itemCounts":` + itemCounts + `}`}, State{Status: "RUNNING", Map: "Scan", Done: 3, Total: 9}},
		{"one whose newest map is over", map[string]string{"DescribeExecution": `{"status":"RUNNING"}`, "ListMapRuns": twoMaps,
			"DescribeMapRun": `{"status":"SUCCEEDED","itemCounts":` + itemCounts + `}`}, State{Status: "RUNNING"}},
	} {
		got, err := states(t, c.answers).State(t.Context(), execution)
		if err != nil || got != c.want {
			t.Errorf("%s: got %+v and error %v, want %+v", c.what, got, err, c.want)
		}
	}
	denied := `{"__type":"AccessDeniedException"}`
	for action, answers := range map[string]map[string]string{
		"describing execution": {"DescribeExecution": denied},
		"listing map runs":     {"DescribeExecution": `{"status":"RUNNING"}`, "ListMapRuns": denied},
		"describing map run":   {"DescribeExecution": `{"status":"RUNNING"}`, "ListMapRuns": twoMaps, "DescribeMapRun": denied},
	} {
		if _, err := states(t, answers).State(t.Context(), execution); err == nil || !strings.Contains(err.Error(), action) {
			t.Errorf("a denial while %s gave %v, want an error that says which call it was", action, err)
		}
	}
}
