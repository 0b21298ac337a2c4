package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"time"

	"github.com/tocsin-ir/tocsin/internal/drill"
	stage "github.com/tocsin-ir/tocsin/internal/rehearsal"
)

const drillHelp = `usage: tocsin drill SCENARIO [-auto[=careless]] [-results DIR] [-json] [-html FILE]
       tocsin drill -list
       tocsin drill -compare [DIR] [-json] [-html FILE]

Plays a breach as an exercise on an AWS that runs on this machine: the real
workflow, letters only into the local mailbox, everything marked as a drill. You
decide at the terminal what the machine asks; at the end there is a score sheet.

Needs a clone of the repository, Go and Python 3, as tocsin demo does.

  -list         the scenarios
  -auto         a scripted good team plays; -auto=careless: one that decides blind
                and files late
  -results DIR  where the result is kept, one JSON a run (default: drills)
  -compare      the results of a folder over time (default: drills)
  -json         print the result as JSON
  -html FILE    write the score sheet, or the comparison, as a page
  -scale N      size of the company, 1:N of 12 million customers (default: 2000)
  -seed N       number that the company is invented from (default: of the day)

exit codes: 0 played, whatever the score; 1 failed; 2 wrong usage
`

// autoFlag is -auto or -auto=careless.
type autoFlag struct{ team string }

func (a *autoFlag) String() string   { return a.team }
func (a *autoFlag) IsBoolFlag() bool { return true }
func (a *autoFlag) Set(s string) error {
	team, ok := map[string]string{"true": "auto", "good": "auto", "careless": "careless"}[s]
	if !ok {
		return errors.New("want -auto or -auto=careless")
	}
	a.team = team
	return nil
}

type drillFlags struct {
	auto          autoFlag
	results, html string
	json          bool
	scale         int
	seed          uint64
}

// runDrill is the command "tocsin drill".
func runDrill(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var d drillFlags
	flags := flag.NewFlagSet("drill", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, drillHelp) }
	flags.Var(&d.auto, "auto", "")
	flags.StringVar(&d.results, "results", "drills", "")
	flags.StringVar(&d.html, "html", "", "")
	flags.BoolVar(&d.json, "json", false, "")
	flags.IntVar(&d.scale, "scale", 2000, "")
	flags.Uint64Var(&d.seed, "seed", uint64(time.Now().Unix()/86400), "") // #nosec G115 -- after 1970
	list := flags.Bool("list", false, "")
	compare := flags.Bool("compare", false, "")
	names, err := interleaved(flags, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return exitOK
	case err != nil:
		return exitUsage
	case *list && len(names) == 0:
		for _, s := range drill.Scenarios {
			fmt.Fprintf(stdout, "%-10s %s\n", s.Name, s.Title)
		}
		return exitOK
	case *compare && len(names) <= 1:
		if len(names) == 1 {
			d.results = names[0]
		}
		err = d.compare(stdout)
	case len(names) != 1 || *list || *compare:
		fmt.Fprint(stderr, "tocsin drill: give one scenario, -list or -compare\n\n"+drillHelp)
		return exitUsage
	default:
		err = d.play(ctx, names[0], stdout, stderr)
	}
	if err != nil {
		fmt.Fprintf(stderr, "tocsin drill: %v\n", err)
		return exitFailed
	}
	return exitOK
}

func (d drillFlags) compare(w io.Writer) error {
	all, err := drill.Results(d.results)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return fmt.Errorf("%s holds no result of a drill", d.results)
	}
	if d.html != "" {
		if err := writeTo(d.html, func(page io.Writer) error { return drill.WriteHistory(page, all) }); err != nil {
			return err
		}
	}
	if d.json {
		return printJSON(w, all)
	}
	return drill.Compare(w, all)
}

func (d drillFlags) play(ctx context.Context, name string, stdout, stderr io.Writer) error {
	s, err := drill.Find(name)
	if err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("finding this command: %w", err)
	}
	var team drill.Team = &drill.Person{In: bufio.NewScanner(os.Stdin), Out: stderr}
	switch d.auto.team {
	case "auto":
		team = drill.Good{}
	case "careless":
		team = drill.Careless{}
	}
	r := stage.Rehearsal{Scale: d.scale, Seed: d.seed, SendRate: demoRate, Tocsin: self, Stage: stage.NewStage(stderr)}
	result, err := drill.Run(ctx, r, s, team, version())
	if err != nil {
		return err
	}
	file, err := drill.Keep(d.results, result)
	if err != nil {
		return err
	}
	fmt.Fprintf(stderr, "kept in %s; compare with: tocsin drill -compare %s\n\n", file, d.results)
	if d.html != "" {
		if err := writeTo(d.html, func(w io.Writer) error { return drill.WritePage(w, result) }); err != nil {
			return err
		}
	}
	if d.json {
		return printJSON(stdout, result)
	}
	return drill.WriteSheet(stdout, result)
}

// version is the commit that this command was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value[:min(12, len(s.Value))]
		}
	}
	return info.Main.Version
}
