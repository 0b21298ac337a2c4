package dataset

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

// Load reads a Dataset file on this machine.
func Load(path string) (*Dataset, error) {
	body, err := os.ReadFile(path) // #nosec G304 -- the file that the user names
	if err != nil {
		return nil, fmt.Errorf("reading the Dataset file: %w; check the path", err)
	}
	return Parse(path, body)
}

// local makes paths as seen from the file's folder.
func (d *Dataset) local(places ...string) []string {
	out := make([]string, len(places))
	for i, place := range places {
		out[i] = place
		if !accesslog.InS3(place) && !filepath.IsAbs(place) {
			out[i] = filepath.Join(filepath.Dir(d.file), place)
		}
	}
	return out
}
