package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// unpack does what no reader of packed files can do without: it unpacks all of
// them, with the library that Tocsin uses and in the way that is fastest with
// it, one window for all files of a worker, and throws the bytes away.
func unpack(pattern string) error {
	files, err := filepath.Glob(pattern)
	if err != nil {
		return err
	}
	next := make(chan string)
	var workers sync.WaitGroup
	sizes, errs := make([]int64, runtime.GOMAXPROCS(0)), make([]error, runtime.GOMAXPROCS(0))
	for w := range sizes {
		workers.Go(func() {
			var u unpacker
			for name := range next {
				n, err := u.file(name)
				sizes[w] += n
				errs[w] = errors.Join(errs[w], err)
			}
		})
	}
	for _, name := range files {
		next <- name
	}
	close(next)
	workers.Wait()
	var total int64
	for _, n := range sizes {
		total += n
	}
	fmt.Printf("{\"bytes\":%d}\n", total)
	return errors.Join(errs...)
}

// An unpacker keeps what the next file can be unpacked with.
type unpacker struct {
	gzip *gzip.Reader
	zstd *zstd.Decoder
}

func (u *unpacker) file(name string) (int64, error) {
	f, err := os.Open(name) // #nosec G304 -- the caller's own
	if err != nil {
		return 0, err
	}
	defer f.Close()
	if strings.HasSuffix(name, ".gz") {
		if u.gzip == nil {
			u.gzip = new(gzip.Reader)
		}
		if err := u.gzip.Reset(f); err != nil {
			return 0, err
		}
		return io.Copy(io.Discard, u.gzip)
	}
	if u.zstd == nil {
		if u.zstd, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1)); err != nil {
			return 0, err
		}
	}
	if err := u.zstd.Reset(f); err != nil {
		return 0, err
	}
	return io.Copy(io.Discard, u.zstd)
}
