package watch

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/dataset"
	"github.com/tocsin-ir/tocsin/internal/localaws"
	"github.com/tocsin-ir/tocsin/internal/summary"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// An object of the log goes the whole way in the deployed stack, with the roles
// that the template gives: S3's event, the rule, the function, its sidecar, the
// metric's line in the log group, and the evidence once somebody stands out.
func TestArrivalCloud(t *testing.T) {
	at := localaws.ForTest(t, localaws.Options{Auth: true})
	built, err := localaws.Build(t.Context(), filepath.Join(at.Root, "functions"))
	if err != nil {
		t.Fatal(err)
	}
	log := vault.S3{Client: vault.Client(at.Config()), Bucket: "support"}
	makeBucket(t, log)
	arch := "arm64"
	if runtime.GOARCH == "amd64" {
		arch = "x86_64"
	}
	stack, err := at.Deploy(t.Context(), filepath.Join(at.Root, "template.yaml"), built, map[string]string{
		"DatasetBucket": log.Bucket, "AccessLogBucket": log.Bucket, "DirectoryBucket": log.Bucket, "AccessLogPrefix": "log/", "Architecture": arch})
	if err != nil {
		t.Fatal(err)
	}
	people, logs, now := vault.S3{Client: log.Client, Bucket: stack["PeopleBucket"]}, cloudwatchlogs.NewFromConfig(at.Config()), time.Now().UTC()
	var past, theft strings.Builder
	for d := learnDays + 2; d > 0; d-- {
		past.WriteString(worked(now.Truncate(24*time.Hour).AddDate(0, 0, -d)))
	}
	for i := range 300 {
		fmt.Fprintf(&theft, `{"time":%q,"principal":"agent-3","action":"customer.read","customer_id":"stolen-%d"}`+"\n", now.Format(time.RFC3339), i)
	}
	arrives := func(key, body, sidecar string) {
		t.Helper()
		if _, err := log.Put(t.Context(), key, []byte(body), 0); err != nil {
			t.Fatal(err)
		}
		within(t, "the sidecar of "+key, func() bool {
			keys, err := people.List(t.Context(), sidecar)
			return err == nil && len(keys) == 1
		})
	}
	arrives("log/past.jsonl", past.String(), "summaries/log/past.jsonl")
	arrives("log/night.jsonl", theft.String(), "summaries/log/night.jsonl")

	// Scope lists the log by itself: what it finds must be what the events said.
	listed := accesslog.Log{Archive: accesslog.S3{Client: log.Client, Bucket: log.Bucket, Prefix: "log/"}, Mapping: accesslog.Mapping{Lookups: map[string][]string{"customer.read": {"name"}}}}
	set := dataset.S3{Client: log.Client, Bucket: log.Bucket, Key: "dataset.yaml"}
	if read, err := set.Log(t.Context()); err != nil || read.Reading() != listed.Reading() {
		t.Errorf("the Dataset file reads as %s, %v; want %s", read.Reading(), err, listed.Reading())
	}
	objects, err := listed.List(t.Context())
	if err != nil || len(objects) != 2 {
		t.Fatalf("%d objects in the log, %v; want 2", len(objects), err)
	}
	for _, o := range objects {
		_, file, err := summary.Lookup(t.Context(), summary.S3{Client: log.Client, Bucket: people.Bucket, Prefix: summary.Prefix}, listed, o)
		if err != nil {
			t.Fatalf("the sidecar of %s as it is listed: %v; want it to answer for the object", o.Name, err)
		}
		file.Close()
	}

	var metric map[string]any
	var said []string
	within(t, "the metric's line with a score", func() bool {
		said = logged(t, logs, "/tocsin/"+localaws.Stack+"/summarise")
		for _, line := range said {
			var m map[string]any
			if json.Unmarshal([]byte(line), &m) == nil && m["_aws"] != nil && m["WatchScore"] != nil && m["Events"] == 300.0 {
				metric = m
			}
		}
		return metric != nil
	})
	if metric["Stack"] != localaws.Stack || metric["WatchScore"].(float64) < 2 {
		t.Errorf("the metric's line is %v, want one that rings", metric)
	}
	key, _ := metric["Evidence"].(string)
	if body, err := people.Read(t.Context(), key); err != nil || !strings.Contains(string(body), `"principal":"agent-3"`) {
		t.Errorf("the evidence %q is %s, %v: want who rang, in the people bucket", key, body, err)
	}
	for _, line := range said {
		if name := anybody.FindString(line); name != "" {
			t.Errorf("the function's log names %s: %s", name, line)
		}
	}
}

// anybody is how principals, customers and tickets of the test's log are called.
var anybody = regexp.MustCompile(`agent-|stolen|\bC[0-9]|\bT1\b`)

// makeBucket is the company's, with a Dataset file, and its events turned on.
func makeBucket(t *testing.T, b vault.S3) {
	t.Helper()
	_, err := b.Client.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: &b.Bucket,
		CreateBucketConfiguration: &types.CreateBucketConfiguration{LocationConstraint: localaws.Region}})
	if err == nil {
		_, err = b.Client.PutBucketNotificationConfiguration(t.Context(), &s3.PutBucketNotificationConfigurationInput{Bucket: &b.Bucket,
			NotificationConfiguration: &types.NotificationConfiguration{EventBridgeConfiguration: &types.EventBridgeConfiguration{}}})
	}
	if err == nil {
		dataset := "name: support\nlog: {at: \"s3://" + b.Bucket + "/log/\", format: json}\nlookups: {customer.read: [name]}\n"
		_, err = b.Put(t.Context(), "dataset.yaml", []byte(dataset), 0)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// within waits for what another process does.
func within(t *testing.T, what string, done func() bool) {
	t.Helper()
	tick, end := time.NewTicker(100*time.Millisecond), time.After(time.Minute)
	defer tick.Stop()
	for !done() {
		select {
		case <-tick.C:
		case <-end:
			t.Fatalf("%s is not there after a minute", what)
		}
	}
}

func logged(t *testing.T, client *cloudwatchlogs.Client, group string) (lines []string) {
	t.Helper()
	out, err := client.FilterLogEvents(t.Context(), &cloudwatchlogs.FilterLogEventsInput{LogGroupName: &group})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range out.Events {
		lines = append(lines, aws.ToString(e.Message))
	}
	return lines
}
