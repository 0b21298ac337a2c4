package main

import (
	"encoding/json"
	"io"
)

// printJSON prints for scripts, the same way in every command.
func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
