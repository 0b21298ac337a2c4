package main

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/dossier"
	"github.com/tocsin-ir/tocsin/internal/ledger"
)

const verifyHelp = `usage: tocsin verify DOSSIER -key FILE [-json]

Checks offline that a dossier is as the ledger recorded it: the checkpoint's
signature, every entry's place in the signed tree, the incident's sequence
without holes, its times in order, and the SHA-256 of every file. What was
changed, removed or back-dated is named. What was filed and judged after the
dossier was written is listed: it is in the proof, and no file changes for it.

DOSSIER is the folder that tocsin dossier wrote, or the dossier.json in it.

  -key FILE  the ledger's public key in PEM, from a source you trust. The copy
             in the folder proves nothing: whoever forges the folder forges it too.
  -json      print the account as JSON

exit codes: 0 verified; 1 not verified; 2 wrong usage, or no dossier or key there
`

// runVerify is the command "tocsin verify".
func runVerify(_ context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("verify", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, verifyHelp) }
	keyFile, asJSON := flags.String("key", "", ""), flags.Bool("json", false, "")
	names, err := interleaved(flags, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return exitOK
	case err != nil:
		return exitUsage
	case len(names) != 1 || *keyFile == "":
		fmt.Fprint(stderr, "tocsin verify: give one dossier, and the public key with -key\n\n"+verifyHelp)
		return exitUsage
	}
	key, err := readKey(*keyFile)
	if err != nil {
		fmt.Fprintf(stderr, "tocsin verify: %v\n", err)
		return exitUsage
	}
	files, folder, err := readDossier(names[0])
	if err != nil {
		fmt.Fprintf(stderr, "tocsin verify: %v\n", err)
		return exitUsage
	}
	if own, err := os.Stat(filepath.Join(folder, dossier.FileKey)); err == nil {
		if given, err := os.Stat(*keyFile); err == nil && os.SameFile(own, given) {
			fmt.Fprintln(stderr, "tocsin verify: note: this key comes with the dossier; compare its SHA-256 with one from a source you trust")
		}
	}
	account, err := dossier.Check(files, key)
	if err != nil {
		fmt.Fprintf(stderr, "tocsin verify: %v\n", err)
		return exitFailed
	}
	if *asJSON {
		err = printJSON(stdout, account)
	} else {
		_, err = io.WriteString(stdout, accountWords(account, folder))
	}
	switch {
	case err != nil:
		fmt.Fprintf(stderr, "tocsin verify: printing: %v\n", err)
		return exitFailed
	case !account.Verified:
		return exitFailed
	}
	return exitOK
}

func readKey(file string) (*ecdsa.PublicKey, error) {
	body, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("reading the key: %w", err)
	}
	key, err := ledger.ParseKey(body)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return key, nil
}

// readDossier reads what is there of a dossier's files: what is missing, the check names.
func readDossier(name string) (files map[string][]byte, folder string, err error) {
	folder = name
	if info, err := os.Stat(name); err != nil {
		return nil, "", fmt.Errorf("reading the dossier: %w", err)
	} else if !info.IsDir() {
		folder = filepath.Dir(name)
	}
	files = map[string][]byte{}
	for _, f := range dossier.Files {
		body, err := os.ReadFile(filepath.Join(folder, f))
		switch {
		case errors.Is(err, os.ErrNotExist):
		case err != nil:
			return nil, "", fmt.Errorf("reading the dossier: %w", err)
		default:
			files[f] = body
		}
	}
	if len(files) == 0 {
		return nil, "", fmt.Errorf("%s holds no file of a dossier; fetch one with: tocsin dossier INCIDENT -out DIR", folder)
	}
	return files, folder, nil
}

// accountWords tells what was checked and what is wrong.
func accountWords(a dossier.Account, folder string) string {
	var b strings.Builder
	if a.Verified {
		fmt.Fprintf(&b, "verified: %s is the dossier of %s, as the ledger recorded it\n", folder, a.Incident)
	} else {
		fmt.Fprintf(&b, "NOT VERIFIED: %s is not as the ledger recorded it\n", folder)
		for _, p := range a.Problems {
			fmt.Fprintf(&b, "  %s: %s\n", p.File, p.Problem)
		}
	}
	if a.First != nil && a.First.Drill {
		b.WriteString("  DRILL: the ledger has it as an exercise\n")
	}
	if a.Entries > 0 {
		entry := func(e *ledger.Entry, number int64) string {
			return fmt.Sprintf("%s, phase %s %s (number %d in the ledger)", e.At.Format(time.RFC3339), e.Phase, e.Status, number)
		}
		fmt.Fprintf(&b, "  entries     %d, none missing, in order of time\n", a.Entries)
		fmt.Fprintf(&b, "  first       %s\n", entry(a.First, a.FirstNumber))
		fmt.Fprintf(&b, "  last        %s\n", entry(a.Last, a.LastNumber))
		fmt.Fprintf(&b, "  checkpoint  %d entries of all incidents, signed as %s\n", a.Size, a.Origin)
	}
	fmt.Fprintf(&b, "  key         SHA-256 %s\n", a.Key)
	for _, f := range a.Files {
		fmt.Fprintf(&b, "  unchanged   %s\n", f.Name)
	}
	for _, said := range a.Said() {
		fmt.Fprintf(&b, "  later       %s\n", said)
	}
	return b.String()
}
