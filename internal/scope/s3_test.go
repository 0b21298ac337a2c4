package scope

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/directory"
	"github.com/tocsin-ir/tocsin/internal/localaws"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// buckets makes the buckets and puts objects by "bucket/key".
func buckets(t *testing.T, client *s3.Client, objects map[string]string) {
	t.Helper()
	for _, b := range []string{"people", "log", "directory"} {
		_, err := client.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: &b,
			CreateBucketConfiguration: &types.CreateBucketConfiguration{LocationConstraint: localaws.Region}})
		if err != nil {
			t.Fatal(err)
		}
	}
	var puts sync.WaitGroup
	next := make(chan [3]string)
	for range 8 {
		puts.Go(func() {
			for o := range next {
				if _, err := client.PutObject(t.Context(), &s3.PutObjectInput{Bucket: &o[0], Key: &o[1], Body: bytes.NewReader([]byte(o[2]))}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for name, body := range objects {
		bucket, key, _ := strings.Cut(name, "/")
		next <- [3]string{bucket, key, body}
	}
	close(next)
	puts.Wait()
}

// On S3 the phase finds what it finds in memory, over more than one page of objects.
func TestPhaseOnS3(t *testing.T) {
	local := logFiles{}
	objects := map[string]string{"log/access/": "", "log/access/2025/": "", "log/other/x": event(1, "agent-1", "other")}
	for i := range 12 {
		name := fmt.Sprintf("access/2025/%02d.jsonl", i)
		local[name] = event(float64(i), "agent-1", fmt.Sprint("C", i%7), "name") + event(float64(i), "agent-2", "C99")
		objects["log/"+name] = local[name]
	}
	for i := range 1001 {
		objects[fmt.Sprintf("log/many/%04d", i)] = "x"
	}
	const customers = header + "C1,a@example.org,A,DE,de,consumer\nC2,,B,FR,fr,business\n"
	objects["directory/customers.csv"] = customers
	client := vault.Client(localaws.ForTest(t, localaws.Options{}).Config())
	buckets(t, client, objects)

	people := vault.S3{Client: client, Bucket: "people"}
	log := accesslog.S3{Client: client, Bucket: "log", Prefix: "access/"}
	p := &Phase{People: people, Log: accesslog.Log{Archive: log}, Directory: directory.S3{Client: client, Bucket: "directory", Key: "customers.csv"}}
	in := PlanRequest{Incident: id, Suspects: suspects(t, people, "agent-1")}
	got, err := run(t, p, in)
	if err != nil {
		t.Fatal(err)
	}
	memory := &vault.Memory{}
	want, err := run(t, &Phase{People: memory, Log: accesslog.Log{Archive: local}, Directory: customerFile(customers)}, PlanRequest{Incident: id, Suspects: suspects(t, memory, "agent-1")})
	if err != nil {
		t.Fatal(err)
	}
	if a, b := withoutPlaces(t, got), withoutPlaces(t, want); a != b || got.Affected != 7 {
		t.Errorf("%s\nin memory\n%s", a, b)
	}

	many := accesslog.S3{Client: client, Bucket: "log", Prefix: "many/"}
	if all, err := many.List(t.Context()); err != nil || len(all) != 1001 || all[1000].Name != "many/1000" || all[0].Size != 1 {
		t.Errorf("%d objects, %v", len(all), err)
	}
	p.Log.Archive = accesslog.S3{Client: client, Bucket: "log", Prefix: "gone/"}
	if _, err := p.Plan(t.Context(), in); !errors.Is(err, accesslog.ErrNoObjects) || task.Name(err) != task.BadInput || !strings.Contains(err.Error(), "s3://log/gone/") {
		t.Error(err)
	}
	p.Log.Archive = log
	p.Directory = directory.S3{Client: client, Bucket: "directory", Key: "gone.csv"}
	if _, err := p.Plan(t.Context(), in); !errors.Is(err, directory.ErrUnusable) || task.Name(err) != task.BadInput || !strings.Contains(err.Error(), "s3://directory/gone.csv") {
		t.Error(err)
	}
	objectGone := ScanRequest{in, accesslog.Batch{Objects: []accesslog.Object{{Name: "access/gone"}}}}
	if _, err := p.Scan(context.Background(), objectGone); err == nil || !strings.Contains(err.Error(), "access/gone") {
		t.Error(err)
	}
}

// withoutPlaces renders a result without where its parts are stored. The
// shards' list names the bucket, and the report the directory's address.
func withoutPlaces(t *testing.T, r Result) string {
	t.Helper()
	r.Shards, r.Result = vault.Ref{}, vault.Ref{}
	r.AffectedList.Bucket, r.UnreachableList.Bucket = "", ""
	body, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
