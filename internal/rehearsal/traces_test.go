package rehearsal

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"
	"github.com/aws/aws-sdk-go-v2/service/sfn"

	"github.com/tocsin-ir/tocsin/internal/localaws"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// traces are all texts that an incident leaves outside the people bucket, by
// where they were found.
type traces map[string][]string

func (tr traces) add(where string, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encoding %s: %w", where, err)
	}
	tr[where] = append(tr[where], string(text))
	return nil
}

// leftBy collects the traces in the account.
func leftBy(ctx context.Context, c *company) (traces, error) {
	tr := traces{}
	for _, collect := range []func(context.Context, *company, traces) error{executions, logs, metrics, tables, objects, schedules} {
		if err := collect(ctx, c, tr); err != nil {
			return nil, err
		}
	}
	return tr, nil
}

func executions(ctx context.Context, c *company, tr traces) error {
	client := sfn.NewFromConfig(c.aws.Config())
	list, err := client.ListExecutions(ctx, &sfn.ListExecutionsInput{StateMachineArn: aws.String(c.outputs["StateMachineArn"])})
	if err != nil {
		return err
	}
	var arns []string
	for _, e := range list.Executions {
		arns = append(arns, aws.ToString(e.ExecutionArn))
		runs, err := client.ListMapRuns(ctx, &sfn.ListMapRunsInput{ExecutionArn: e.ExecutionArn})
		if err != nil {
			return err
		}
		for _, run := range runs.MapRuns {
			children, err := client.ListExecutions(ctx, &sfn.ListExecutionsInput{MapRunArn: run.MapRunArn})
			if err != nil {
				return err
			}
			for _, child := range children.Executions {
				arns = append(arns, aws.ToString(child.ExecutionArn))
			}
		}
	}
	for _, arn := range arns {
		e, err := client.DescribeExecution(ctx, &sfn.DescribeExecutionInput{ExecutionArn: &arn})
		if err != nil {
			return err
		}
		if err := tr.add("execution", e); err != nil {
			return err
		}
		pages := sfn.NewGetExecutionHistoryPaginator(client, &sfn.GetExecutionHistoryInput{ExecutionArn: &arn, IncludeExecutionData: aws.Bool(true)})
		for pages.HasMorePages() {
			page, err := pages.NextPage(ctx)
			if err != nil {
				return err
			}
			if err := tr.add("history", page.Events); err != nil {
				return err
			}
		}
	}
	return nil
}

func logs(ctx context.Context, c *company, tr traces) error {
	client := cloudwatchlogs.NewFromConfig(c.aws.Config())
	groups, err := client.DescribeLogGroups(ctx, &cloudwatchlogs.DescribeLogGroupsInput{})
	if err != nil {
		return err
	}
	for _, g := range groups.LogGroups {
		pages := cloudwatchlogs.NewFilterLogEventsPaginator(client, &cloudwatchlogs.FilterLogEventsInput{LogGroupName: g.LogGroupName})
		for pages.HasMorePages() {
			page, err := pages.NextPage(ctx)
			if err != nil {
				return err
			}
			if err := tr.add("log", page.Events); err != nil {
				return err
			}
		}
	}
	return nil
}

// metrics asks in the query protocol: MiniStack answers the SDK's own with what
// the SDK cannot decode.
func metrics(ctx context.Context, c *company, tr traces) error {
	const query = "Action=ListMetrics&Version=2010-08-01"
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.aws.Endpoint, strings.NewReader(query))
	if err != nil {
		return err
	}
	request.Header.Set("content-type", "application/x-www-form-urlencoded")
	root, err := c.aws.Config().Credentials.Retrieve(ctx)
	if err != nil {
		return err
	}
	if err := v4.NewSigner().SignHTTP(ctx, root, request, vault.Digest([]byte(query)), "monitoring", localaws.Region, time.Now()); err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err == nil && !bytes.Contains(body, []byte("<ListMetricsResponse")) {
		err = fmt.Errorf("listing the metrics: %s: %s", response.Status, body)
	}
	tr["metric"] = append(tr["metric"], string(body))
	return err
}

