package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/detect"
	"github.com/tocsin-ir/tocsin/internal/directory"
	"github.com/tocsin-ir/tocsin/internal/progress"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

const detectHelp = `usage: tocsin detect -log GLOB -reports FILE [-action A] [-directory FILE] [-json]

Says whose look-ups explain which customers were called by impostors, from local
log files and without any AWS, by the same code as the deployed Tocsin.

  -log GLOB        files of the access log, JSON lines, plain, gzip or zstd; quote
                   the pattern; may be repeated
  -reports FILE    what customers told support: CSV customer_id,called_at,note;
                   called_at is RFC 3339, or a date (the end of that day, UTC)
  -action A,B      which actions count as look-ups (default: ` + detect.DefaultAction + `)
  -directory FILE  customer directory, only to know how many customers there are;
                   without it those looked up or reported are taken for all, which
                   makes the test more cautious
  -json            print the finding as JSON

decisions: confident (one principal is named), needs-human (the evidence leaves
doubt), no-breach (nobody stands out, though the reports would have sufficed)

exit codes: 0 done, whatever the decision; 1 failed, such as for a log that is
not there or reports without header; 2 wrong usage; 3 done, but files of the log
are damaged: look-ups may be missing
`

// A detectCall is what the command line asks for.
type detectCall struct {
	log                names
	reports, directory string
	actions            []string
	json               bool
}

// runDetect is the command "tocsin detect".
func runDetect(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	call, err := parseDetect(args, stdout)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return exitOK
	case err != nil:
		fmt.Fprintf(stderr, "tocsin detect: %v\n(tocsin detect -help says more)\n", err)
		return exitUsage
	}
	finding, err := call.do(ctx, stderr)
	if err == nil {
		err = call.print(stdout, finding)
	}
	switch {
	case err != nil:
		fmt.Fprintf(stderr, "tocsin detect: %v\n", err)
		return exitFailed
	case len(finding.Damaged) > 0:
		return exitPartial
	}
	return exitOK
}

func parseDetect(args []string, help io.Writer) (c detectCall, err error) {
	flags := flag.NewFlagSet("detect", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Var(&c.log, "log", "")
	flags.StringVar(&c.reports, "reports", "", "")
	action := flags.String("action", detect.DefaultAction, "")
	flags.StringVar(&c.directory, "directory", "", "")
	flags.BoolVar(&c.json, "json", false, "")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			fmt.Fprint(help, detectHelp)
		}
		return c, err
	}
	switch {
	case flags.NArg() > 0:
		return c, fmt.Errorf("%q is too much: quote a pattern of files, so that the shell leaves it to tocsin", flags.Arg(0))
	case len(c.log) == 0:
		return c, errors.New("-log is missing: name the files of the access log")
	case c.reports == "":
		return c, errors.New("-reports is missing: name the CSV file of customers' reports")
	case slices.Contains(splitActions(*action), ""):
		return c, errors.New("-action is empty: name the actions that count as look-ups")
	}
	c.actions = splitActions(*action)
	return c, nil
}

func (c detectCall) do(ctx context.Context, stderr io.Writer) (detect.Finding, error) {
	reports, err := os.ReadFile(c.reports)
	if err != nil {
		return detect.Finding{}, fmt.Errorf("reading customer reports: %w", err)
	}
	var bar *progress.Bar
	d := detect.Detector{
		Log:     accesslog.Log{Archive: accesslog.Glob{Patterns: c.log}},
		People:  &vault.Memory{},
		Actions: c.actions,
		OnRead:  func(n int) { bar.Add(n) },
	}
	if c.directory != "" {
		if d.Customers, err = detect.CountCustomers(ctx, directory.File(c.directory)); err != nil {
			return detect.Finding{}, err
		}
	}
	finding, err := d.Local(ctx, reports, func(plan detect.PlanResult) {
		bar = progress.New(stderr, "reading the log", plan.Bytes)
	})
	bar.Close()
	return finding, err
}

func (c detectCall) print(w io.Writer, f detect.Finding) error {
	if !c.json {
		return showFinding(w, f)
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	if err := e.Encode(f); err != nil {
		return fmt.Errorf("printing the finding: %w", err)
	}
	return nil
}
