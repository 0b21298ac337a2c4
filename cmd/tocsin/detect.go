package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"github.com/tocsin-ir/tocsin/internal/detect"
	"github.com/tocsin-ir/tocsin/internal/progress"
	"github.com/tocsin-ir/tocsin/internal/summary"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

var detectHelp = `usage: tocsin detect -log GLOB [-format NAME] -reports FILE [-action A,B]
                     [-directory FILE] [-summaries DIR] [-json]
       tocsin detect -dataset FILE -reports FILE …

Says whose look-ups explain which customers were called by impostors, from log
files and without a deployed Tocsin, by the same code.

` + logHelp() + `  -reports FILE    what customers told support: CSV customer_id,called_at,note;
                   called_at is RFC 3339, or a date (the end of that day, UTC)
  -directory FILE  customer directory, only to know how many customers there are;
                   without it those looked up or reported are taken for all, which
                   makes the test more cautious
  -summaries DIR   folder of sidecars (tocsin summarise) that answer for files of the
                   log; files without a fresh one are read, and named
  -html FILE       also write a page with the reasons in words and pictures
  -json            print the finding as JSON

decisions: confident (one principal is named), needs-human (the evidence leaves
doubt), no-breach (nobody stands out, though the reports would have sufficed)

exit codes: 0 done, whatever the decision; 1 failed, such as for a log that is
not there or reports without header; 2 wrong usage; 3 done, but files of the log
are damaged: look-ups may be missing
`

// A detectCall is what the command line asks for.
type detectCall struct {
	logFlags
	reports   string
	summaries string
	html      string
	json      bool
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
		err = call.page(finding)
	}
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
	c.register(flags)
	flags.StringVar(&c.reports, "reports", "", "")
	flags.StringVar(&c.summaries, "summaries", "", "")
	flags.StringVar(&c.html, "html", "", "")
	flags.BoolVar(&c.json, "json", false, "")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			fmt.Fprint(help, detectHelp)
		}
		return c, err
	}
	if flags.NArg() > 0 {
		return c, fmt.Errorf("%q is too much: quote a pattern of files, so that the shell leaves it to tocsin", flags.Arg(0))
	}
	if err := c.check(); err != nil {
		return c, err
	}
	if c.reports == "" {
		return c, errors.New("-reports is missing: name the CSV file of customers' reports")
	}
	return c, nil
}

func (c detectCall) do(ctx context.Context, stderr io.Writer) (detect.Finding, error) {
	reports, err := os.ReadFile(c.reports)
	if err != nil {
		return detect.Finding{}, fmt.Errorf("reading customer reports: %w; check the path", err)
	}
	log, source, err := c.open(ctx)
	if err != nil {
		return detect.Finding{}, err
	}
	// Nearly all that detection holds is without pointers, so that collecting garbage
	// twice as often costs next to nothing and saves a fifth of the memory.
	debug.SetGCPercent(50)
	var bar *progress.Bar
	d := detect.Detector{
		Log:     log,
		People:  &vault.Memory{},
		Actions: c.actions(),
		OnRead:  func(n int) { bar.Add(n) },
	}
	if c.summaries != "" {
		d.Summaries = summary.Dir(c.summaries)
	}
	if source != nil {
		if d.Customers, err = detect.CountCustomers(ctx, source); err != nil {
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
	if err := printJSON(w, f); err != nil {
		return fmt.Errorf("printing the finding: %w", err)
	}
	return nil
}

// page writes the finding's page, which names principals: for its owner's eyes.
func (c detectCall) page(f detect.Finding) error {
	if c.html == "" {
		return nil
	}
	var b bytes.Buffer
	if err := detect.WritePage(&b, f); err != nil {
		return err
	}
	if err := os.WriteFile(c.html, b.Bytes(), 0o600); err != nil {
		return fmt.Errorf("writing the page: %w", err)
	}
	return nil
}
