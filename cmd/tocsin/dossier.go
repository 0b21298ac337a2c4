package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"

	"github.com/tocsin-ir/tocsin/internal/dossier"
)

// A fetched dossier is what was written where.
type fetched struct {
	Incident string   `json:"incident"`
	Folder   string   `json:"folder"`
	Files    []string `json:"files"`
	Sealed   bool     `json:"sealed"` // the proof is there
}

// runDossier is the command "tocsin dossier".
func runDossier(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	r := newRemote("dossier", "dossier INCIDENT [-out DIR]",
		"Fetches an incident's dossier: the page, the same as JSON, the execution's history, and their proof.", stdout, stderr)
	out := r.flags.String("out", "", "`folder` to write to, made if it is not there (default: the incident's id)")
	rest, code, ok := r.parse(args, 1)
	if !ok {
		return code
	}
	if *out == "" {
		*out = rest[0]
	}
	var answer struct {
		Files map[string][]byte `json:"files"`
	}
	if !r.call(ctx, http.MethodGet, "/incidents/"+rest[0]+"/dossier", nil, &answer) {
		return exitFailed
	}
	got := fetched{Incident: rest[0], Folder: *out, Files: []string{}}
	for _, name := range dossier.Files { // and no other name that an answer may have
		if body, ok := answer.Files[name]; ok {
			if err := keep(*out, name, body); err != nil {
				fmt.Fprintf(stderr, "tocsin dossier: %v\n", err)
				return exitFailed
			}
			got.Files = append(got.Files, name)
		}
	}
	got.Sealed = slices.Contains(got.Files, dossier.FileProof)
	return r.print(got, got.print)
}

func keep(folder, name string, body []byte) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("making the folder: %w", err)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return fmt.Errorf("writing the dossier: %w", err)
	}
	defer root.Close()
	if err := root.WriteFile(name, body, 0o600); err != nil {
		return fmt.Errorf("writing the dossier: %w", err)
	}
	return nil
}

func (f fetched) print(w io.Writer) {
	fmt.Fprintf(w, "wrote %d files to %s\n", len(f.Files), f.Folder)
	if f.Sealed {
		fmt.Fprintf(w, "check them with: tocsin verify %s -key PUBLIC-KEY   (a key from a source you trust)\n", f.Folder)
		return
	}
	fmt.Fprintf(w, "the incident is not sealed yet, so there is no proof: tocsin status %s\n", f.Incident)
}
