package accesslog

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A Glob is a log in local files: the files that match any of its patterns
// (path/filepath's, and ** as in S3's, which goes over folders), each once.
type Glob struct {
	Patterns []string
}

// List names the pattern that matches no file. A pattern that is the name of a
// file means that file, whatever characters are in it.
func (g Glob) List(ctx context.Context) ([]Object, error) {
	var out []Object
	for _, pattern := range g.Patterns {
		found, err := g.match(pattern)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%w: name at least one file or pattern", ErrNoObjects)
	}
	slices.SortFunc(out, func(a, b Object) int { return strings.Compare(a.Name, b.Name) })
	return slices.CompactFunc(out, func(a, b Object) bool { return a.Name == b.Name }), nil
}

func (g Glob) match(pattern string) ([]Object, error) {
	names := []string{pattern}
	if _, err := os.Stat(pattern); err != nil {
		if strings.Contains(pattern, "**") {
			names, err = below(pattern)
		} else if names, err = filepath.Glob(pattern); err != nil {
			err = fmt.Errorf("the pattern is malformed: %w; put a \\ before each [ that stands for itself", err)
		}
		if err != nil {
			return nil, fmt.Errorf("following log pattern %q: %w", pattern, err)
		}
	}
	var out []Object
	var folder string
	for _, name := range names {
		info, err := os.Stat(name)
		if err != nil {
			return nil, fmt.Errorf("looking at log %s: %w", name, err)
		}
		if info.IsDir() {
			folder = name
			continue
		}
		out = append(out, Object{Name: filepath.Clean(name), Size: info.Size(), Tag: info.ModTime().UTC().Format(time.RFC3339Nano)})
	}
	switch {
	case len(out) > 0:
		return out, nil
	case folder != "":
		return nil, fmt.Errorf("log pattern %q matches only a folder: %w; name the files in it (%s)", pattern, ErrNoObjects, filepath.Join(folder, "*"))
	}
	return nil, fmt.Errorf("log pattern %q matches no file: %w; check the path, and quote the pattern so that the shell leaves it alone", pattern, ErrNoObjects)
}

// Open opens a local file.
func (g Glob) Open(ctx context.Context, o Object) (io.ReadCloser, error) {
	return os.Open(o.Name)
}

// OpenAt opens a local file for reading anywhere in it.
func (g Glob) OpenAt(ctx context.Context, o Object) (ReaderAtCloser, error) {
	return os.Open(o.Name)
}
