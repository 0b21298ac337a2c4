package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// S3 is a Store in one bucket. Encryption, lifetime and Object Lock are the
// bucket's own defaults, so no caller can forget them.
type S3 struct {
	Client *s3.Client
	Bucket string
}

func (s S3) Put(ctx context.Context, key string, body []byte, count int) (Ref, error) {
	_, err := s.Client.PutObject(ctx, &s3.PutObjectInput{
		Bucket: &s.Bucket, Key: &key, Body: bytes.NewReader(body),
		ChecksumAlgorithm: types.ChecksumAlgorithmSha256,
	})
	if err != nil {
		return Ref{}, fmt.Errorf("storing %s: %w", key, err)
	}
	return Ref{Bucket: s.Bucket, Key: key, SHA256: Digest(body), Count: count}, nil
}

func (s S3) Get(ctx context.Context, ref Ref) ([]byte, error) {
	if ref.Bucket != s.Bucket {
		return nil, fmt.Errorf("reading %s: the reference names bucket %s, this store is %s", ref.Key, ref.Bucket, s.Bucket)
	}
	body, err := s.Read(ctx, ref.Key)
	if err != nil {
		return nil, err
	}
	return body, check(ref, body)
}

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

func (s S3) List(ctx context.Context, prefix string) ([]string, error) {
	pages := s3.NewListObjectsV2Paginator(s.Client, &s3.ListObjectsV2Input{Bucket: &s.Bucket, Prefix: aws.String(prefix)})
	var keys []string
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, fmt.Errorf("listing %s: %w", prefix, err)
		}
		for _, o := range page.Contents {
			keys = append(keys, aws.ToString(o.Key))
		}
	}
	slices.Sort(keys)
	return keys, nil
}

// Name returns the bucket's name.
func (s S3) Name() string { return s.Bucket }

// Client makes an S3 client. An endpoint of one's own is reached by path,
// since only the real service answers under a host name per bucket.
func Client(cfg aws.Config) *s3.Client {
	return s3.NewFromConfig(cfg, func(o *s3.Options) { o.UsePathStyle = cfg.BaseEndpoint != nil })
}
