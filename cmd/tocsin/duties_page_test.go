package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDutiesPage(t *testing.T) {
	dir := t.TempDir()
	facts, page := filepath.Join(dir, "facts.json"), filepath.Join(dir, "duties.html")
	if err := os.WriteFile(facts, []byte(`{"aware_at":"2026-11-22T21:40:00Z","affected":{"JP":88},"data_elements":["name"],"wrongful_purpose":true}`), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	if code := runDuties(t.Context(), []string{"-facts", facts, "-html", page, "-zone", "Asia/Tokyo"}, &out, &errs); code != exitOK || !strings.Contains(out.String(), page) {
		t.Fatalf("exit %d, %q, %q; want the page's name", code, out.String(), errs.String())
	}
	html, err := os.ReadFile(page)
	if err != nil || !bytes.Contains(html, []byte("times in Asia/Tokyo")) || !bytes.Contains(html, []byte("JP-APPI-final")) {
		t.Errorf("the page lacks the zone or Japan's duty (%v)", err)
	}
	if code := runDuties(t.Context(), []string{"-facts", facts, "-html", page, "-zone", "Tokyo"}, &out, &errs); code != exitUsage || !strings.Contains(errs.String(), "Europe/Berlin") {
		t.Errorf("an unknown zone: exit %d, %q; want how to name one", code, errs.String())
	}
}
