package dataset

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/localaws"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// A function reads the file, the log and parts of an object from S3.
func TestS3(t *testing.T) {
	client := vault.Client(localaws.ForTest(t, localaws.Options{}).Config())
	bucket := "dataset"
	if _, err := client.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: &bucket,
		CreateBucketConfiguration: &types.CreateBucketConfiguration{LocationConstraint: localaws.Region}}); err != nil {
		t.Fatal(err)
	}
	for key, body := range map[string]string{
		"set.yaml":        "log: {at: 's3://dataset/log/**/*.jsonl'}\ndirectory: s3://dataset/customers.csv\n",
		"alone.yaml":      "log: {at: s3://dataset/log/}\n",
		"wrong.yaml":      "log: {at: s3://dataset/log/, tail: x}\n",
		"empty.yaml":      "log: {at: 's3://dataset/log/*.gz'}\n",
		"log/a.jsonl":     event(1, "customer.read", "C1", "null"),
		"log/b/c/d.jsonl": event(2, "customer.read", "C2", "null"),
		"log/b/readme":    "no log",
		"customers.csv":   customers(3),
	} {
		if _, err := client.PutObject(t.Context(), &s3.PutObjectInput{Bucket: &bucket, Key: aws.String(key), Body: bytes.NewReader([]byte(body))}); err != nil {
			t.Fatal(err)
		}
	}
	file := func(key string) S3 { return S3{Client: client, Bucket: bucket, Key: key} }
	log, source, err := file("set.yaml").LogAndDirectory(t.Context())
	if err != nil || source.Name() != "s3://dataset/customers.csv" {
		t.Fatal(source, err)
	}
	objects, err := log.List(t.Context())
	if err != nil || len(objects) != 2 || objects[0].Name != "log/a.jsonl" || objects[1].Name != "log/b/c/d.jsonl" {
		t.Fatal(objects, err)
	}
	at, err := log.Archive.(accesslog.S3).OpenAt(t.Context(), objects[0])
	if err != nil {
		t.Fatal(err)
	}
	part, whole := make([]byte, 6), event(1, "customer.read", "C1", "null")
	if n, err := at.ReadAt(part, 2); n != 6 || err != nil || string(part) != whole[2:8] {
		t.Errorf("read %q, %v; want %q", part[:n], err, whole[2:8])
	}
	if n, err := at.ReadAt(part, int64(len(whole)-3)); n != 3 || err != io.EOF || string(part[:3]) != whole[len(whole)-3:] {
		t.Errorf("at the end: %d bytes, %v", n, err)
	}
	if n, err := at.ReadAt(part, int64(len(whole))); n != 0 || err != io.EOF {
		t.Errorf("behind the end: %d bytes, %v", n, err)
	}
	stats, err := log.Scan(t.Context(), objects, accesslog.Options{}, func() func(*accesslog.Record) error {
		return func(*accesslog.Record) error { return nil }
	})
	if err != nil || stats.Lines != 2 || stats.Bad != 0 {
		t.Error(stats, err)
	}
	for _, c := range []struct{ key, want string }{
		{"gone.yaml", "it is not there, or may not be read; put it where DatasetBucket and DatasetKey say"},
		{"wrong.yaml", `line 1: there is no key "tail" here`},
		{"alone.yaml", "it names no directory, so nobody could be written to"},
	} {
		if _, _, err := file(c.key).LogAndDirectory(t.Context()); !errors.Is(err, ErrInvalid) || task.Name(err) != task.BadInput || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.key, err)
		}
	}
	if log, err = file("alone.yaml").Log(t.Context()); err != nil {
		t.Error(err)
	}
	if log, err = file("empty.yaml").Log(t.Context()); err != nil {
		t.Error(err)
	} else if _, err := log.List(t.Context()); !errors.Is(err, accesslog.ErrNoObjects) || !strings.Contains(err.Error(), "s3://dataset/log/*.gz") {
		t.Errorf("a pattern that matches nothing: %v", err)
	}
}
