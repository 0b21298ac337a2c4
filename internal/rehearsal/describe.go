package rehearsal

import (
	"fmt"
	"os"
	"path/filepath"
)

// describe is the company's Dataset file for its log and directory at places.
func describe(log, directory string) []byte {
	return fmt.Appendf(nil, `# Kept by the support database's team.
name: support database
log:
  at: %q
  format: json
directory: %q
lookups:
  customer.read: [name, email, phone, ticket_id]
other_actions: [ticket.update]
`, log, directory)
}

// writeDataset describes the world's own files, as seen from its folder.
func (w *World) writeDataset() error {
	body := describe(filepath.Join(filepath.Base(w.LogDir), "*"), filepath.Base(w.Directory))
	if err := os.WriteFile(w.Dataset, body, 0o600); err != nil {
		return fmt.Errorf("describing the data set: %w", err)
	}
	return nil
}
