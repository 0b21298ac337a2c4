package summary

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

// A Store keeps sidecars by the names of their log objects.
type Store interface {
	// Open gives access to any part of an object's sidecar. Here, or when it is
	// first read, an error that is ErrMissing says that there is none.
	Open(ctx context.Context, object string) (accesslog.ReaderAtCloser, error)
	// Put stores a sidecar, in place of an earlier one. When it is back, the
	// whole of it is there; else nothing of it.
	Put(ctx context.Context, object string, body []byte) error
}

// Extension ends the name of every sidecar.
const Extension = ".tsum"

// A Dir keeps the sidecars of local files in a folder.
type Dir string

// path tells files of the same name in different folders apart.
func (d Dir) path(object string) (string, error) {
	whole, err := filepath.Abs(object)
	if err != nil {
		return "", fmt.Errorf("naming the sidecar of %s: %w", object, err)
	}
	sum := sha256.Sum256([]byte(whole))
	return filepath.Join(string(d), filepath.Base(whole)+"-"+hex.EncodeToString(sum[:6])+Extension), nil
}

// Open opens the file.
func (d Dir) Open(_ context.Context, object string) (accesslog.ReaderAtCloser, error) {
	path, err := d.path(object)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(path) // #nosec G304 -- in the folder that was named
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrMissing
	}
	if err != nil {
		return nil, fmt.Errorf("opening the sidecar of %s: %w", object, err)
	}
	return f, nil
}

// Put writes a file that only its owner reads.
func (d Dir) Put(_ context.Context, object string, body []byte) error {
	path, err := d.path(object)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(string(d), ".tocsin-*")
	if err != nil {
		return fmt.Errorf("writing the sidecar of %s: %w", object, err)
	}
	defer os.Remove(f.Name())
	_, err = f.Write(body)
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("writing the sidecar of %s: %w", object, err)
	}
	return nil
}
