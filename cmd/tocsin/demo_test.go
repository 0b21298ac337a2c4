package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestDemoUsage(t *testing.T) {
	for args, want := range map[string]struct {
		code int
		said string
	}{
		"-help":      {exitOK, "exit codes"},
		"now":        {exitUsage, `unexpected argument "now"`},
		"-scale x":   {exitUsage, "invalid value"},
		"-scale 0":   {exitFailed, "a scale of 1:0"},
		"-scale 5e3": {exitUsage, "invalid value"},
	} {
		var out, errs bytes.Buffer
		if code := runDemo(t.Context(), strings.Fields(args), &out, &errs); code != want.code || !strings.Contains(errs.String(), want.said) {
			t.Errorf("demo %s: exit %d, said %q; want %d and %q", args, code, errs.String(), want.code, want.said)
		}
	}
}
