package accesslog

import (
	"context"
	"errors"
	"io"
)

// ErrNoObjects is in the error of an archive that holds no object.
var ErrNoObjects = errors.New("no log is there")

// An Object is one file of the log.
type Object struct {
	Name string `json:"name"` // path or S3 key
	Size int64  `json:"size"` // bytes as stored
	// Tag is another one when the bytes have changed: S3's ETag, or when a local
	// file was last written.
	Tag string `json:"tag,omitempty"`
}

// An Archive is where a log lives: local files (Glob) or a bucket (S3).
type Archive interface {
	// List returns the log's objects sorted by name. A log of no objects is
	// an error that is ErrNoObjects and names the place.
	List(ctx context.Context) ([]Object, error)
	// Open streams an object's stored bytes.
	Open(ctx context.Context, o Object) (io.ReadCloser, error)
}

// A Batch is the work of one child of the Distributed Map.
type Batch struct {
	N       int      `json:"n"` // from 0, unique in the manifest
	Objects []Object `json:"objects"`
}

// Batches groups objects in order so that each batch holds at most maxObjects
// objects and, unless a single object is larger, at most maxBytes stored bytes.
func Batches(objects []Object, maxObjects int, maxBytes int64) []Batch {
	var out []Batch
	var size int64
	for _, o := range objects {
		last := len(out) - 1
		if last < 0 || len(out[last].Objects) >= maxObjects || size+o.Size > maxBytes {
			out = append(out, Batch{N: len(out)})
			last, size = len(out)-1, 0
		}
		out[last].Objects = append(out[last].Objects, o)
		size += o.Size
	}
	return out
}
