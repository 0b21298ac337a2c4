package vault_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/tocsin-ir/tocsin/internal/vault"
)

func TestS3RefusesAnotherBucketsReference(t *testing.T) {
	people, evidence := bucket(t), bucket(t)
	ref := put(t, people, "k", "x")
	put(t, evidence, "k", "x") // even the same bytes under the same key
	_, err := evidence.Get(t.Context(), ref)
	if err == nil || !strings.Contains(err.Error(), people.Name()) || !strings.Contains(err.Error(), evidence.Name()) {
		t.Errorf("Get of the other bucket's reference: %v; want an error that names both buckets, since a mixed-up wiring must not pass", err)
	}
	if errors.Is(err, vault.ErrMissing) || errors.Is(err, vault.ErrChanged) {
		t.Errorf("%v must be neither ErrMissing nor ErrChanged, which callers act upon", err)
	}
}

// A bucket that is not there is a fault of the deployment, not an object to come.
func TestS3WithoutItsBucket(t *testing.T) {
	s := vault.S3{Client: vault.Client(local.Config()), Bucket: "no-such-bucket-here"}
	if _, err := s.Read(t.Context(), "k"); err == nil || errors.Is(err, vault.ErrMissing) {
		t.Errorf("Read: %v; want an error other than ErrMissing", err)
	}
	if ref, err := s.Put(t.Context(), "k", nil, 0); err == nil || !ref.IsZero() || !strings.Contains(err.Error(), "storing k") {
		t.Errorf("Put = %+v, %v; want no reference and an error that names the key", ref, err)
	}
	if _, err := s.List(t.Context(), "p/"); err == nil || !strings.Contains(err.Error(), "listing p/") {
		t.Errorf("List: %v; want an error that names the prefix", err)
	}
}

// Somebody with access to the bucket may write past us.
func TestS3NoticesBytesChangedByOthers(t *testing.T) {
	s := bucket(t)
	ref := put(t, s, "k", "ours")
	if _, err := s.Client.PutObject(t.Context(), &s3.PutObjectInput{Bucket: &s.Bucket, Key: &ref.Key, Body: bytes.NewReader([]byte("theirs"))}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Get(t.Context(), ref); !errors.Is(err, vault.ErrChanged) {
		t.Errorf("Get: %v; want ErrChanged", err)
	}
}
