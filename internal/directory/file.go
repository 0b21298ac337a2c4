package directory

import (
	"context"
	"fmt"
	"io"
	"os"
)

// File is a directory in a local file.
type File string

func (f File) Name() string { return string(f) }

func (f File) Open(context.Context) (io.ReadCloser, error) {
	body, err := os.Open(string(f))
	if err != nil {
		return nil, fmt.Errorf("opening the customer directory: %w; check the path", err)
	}
	if info, err := body.Stat(); err == nil && info.IsDir() {
		body.Close()
		return nil, fmt.Errorf("directory %s is a folder: name the CSV file of customers in it", f)
	}
	return body, nil
}