func tables(ctx context.Context, c *company, tr traces) error {
	client := dynamodb.NewFromConfig(c.aws.Config())
	list, err := client.ListTables(ctx, &dynamodb.ListTablesInput{})
	if err != nil {
		return err
	}
	for _, table := range list.TableNames {
		pages := dynamodb.NewScanPaginator(client, &dynamodb.ScanInput{TableName: &table})
		for pages.HasMorePages() {
			page, err := pages.NextPage(ctx)
			if err != nil {
				return err
			}
			if err := tr.add("table", page.Items); err != nil {
				return err
			}
		}
	}
	return nil
}

// objects reads the whole evidence bucket, and the names of the people bucket's objects.
func objects(ctx context.Context, c *company, tr traces) error {
	client := s3.NewFromConfig(c.aws.Config())
	for _, bucket := range []string{"EvidenceBucket", "PeopleBucket"} {
		name := c.outputs[bucket]
		pages := s3.NewListObjectsV2Paginator(client, &s3.ListObjectsV2Input{Bucket: &name})
		for pages.HasMorePages() {
			page, err := pages.NextPage(ctx)
			if err != nil {
				return err
			}
			for _, o := range page.Contents {
				tr["object name"] = append(tr["object name"], aws.ToString(o.Key))
				if bucket == "PeopleBucket" {
					continue
				}
				out, err := client.GetObject(ctx, &s3.GetObjectInput{Bucket: &name, Key: o.Key})
				if err != nil {
					return err
				}
				body, err := io.ReadAll(out.Body)
				if err != nil {
					return err
				}
				if path.Ext(aws.ToString(o.Key)) == ".gz" {
					unpacked, err := gzip.NewReader(bytes.NewReader(body))
					if err != nil {
						return fmt.Errorf("unpacking %s: %w", aws.ToString(o.Key), err)
					}
					if body, err = io.ReadAll(unpacked); err != nil {
						return fmt.Errorf("unpacking %s: %w", aws.ToString(o.Key), err)
					}
				}
				tr["evidence"] = append(tr["evidence"], string(body))
			}
		}
	}
	return nil
}

func schedules(ctx context.Context, c *company, tr traces) error {
	client := scheduler.NewFromConfig(c.aws.Config())
	pages := scheduler.NewListSchedulesPaginator(client, &scheduler.ListSchedulesInput{})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, s := range page.Schedules {
			full, err := client.GetSchedule(ctx, &scheduler.GetScheduleInput{Name: s.Name, GroupName: s.GroupName})
			if err != nil {
				return err
			}
			if err := tr.add("schedule", []string{aws.ToString(full.Name), aws.ToString(full.Target.Input)}); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkPrivacy finds none of the planted texts in any trace, after making sure
// that every kind of trace was really read.
func checkPrivacy(t *testing.T, c *company, w *World, incident string) {
	t.Helper()
	left, err := leftBy(t.Context(), c)
	if err != nil {
		t.Fatalf("collecting what the incident left: %v", err)
	}
	size := 0
	for _, where := range []string{"execution", "history", "log", "table", "object name", "evidence", "schedule"} {
		all := strings.Join(left[where], "\n")
		size += len(all)
		if want := incident; where != "log" && !strings.Contains(all, want) {
			t.Errorf("no %s names %s: the search for personal data did not look at this incident", where, want)
		}
		if len(all) == 0 {
			t.Errorf("no %s was read: the search for personal data did not look there", where)
		}
	}
	if len(w.Truth.Planted) < 3*len(w.Truth.Affected)-5 {
		t.Errorf("only %d texts are planted for %d people", len(w.Truth.Planted), len(w.Truth.Affected))
	}
	for where, texts := range left {
		all := strings.Join(texts, "\n")
		found := 0
		for _, planted := range w.Truth.Planted {
			if strings.Contains(all, planted) {
				found++
			}
		}
		if found > 0 {
			t.Errorf("%d of %d planted names, addresses, ids and tickets stand in a %s, where they could not be deleted", found, len(w.Truth.Planted), where)
		}
	}
	t.Logf("searched %d kB of executions, histories, logs, metrics, tables, evidence and schedules for %d planted texts", size/1000, len(w.Truth.Planted))
}
