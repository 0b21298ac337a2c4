package dataset

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/directory"
)

// maxFile is how long a Dataset file may be, in bytes.
const maxFile = 1 << 20

// Fetch reads a Dataset file from a bucket.
func Fetch(ctx context.Context, client *s3.Client, bucket, key string) (*Dataset, error) {
	name := "s3://" + bucket + "/" + key
	out, err := client.GetObject(ctx, &s3.GetObjectInput{Bucket: &bucket, Key: &key})
	var missing *types.NoSuchKey
	if errors.As(err, &missing) {
		return nil, fmt.Errorf("reading %s: %w: it is not there; put it where DatasetBucket and DatasetKey say", name, ErrInvalid)
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	defer out.Body.Close()
	body, err := io.ReadAll(io.LimitReader(out.Body, maxFile))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	return Parse(name, body)
}

// Clients makes the client of S3, for those data sets that need it.
type Clients func() (*s3.Client, error)

// Open finds the log and the directory; the directory is nil when the file names
// none. Local paths are as seen from the folder of the file.
func (d *Dataset) Open(clients Clients) (accesslog.Log, directory.Source, error) {
	log, err := d.log(clients)
	if err != nil {
		return log, nil, fmt.Errorf("%s: %w", d.file, err)
	}
	source, err := d.source(clients)
	if err != nil {
		return log, nil, fmt.Errorf("%s: %w", d.file, err)
	}
	return log, source, nil
}

func (d *Dataset) log(clients Clients) (log accesslog.Log, err error) {
	if log.Format, err = d.format(); err != nil {
		return log, err
	}
	if log.Mapping, err = d.mapping(); err != nil {
		return log, err
	}
	log.Archive, err = Archive(d.local(d.Log.At...), clients)
	return log, err
}

// Archive is the log at local patterns or at s3:// places.
func Archive(places []string, clients Clients) (accesslog.Archive, error) {
	if len(places) == 0 || !accesslog.InS3(places[0]) {
		return accesslog.Glob{Patterns: places}, nil
	}
	client, err := clients()
	if err != nil {
		return nil, err
	}
	return accesslog.S3At(client, places)
}

func (d *Dataset) source(clients Clients) (directory.Source, error) {
	switch {
	case d.Directory == "":
		return nil, nil
	case !accesslog.InS3(d.Directory):
		return directory.File(d.local(d.Directory)[0]), nil
	}
	client, err := clients()
	if err != nil {
		return nil, err
	}
	bucket, key, _ := strings.Cut(strings.TrimPrefix(d.Directory, "s3://"), "/")
	return directory.S3{Client: client, Bucket: bucket, Key: key}, nil
}
