package summary_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/localaws"
	"github.com/tocsin-ir/tocsin/internal/summary"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

var local *localaws.Local

func TestMain(m *testing.M) {
	os.Exit(localaws.RunTests(m, localaws.Options{}, func(l *localaws.Local) { local = l }))
}

type oneLine struct{}

const line = `{"time":"2026-06-01T08:10:00Z","principal":"agent-7","action":"customer.read","customer_id":"C1"}` + "\n"

func (oneLine) List(context.Context) ([]accesslog.Object, error) { return nil, nil }
func (oneLine) Open(context.Context, accesslog.Object) (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader(line)), nil
}

// Sidecars go through S3 by ranges, and what is not there is missing.
func TestSidecarInS3(t *testing.T) {
	client, name := vault.Client(local.Config()), "sidecars"
	if _, err := client.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: &name,
		CreateBucketConfiguration: &types.CreateBucketConfiguration{LocationConstraint: localaws.Region}}); err != nil {
		t.Fatal(err)
	}
	store, log := summary.S3{Client: client, Bucket: name, Prefix: "summaries/"}, accesslog.Log{Archive: oneLine{}}
	o := accesslog.Object{Name: "access-log/08 a+b.jsonl", Size: int64(len(line)), Tag: "v1"}
	if _, _, err := summary.Lookup(t.Context(), store, log, o); !errors.Is(err, summary.ErrMissing) {
		t.Errorf("before it is written: %v, want ErrMissing", err)
	}
	if _, err := summary.All(t.Context(), store, log, []accesslog.Object{o}, nil); err != nil {
		t.Fatal(err)
	}
	side, file, err := summary.Lookup(t.Context(), store, log, o)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var got bytes.Buffer
	err = side.Replay("agent-7", func(r *accesslog.Record) error { got.WriteString(r.CustomerID); return nil })
	if err != nil || got.String() != "C1" {
		t.Errorf("replayed %q, %v", got.String(), err)
	}
	o.Tag = "v2"
	if _, _, err := summary.Lookup(t.Context(), store, log, o); !errors.Is(err, summary.ErrOutdated) {
		t.Errorf("of a changed object: %v, want ErrOutdated", err)
	}
}
