package main

import (
	"bytes"
	"fmt"

	"github.com/tocsin-ir/tocsin/internal/scope"
)

// showSummarised says for which files sidecars answered, and which were read.
func showSummarised(b *bytes.Buffer, s *scope.Summarised) {
	if s == nil {
		return
	}
	fmt.Fprintf(b, "answered by sidecars: files %d; read instead: %d\n", s.Objects, len(s.Read)+s.More)
	for _, f := range s.Read[:min(len(s.Read), shownPlaces)] {
		fmt.Fprintf(b, "  %s: %s\n", f.File, f.Reason)
	}
	more(b, int64(len(s.Read)+s.More))
}
