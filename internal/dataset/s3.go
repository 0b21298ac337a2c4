package dataset

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/directory"
	"github.com/tocsin-ir/tocsin/internal/task"
)

// maxFile is how long a Dataset file may be, in bytes.
const maxFile = 1 << 20

// S3 is a Dataset file in a bucket, where the functions read it anew for every
// step: what the owner mends counts from the next step on.
type S3 struct {
	Client      *s3.Client
	Bucket, Key string
}

// Log finds the log that the file describes.
func (f S3) Log(ctx context.Context) (accesslog.Log, error) {
	log, _, err := f.open(ctx)
	return log, err
}

// LogAndDirectory finds both, and refuses a file without directory.
func (f S3) LogAndDirectory(ctx context.Context) (accesslog.Log, directory.Source, error) {
	log, source, err := f.open(ctx)
	if err == nil && source == nil {
		err = task.Fail(task.BadInput, fmt.Errorf("reading %s: %w: it names no directory, so nobody could be written to", f.name(), ErrInvalid))
	}
	return log, source, err
}

func (f S3) name() string { return s3Scheme + f.Bucket + "/" + f.Key }

const s3Scheme = "s3://"

func (f S3) open(ctx context.Context) (log accesslog.Log, source directory.Source, err error) {
	d, err := f.fetch(ctx)
	if err == nil {
		log, source, err = d.Open(func() (*s3.Client, error) { return f.Client, nil })
	}
	if errors.Is(err, ErrInvalid) {
		err = task.Fail(task.BadInput, err)
	}
	return log, source, err
}

func (f S3) fetch(ctx context.Context) (*Dataset, error) {
	out, err := f.Client.GetObject(ctx, &s3.GetObjectInput{Bucket: &f.Bucket, Key: &f.Key})
	var api smithy.APIError
	if errors.As(err, &api) && (api.ErrorCode() == "NoSuchKey" || api.ErrorCode() == "AccessDenied") {
		return nil, fmt.Errorf("reading %s: %w: it is not there, or may not be read; put it where DatasetBucket and DatasetKey say (%w)", f.name(), ErrInvalid, err)
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", f.name(), err)
	}
	defer out.Body.Close()
	body, err := io.ReadAll(io.LimitReader(out.Body, maxFile))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", f.name(), err)
	}
	return Parse(f.name(), body)
}

// Clients makes the client of S3, for those data sets that need it.
type Clients func() (*s3.Client, error)

// Open finds the log and the directory; the directory is nil when the file names
// none. Local paths are as seen from the folder of the file.
func (d *Dataset) Open(clients Clients) (accesslog.Log, directory.Source, error) {
	if err := d.checkPlaces(); err != nil {
		return accesslog.Log{}, nil, fmt.Errorf("%s: %w: %w", d.file, ErrInvalid, err)
	}
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

// checkPlaces refuses a file in S3 that names files of some machine.
func (d *Dataset) checkPlaces() error {
	if !accesslog.InS3(d.file) {
		return nil
	}
	if !accesslog.InS3(d.Log.At[0]) {
		return errors.New("log.at names local files, but the Dataset file is in S3: write s3://bucket/prefix")
	}
	if d.Directory != "" && !accesslog.InS3(d.Directory) {
		return errors.New("directory is a local file, but the Dataset file is in S3: write s3://bucket/key")
	}
	return nil
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
	if mixed(places) {
		return nil, errMixed
	}
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
	bucket, key, _ := strings.Cut(strings.TrimPrefix(d.Directory, s3Scheme), "/")
	return directory.S3{Client: client, Bucket: bucket, Key: key}, nil
}
