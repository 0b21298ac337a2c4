package accesslog

import (
	"bytes"
	"context"
	"fmt"
	"io"
)

// A Source is one object as a Decoder sees it: stored bytes, packed or not.
type Source struct {
	Object
	archive Archive
	format  Format
	onRead  func(bytes int)
	head    []byte // the first unpacked bytes, as far as they were read
}

// Open streams the stored bytes from the first on.
func (s *Source) Open(ctx context.Context) (io.ReadCloser, error) {
	body, err := s.archive.Open(ctx, s.Object)
	if err != nil {
		return nil, fmt.Errorf("opening log %s: %w", s.Name, err)
	}
	return counted{body, s.onRead}, nil
}

// A ReaderAtCloser reads from anywhere in an object.
type ReaderAtCloser interface {
	io.ReaderAt
	io.Closer
}

// OpenAt gives access to any part of the stored bytes, of which there are
// s.Size. ReadAt may be called concurrently. On S3 each call is a request, so
// ask for much at a time. An archive that cannot do it has the object read
// whole into memory.
func (s *Source) OpenAt(ctx context.Context) (ReaderAtCloser, error) {
	if a, ok := s.archive.(randomArchive); ok {
		at, err := a.OpenAt(ctx, s.Object)
		if err != nil {
			return nil, fmt.Errorf("opening log %s: %w", s.Name, err)
		}
		return countedAt{at, s.onRead}, nil
	}
	body, err := s.Open(ctx)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	whole, err := io.ReadAll(body)
	if err != nil {
		return nil, fmt.Errorf("reading log %s: %w", s.Name, err)
	}
	return inMemory{bytes.NewReader(whole)}, nil
}

// A randomArchive can read its objects from anywhere.
type randomArchive interface {
	OpenAt(ctx context.Context, o Object) (ReaderAtCloser, error)
}

type inMemory struct{ io.ReaderAt }

func (inMemory) Close() error { return nil }

// counted tells of the bytes that are read.
type counted struct {
	io.ReadCloser
	onRead func(bytes int)
}

func (c counted) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	if c.onRead != nil && n > 0 {
		c.onRead(n)
	}
	return n, err
}

type countedAt struct {
	ReaderAtCloser
	onRead func(bytes int)
}

func (c countedAt) ReadAt(p []byte, off int64) (int, error) {
	n, err := c.ReaderAtCloser.ReadAt(p, off)
	if c.onRead != nil && n > 0 {
		c.onRead(n)
	}
	return n, err
}
