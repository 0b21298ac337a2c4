package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	stage "github.com/tocsin-ir/tocsin/internal/rehearsal"
)

const demoHelp = `usage: tocsin demo [-keep] [-scale N] [-seed N]

Rehearses one breach on an AWS that runs on this machine: an invented support
employee sells customers' data; customers report scam calls; Tocsin finds the
source, cuts it off, counts the affected, works out the duties, has the letters
approved and sent, and proves it. Everything is compared with the planted truth.

Needs a clone of the repository, Go, Python 3 and, for the first time, a network.

`

// demoRate is the invented account's SES quota in letters a second. A new
// account has 14; one that writes to 12 million customers has far more.
const demoRate = 200

// runDemo is the command "tocsin demo".
func runDemo(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("demo", flag.ContinueOnError)
	flags.SetOutput(stderr)
	keep := flags.Bool("keep", false, "leave it running at the end, and say how to look around")
	scale := flags.Int("scale", 100, "size of the company, 1:`N` of 12 million customers")
	seed := flags.Uint64("seed", 1, "`number` that the company is invented from")
	flags.Usage = func() {
		fmt.Fprint(stderr, demoHelp)
		flags.PrintDefaults()
		fmt.Fprintln(stderr, "\nexit codes: 0 all as the truth has it; 1 something differs or failed; 2 wrong usage")
	}
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return exitOK
	} else if err != nil {
		return exitUsage
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(stderr, "tocsin demo: unexpected argument %q\n", flags.Arg(0))
		return exitUsage
	}
	self, err := os.Executable()
	if err != nil {
		fmt.Fprintf(stderr, "tocsin demo: finding this command: %v\n", err)
		return exitFailed
	}
	r := stage.Rehearsal{Scale: *scale, Seed: *seed, SendRate: demoRate, Tocsin: self, Stage: stage.NewStage(stdout)}
	if *keep {
		r.Keep = func(guide string) {
			fmt.Fprint(stdout, "\n"+guide)
			<-ctx.Done()
		}
	}
	ok, err := r.Run(ctx)
	if err != nil {
		fmt.Fprintf(stderr, "tocsin demo: %v\n", err)
		return exitFailed
	}
	if !ok {
		return exitFailed
	}
	return exitOK
}
