package revoke_test

import (
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/tocsin-ir/tocsin/internal/revoke"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

func makeBucket(t *testing.T, cfg aws.Config, name string) {
	t.Helper()
	_, err := vault.Client(cfg).CreateBucket(t.Context(), &s3.CreateBucketInput{
		Bucket: &name, ObjectLockEnabledForBucket: aws.Bool(true),
		CreateBucketConfiguration: &types.CreateBucketConfiguration{LocationConstraint: types.BucketLocationConstraint(cfg.Region)},
	})
	must(t, err)
}

// door is a call that only a live credential with the policy `allowed` passes.
func door(t *testing.T, cfg aws.Config) error {
	_, err := vault.Client(cfg).ListBuckets(t.Context(), &s3.ListBucketsInput{})
	return err
}

func TestLocalEvidenceKeepsThePromises(t *testing.T) { evidencePromises(t, &revoke.Local{}) }

// evidencePromises tries the promises of revoke.Evidence.
func evidencePromises(t *testing.T, e revoke.Evidence) {
	t.Helper()
	const key = "incidents/inc-3f9a2c81d0e4-1/revoke/promise.json"
	first, err := e.Create(t.Context(), key, []byte("first"), 1)
	must(t, err)
	if again, err := e.Create(t.Context(), key, []byte("first"), 1); err != nil || again != first {
		t.Errorf("the same bytes again: %+v, %v", again, err)
	}
	if _, err := e.Create(t.Context(), key, []byte("other"), 1); !errors.Is(err, revoke.ErrExists) {
		t.Errorf("other bytes: %v, want ErrExists", err)
	}
	body, err := e.Get(t.Context(), first)
	if err != nil || string(body) != "first" {
		t.Errorf("read %q, %v", body, err)
	}
	if _, err := e.Read(t.Context(), key+".none"); !errors.Is(err, vault.ErrMissing) {
		t.Errorf("reading what is not there: %v", err)
	}
	// Two at once: one gets its bytes stored, the other is told so.
	done := make(chan error)
	for _, body := range []string{"a", "b"} {
		go func() {
			_, err := e.Create(t.Context(), key+".race", []byte(body), 1)
			done <- err
		}()
	}
	if a, b := <-done, <-done; (a == nil) == (b == nil) {
		t.Errorf("two at once: %v and %v", a, b)
	}
}
