package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/drill"
)

func TestDrillUsage(t *testing.T) {
	dir := t.TempDir()
	if _, err := drill.Keep(dir, drill.Result{Scenario: "bank", Team: "person"}); err != nil {
		t.Fatal(err)
	}
	for args, want := range map[string]struct {
		code int
		said string
	}{
		"-help":                   {exitOK, "exit codes"},
		"-list":                   {exitOK, "hospital"},
		"":                        {exitUsage, "give one scenario"},
		"bank hospital":           {exitUsage, "give one scenario"},
		"bank -auto=wild":         {exitUsage, "want -auto or -auto=careless"},
		"flood":                   {exitFailed, `no scenario "flood"`},
		"-compare " + dir:         {exitOK, "bank"},
		"-compare " + t.TempDir(): {exitFailed, "holds no result"},
	} {
		var out, errs bytes.Buffer
		code := runDrill(t.Context(), strings.Fields(args), &out, &errs)
		if said := out.String() + errs.String(); code != want.code || !strings.Contains(said, want.said) {
			t.Errorf("drill %s: exit %d, said %q; want %d and %q", args, code, said, want.code, want.said)
		}
	}
}
