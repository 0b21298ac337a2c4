package rehearsal

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// describe is the company's Dataset file for its log and directory at places.
func describe(log, directory string, t Theme) []byte {
	return fmt.Appendf(nil, `# Kept by the support database's team.
name: support database
log:
  at: %q
  format: json
directory: %q
lookups:
  %s: [%s]
other_actions: [ticket.update]
`, log, directory, t.Action, strings.Join(t.Fields, ", "))
}

// writeDataset describes the world's own files, as seen from its folder.
func (w *World) writeDataset() error {
	body := describe(filepath.Join(filepath.Base(w.LogDir), "*"), filepath.Base(w.Directory), w.Theme)
	if err := os.WriteFile(w.Dataset, body, 0o600); err != nil {
		return fmt.Errorf("describing the data set: %w", err)
	}
	return nil
}
