package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/tocsin-ir/tocsin/internal/progress"
	"github.com/tocsin-ir/tocsin/internal/summary"
)

const summariseHelp = `usage: tocsin summarise -log GLOB -out DIR
       tocsin summarise -dataset FILE -out DIR

Reads each file of the access log once and writes a sidecar of it, from which
tocsin scope -summaries and tocsin watch -summaries answer at once. Sidecars hold
customers' ids: keep the folder as you keep the log. What is there is not made
again, unless its file of the log has changed.

`

// runSummarise is the command "tocsin summarise".
func runSummarise(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("summarise", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	var l logFlags
	l.register(flags)
	out := flags.String("out", "", "")
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, summariseHelp+logHelp()+"  -out DIR         folder for the sidecars; it is made if need be\n\nexit codes: 0 done; 1 failed; 2 wrong usage; 3 done, but lines or files of the log\ncould not be read\n")
		return exitOK
	case err == nil && flags.NArg() > 0:
		err = fmt.Errorf("%q is too much: quote a pattern of files, so that the shell leaves it to tocsin", flags.Arg(0))
	case err == nil && *out == "":
		err = errors.New("-out is missing: name a folder for the sidecars")
	}
	if err == nil {
		err = l.check()
	}
	if err != nil {
		fmt.Fprintf(stderr, "tocsin summarise: %v\n(tocsin summarise -help says more)\n", err)
		return exitUsage
	}
	made, err := summarise(ctx, l, *out, stderr)
	if err != nil {
		fmt.Fprintf(stderr, "tocsin summarise: %v\n", err)
		return exitFailed
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "sidecars written: %d (%d bytes), already there: %d; the log has %d bytes\n", made.Made, made.Written, made.There, made.Log)
	showUnread(&b, made.Stats)
	if _, err := stdout.Write(b.Bytes()); err != nil {
		fmt.Fprintf(stderr, "tocsin summarise: printing the result: %v\n", err)
		return exitFailed
	}
	if made.Stats.Bad > 0 {
		return exitPartial
	}
	return exitOK
}

func summarise(ctx context.Context, l logFlags, out string, stderr io.Writer) (summary.Made, error) {
	log, _, err := l.open(ctx)
	if err != nil {
		return summary.Made{}, err
	}
	objects, err := log.List(ctx)
	if err != nil {
		return summary.Made{}, err
	}
	if err := os.MkdirAll(out, 0o700); err != nil {
		return summary.Made{}, fmt.Errorf("making the folder for the sidecars: %w", err)
	}
	total := int64(0)
	for _, o := range objects {
		total += o.Size
	}
	bar := progress.New(stderr, "reading the log", total)
	defer bar.Close()
	return summary.All(ctx, summary.Dir(out), log, objects, bar.Add)
}
