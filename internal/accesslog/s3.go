package accesslog

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// S3 is a log in a bucket: every object under a prefix, or those that match
// any of the patterns (keys; *, ? and [ab] stay within a folder, ** goes over
// folders).
type S3 struct {
	Client   *s3.Client
	Bucket   string
	Prefix   string
	Patterns []string
}

// S3At is the log at places such as s3://bucket/prefix or s3://bucket/a/**/*.gz,
// all in one bucket.
func S3At(client *s3.Client, places []string) (S3, error) {
	a := S3{Client: client}
	for _, place := range places {
		bucket, key, _ := strings.Cut(strings.TrimPrefix(place, s3Scheme), "/")
		switch {
		case bucket == "":
			return S3{}, fmt.Errorf("log %s names no bucket: write s3://bucket/prefix", place)
		case a.Bucket != "" && a.Bucket != bucket:
			return S3{}, fmt.Errorf("log %s is in another bucket than the one before it: a log is read from one bucket", place)
		}
		a.Bucket = bucket
		a.Patterns = append(a.Patterns, key)
	}
	return a, nil
}

const s3Scheme = "s3://"

// InS3 says whether a place of a log is in S3, not a local file.
func InS3(place string) bool { return strings.HasPrefix(place, s3Scheme) }

// List leaves out the empty objects that consoles make for folders. It names
// the pattern that matches no object.
func (a S3) List(ctx context.Context) ([]Object, error) {
	patterns := a.Patterns
	if len(patterns) == 0 {
		patterns = []string{globEscape(a.Prefix)}
	}
	var out []Object
	for _, pattern := range patterns {
		found, err := a.match(ctx, pattern)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	slices.SortFunc(out, func(x, y Object) int { return strings.Compare(x.Name, y.Name) })
	return slices.CompactFunc(out, func(x, y Object) bool { return x.Name == y.Name }), nil
}

func (a S3) match(ctx context.Context, pattern string) ([]Object, error) {
	prefix, matches, err := keyPattern(pattern)
	if err != nil {
		return nil, fmt.Errorf("log s3://%s/%s: %w", a.Bucket, pattern, err)
	}
	pages := s3.NewListObjectsV2Paginator(a.Client, &s3.ListObjectsV2Input{Bucket: &a.Bucket, Prefix: &prefix})
	var out []Object
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, fmt.Errorf("listing log s3://%s/%s: %w", a.Bucket, prefix, err)
		}
		for _, o := range page.Contents {
			object := Object{Name: aws.ToString(o.Key), Size: aws.ToInt64(o.Size), Tag: strings.Trim(aws.ToString(o.ETag), `"`)} // as S3's events have it
			if matches(object.Name) && (object.Size > 0 || !strings.HasSuffix(object.Name, "/")) {
				out = append(out, object)
			}
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("log s3://%s/%s holds no objects: %w; check the bucket and the path, and that the log is delivered there", a.Bucket, pattern, ErrNoObjects)
	}
	return out, nil
}

// Open streams an object.
func (a S3) Open(ctx context.Context, o Object) (io.ReadCloser, error) {
	out, err := a.Client.GetObject(ctx, &s3.GetObjectInput{Bucket: &a.Bucket, Key: &o.Name})
	if err != nil {
		return nil, err
	}
	return out.Body, nil
}

// OpenAt gives access to parts of an object; each read is a request.
func (a S3) OpenAt(ctx context.Context, o Object) (ReaderAtCloser, error) {
	return s3Ranges{ctx, a, o}, nil
}

type s3Ranges struct {
	ctx     context.Context // of the scan, which ends with it
	archive S3
	object  Object
}

func (r s3Ranges) ReadAt(p []byte, off int64) (int, error) {
	if off >= r.object.Size {
		return 0, io.EOF
	}
	whole := len(p)
	p = p[:min(int64(whole), r.object.Size-off)]
	out, err := r.archive.Client.GetObject(r.ctx, &s3.GetObjectInput{Bucket: &r.archive.Bucket, Key: &r.object.Name,
		Range: aws.String(fmt.Sprintf("bytes=%d-%d", off, off+int64(len(p))-1))})
	if err != nil {
		return 0, err
	}
	defer out.Body.Close()
	n, err := io.ReadFull(out.Body, p)
	if err == nil && n < whole {
		err = io.EOF
	}
	return n, err
}

func (r s3Ranges) Close() error { return nil }
