package localaws

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Root returns the top of the work tree: the nearest folder at or above the
// current one that holds this product's template.
func Root() (string, error) {
	start, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("finding the work tree: %w", err)
	}
	for dir := start; ; dir = filepath.Dir(dir) {
		_, err := os.Stat(filepath.Join(dir, "infra", "local", "requirements.txt"))
		if err == nil {
			return dir, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("finding the work tree: %w", err)
		}
		if dir == filepath.Dir(dir) {
			return "", fmt.Errorf("finding the work tree: no infra/local/requirements.txt at or above %s; run this inside a clone of the repository", start)
		}
	}
}
