package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Sidecars give tocsin detect's finding without the log being read, and a file
// that has none is named.
func TestDetectFromSidecars(t *testing.T) {
	dir := thirtyDays(t)
	log, side, reports := filepath.Join(dir, "*.jsonl"), filepath.Join(dir, "side"), filepath.Join(dir, "reports.csv")
	if err := os.WriteFile(reports, []byte("customer_id,called_at,note\nstolen-1,2026-12-30,\nstolen-2,2026-12-30,\nC1,2026-12-30,\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	typedIn(t, exitOK, "summarise", "-log", log, "-out", side)
	read := typedIn(t, exitOK, "detect", "-log", log, "-reports", reports)
	recalled := typedIn(t, exitOK, "detect", "-log", log, "-reports", reports, "-summaries", side)
	if want := "answered by sidecars: files 30; read instead: 0\n"; !strings.Contains(recalled, want) || strings.Replace(recalled, want, "", 1) != read {
		t.Errorf("from sidecars\n%s\nfrom the log\n%s", recalled, read)
	}
	files, err := filepath.Glob(filepath.Join(side, "*"))
	if err != nil || len(files) != 30 {
		t.Fatal(files, err)
	}
	if err := os.Remove(files[0]); err != nil {
		t.Fatal(err)
	}
	if got := typedIn(t, exitOK, "detect", "-log", log, "-reports", reports, "-summaries", side); !strings.Contains(got, "files 29; read instead: 1\n") {
		t.Errorf("a file without sidecar is not told:\n%s", got)
	}
}
