package revoke

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"

	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// Bucket is the Evidence of a deployed Tocsin.
type Bucket struct{ vault.S3 }

func (b Bucket) Create(ctx context.Context, key string, body []byte, count int) (vault.Ref, error) {
	_, err := b.Client.PutObject(ctx, &s3.PutObjectInput{
		Bucket: &b.Bucket, Key: &key, Body: bytes.NewReader(body),
		ChecksumAlgorithm: types.ChecksumAlgorithmSha256, IfNoneMatch: aws.String("*"),
	})
	ref := vault.Ref{Bucket: b.Bucket, Key: key, SHA256: vault.Digest(body), Count: count}
	if err == nil {
		return ref, nil
	}
	var api smithy.APIError
	if !errors.As(err, &api) {
		return vault.Ref{}, fmt.Errorf("creating %s: %w", key, err)
	}
	switch api.ErrorCode() {
	case "PreconditionFailed": // an object stands there
		_, err := b.Get(ctx, ref)
		if errors.Is(err, vault.ErrChanged) {
			err = fmt.Errorf("creating %s: %w", key, ErrExists)
		}
		if err != nil {
			return vault.Ref{}, err
		}
		return ref, nil
	case "ConditionalRequestConflict": // another write to the key is under way
		err = task.Fail(task.Temporary, err)
	}
	return vault.Ref{}, fmt.Errorf("creating %s: %w", key, err)
}
