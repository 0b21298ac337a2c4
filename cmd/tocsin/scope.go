package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/progress"
	"github.com/tocsin-ir/tocsin/internal/scope"
	"github.com/tocsin-ir/tocsin/internal/summary"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

var scopeHelp = `usage: tocsin scope -log GLOB [-format NAME] -principal P [-from T] [-to T]
                    [-action A,B] [-directory FILE] [-out FILE] [-json]
       tocsin scope -dataset FILE -principal P …

Counts the customers whose records a suspect touched, from log files and
without a deployed Tocsin, by the same code. It reads the whole log and says
apart what the log cannot tell: bad lines, damaged files, missing hours.

` + logHelp() + `  -principal P     whose accesses count, as it stands in the log; may be repeated
  -from T          first time that counts: RFC 3339, or a date (its midnight UTC)
  -to T            end of the time that counts, itself not included
  -window WORD     "estimated" counts only what lies in each suspect's estimated
                   window; without it, and without -from and -to, all counts
  -summaries DIR   folder of sidecars (tocsin summarise) that answer for files of the
                   log; files without a fresh one are read, and named
  -directory FILE  customer directory to join with: CSV customer_id,email,name,
                   country,language,segment, plain, gzip or zstd
  -out FILE        write the ids of the affected there, one a line, sorted; with
                   several principals, or where an id holds a line break, as CSV
                   with a header: customer_id, and for each principal how many of
                   their events count (0: none)
  -json            print the result as JSON

exit codes: 0 done; 1 failed, such as for a log that is not there or has no
lines; 2 wrong usage, such as a window that ends before it begins; 3 done, but
lines or files of the log could not be read: the count is a lower bound
`

// A scopeCall is what the command line asks for.
type scopeCall struct {
	logFlags
	query     scope.Query
	summaries string
	out       string
	json      bool
}

// runScope is the command "tocsin scope".
func runScope(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	call, err := parseScope(args, stdout)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return exitOK
	case err != nil:
		fmt.Fprintf(stderr, "tocsin scope: %v\n(tocsin scope -help says more)\n", err)
		return exitUsage
	}
	report, err := call.do(ctx, stderr)
	if err != nil {
		fmt.Fprintf(stderr, "tocsin scope: %v\n", err)
		return exitFailed
	}
	if call.json {
		err = printJSON(stdout, report)
	} else {
		err = showScope(stdout, report)
	}
	if err != nil {
		fmt.Fprintf(stderr, "tocsin scope: printing the result: %v\n", err)
		return exitFailed
	}
	if report.LowerBound {
		return exitPartial
	}
	return exitOK
}

func parseScope(args []string, help io.Writer) (c scopeCall, err error) {
	flags := flag.NewFlagSet("scope", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	var principals names
	c.register(flags)
	flags.Var(&principals, "principal", "")
	from := flags.String("from", "", "")
	to := flags.String("to", "", "")
	window := flags.String("window", "", "")
	flags.StringVar(&c.summaries, "summaries", "", "")
	flags.StringVar(&c.out, "out", "", "")
	flags.BoolVar(&c.json, "json", false, "")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			fmt.Fprint(help, scopeHelp)
		}
		return c, err
	}
	switch {
	case flags.NArg() > 0:
		return c, fmt.Errorf("%q is too much: quote a pattern of files, so that the shell leaves it to tocsin", flags.Arg(0))
	case len(principals) == 0:
		return c, errors.New("-principal is missing: say whose accesses to count, as they stand in the log")
	}
	if err := c.check(); err != nil {
		return c, err
	}
	if c.query, err = scope.NewQuery(principals, c.actions(), *from, *to); err != nil {
		return c, err
	}
	c.query, err = c.query.WithWindow(*window)
	return c, err
}

func splitActions(list string) []string {
	actions := strings.Split(list, ",")
	for i := range actions {
		actions[i] = strings.TrimSpace(actions[i])
	}
	return actions
}

// do reads the log and writes the list of the affected.
func (c scopeCall) do(ctx context.Context, stderr io.Writer) (*scope.Report, error) {
	if c.summaries != "" {
		collectLater()
	}
	if c.out != "" { // found now, not after the log was read
		if _, err := os.Stat(filepath.Dir(c.out)); err != nil {
			return nil, fmt.Errorf("writing the affected: %w; make the folder first", err)
		}
		if there, err := os.Stat(c.out); err == nil && there.IsDir() {
			return nil, fmt.Errorf("writing the affected: %s is a folder: name a file in it", c.out)
		}
	}
	log, source, err := c.open(ctx)
	if err != nil {
		return nil, err
	}
	if c.action == "" {
		c.query.Actions = log.Lookups()
	}
	var bar *progress.Bar
	phase := scope.Phase{
		People:    &vault.Memory{},
		Log:       log,
		Directory: source,
		OnRead:    func(n int) { bar.Add(n) },
	}
	if c.summaries != "" {
		phase.Summaries = summary.Dir(c.summaries)
	}
	report, affected, err := phase.Local(ctx, c.query, func(plan scope.PlanResult) {
		bar = progress.New(stderr, "reading the log", plan.Bytes)
	})
	bar.Close()
	if err == nil && c.out != "" {
		asTable := false
		asTable, err = writeAffected(c.out, report.Principals, affected())
		if asTable && len(report.Principals) == 1 {
			fmt.Fprintf(stderr, "tocsin scope: an id holds a line break, so %s is not one id a line but CSV with a header\n", c.out)
		}
	}
	return report, err
}

// collectLater lets the first 32 MB of garbage be, which is more than an answer
// of sidecars makes. From then on it is collected as usual.
func collectLater() {
	debug.SetGCPercent(800) // of the 4 MB that Go takes for the least
	runtime.SetFinalizer(new([64]byte), func(*[64]byte) { debug.SetGCPercent(100) })
}
