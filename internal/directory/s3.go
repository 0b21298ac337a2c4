package directory

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
)

// S3 is a directory in a bucket.
type S3 struct {
	Client      *s3.Client
	Bucket, Key string
}

func (d S3) Name() string { return "s3://" + d.Bucket + "/" + d.Key }

func (d S3) Open(ctx context.Context) (io.ReadCloser, error) {
	out, err := d.Client.GetObject(ctx, &s3.GetObjectInput{Bucket: &d.Bucket, Key: &d.Key})
	var missing *types.NoSuchKey
	if errors.As(err, &missing) {
		return nil, fmt.Errorf("directory %s does not exist: %w; export the customer directory there", d.Name(), ErrUnusable)
	}
	var api smithy.APIError
	if errors.As(err, &api) && api.ErrorCode() == "AccessDenied" {
		return nil, fmt.Errorf("opening directory %s: %w: it is not there, or the function may not read it (%w)", d.Name(), ErrUnusable, err)
	}
	if err != nil {
		return nil, fmt.Errorf("opening directory %s: %w", d.Name(), err)
	}
	return out.Body, nil
}
