package summary

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

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

// S3 keeps sidecars under a prefix of the people bucket, whose encryption and
// lifetimes are the bucket's own.
type S3 struct {
	Client *s3.Client
	Bucket string
	Prefix string
}

// Prefix is where the deployed functions have them in the people bucket.
const Prefix = "summaries/"

func (s S3) key(object string) string { return s.Prefix + object + Extension }

// Open asks for nothing yet: the first read finds out whether it is there.
func (s S3) Open(ctx context.Context, object string) (accesslog.ReaderAtCloser, error) {
	return ranges{ctx, s, s.key(object)}, nil
}

// Put stores the object.
func (s S3) Put(ctx context.Context, object string, body []byte) error {
	_, err := s.Client.PutObject(ctx, &s3.PutObjectInput{Bucket: &s.Bucket, Key: aws.String(s.key(object)), Body: bytes.NewReader(body),
		ChecksumAlgorithm: types.ChecksumAlgorithmSha256})
	if err != nil {
		return fmt.Errorf("storing the sidecar %s: %w", s.key(object), err)
	}
	return nil
}

// ranges reads an object in parts, each by a request.
type ranges struct {
	ctx   context.Context // of whoever opened it, and closes it
	store S3
	key   string
}

func (r ranges) ReadAt(p []byte, off int64) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	out, err := r.store.Client.GetObject(r.ctx, &s3.GetObjectInput{Bucket: &r.store.Bucket, Key: &r.key,
		Range: aws.String(fmt.Sprintf("bytes=%d-%d", off, off+int64(len(p))-1))})
	var missing *types.NoSuchKey
	var api smithy.APIError
	switch {
	case errors.As(err, &missing):
		return 0, ErrMissing
	case errors.As(err, &api) && api.ErrorCode() == "InvalidRange":
		return 0, io.EOF
	case err != nil:
		return 0, fmt.Errorf("reading the sidecar %s: %w", r.key, err)
	}
	defer out.Body.Close()
	n, err := io.ReadFull(out.Body, p)
	switch {
	case err == nil:
		return n, nil
	case errors.Is(err, io.ErrUnexpectedEOF) && aws.ToInt64(out.ContentLength) == int64(n), errors.Is(err, io.EOF):
		return n, io.EOF // the object ends
	}
	return n, fmt.Errorf("reading the sidecar %s: %w", r.key, err)
}

func (ranges) Close() error { return nil }
