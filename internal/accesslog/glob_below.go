package accesslog

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// below lists the files that match a pattern with **, sorted. A folder that
// cannot be read is an error. Links to folders are followed, but not round in a
// circle; a file that is there by several names is taken by the first.
func below(pattern string) ([]string, error) {
	prefix, matches, err := keyPattern(filepath.ToSlash(filepath.Clean(pattern)))
	if err != nil {
		return nil, err
	}
	w := walk{matches: matches, real: map[string]bool{}}
	root := prefix[:strings.LastIndexByte(prefix, '/')+1]
	if root == "" {
		root = "."
	}
	if _, err := os.Stat(root); os.IsNotExist(err) {
		return nil, nil
	}
	if err := w.folder(filepath.FromSlash(root), nil); err != nil {
		return nil, err
	}
	slices.Sort(w.found)
	return w.found, nil
}

type walk struct {
	matches func(string) bool
	real    map[string]bool // names without links of the files that were found
	found   []string
}

// folder looks into a folder; above are those that it is in, without links.
func (w *walk) folder(name string, above []string) error {
	real, err := filepath.EvalSymlinks(name)
	if err != nil || slices.Contains(above, real) {
		return err
	}
	above = append(above, real)
	all, err := os.ReadDir(name)
	if err != nil {
		return err
	}
	for _, entry := range all {
		path := filepath.Join(name, entry.Name())
		info, err := os.Stat(path)
		switch {
		case os.IsNotExist(err) && !w.matches(filepath.ToSlash(path)): // a link that leads nowhere
		case err != nil:
			return err
		case info.IsDir():
			if err := w.folder(path, above); err != nil {
				return err
			}
		case w.matches(filepath.ToSlash(path)):
			if err := w.file(path); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *walk) file(path string) error {
	real, err := filepath.EvalSymlinks(path)
	if err == nil && !w.real[real] {
		w.real[real] = true
		w.found = append(w.found, path)
	}
	return err
}
