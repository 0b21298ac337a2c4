package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"

	"github.com/tocsin-ir/tocsin/internal/task"
)

// S3 are Objects in one bucket. Object Lock and encryption are the bucket's
// own defaults, so no caller can forget them.
type S3 struct {
	Client *s3.Client
	Bucket string
}

func (s S3) Create(ctx context.Context, key string, body []byte) error {
	_, err := s.Client.PutObject(ctx, &s3.PutObjectInput{
		Bucket: &s.Bucket, Key: &key, Body: bytes.NewReader(body), IfNoneMatch: aws.String("*"),
		ChecksumAlgorithm: types.ChecksumAlgorithmSha256,
	})
	var api smithy.APIError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &api) && api.ErrorCode() == "PreconditionFailed":
		return fmt.Errorf("creating %s: %w", key, ErrExists)
	case errors.As(err, &api) && api.ErrorCode() == "ConditionalRequestConflict":
		// Another conditional write of this key is under way: which one stands, the next try sees.
		return task.Fail(task.Temporary, fmt.Errorf("creating %s: %w", key, err))
	}
	return fmt.Errorf("creating %s: %w", key, err)
}

// Read needs s3:ListBucket besides s3:GetObject, or S3 says AccessDenied of a
// missing object.
func (s S3) Read(ctx context.Context, key string) ([]byte, error) {
	out, err := s.Client.GetObject(ctx, &s3.GetObjectInput{Bucket: &s.Bucket, Key: &key})
	if err != nil {
		var missing *types.NoSuchKey
		if errors.As(err, &missing) {
			return nil, fmt.Errorf("reading %s: %w", key, ErrMissing)
		}
		return nil, fmt.Errorf("reading %s: %w", key, err)
	}
	defer out.Body.Close()
	body, err := io.ReadAll(out.Body)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", key, err)
	}
	return body, nil
}
