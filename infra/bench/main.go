// Command bench measures Tocsin beside the tools that people would reach for:
// the same files, the same question, two threads, separate processes. It
// compares the answers before it prints any time, and writes docs/benchmarks.md
// and docs/scale.md.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/tocsin-ir/tocsin/internal/localaws"
)

const (
	place        = ".local/bench"
	requirements = "infra/bench/requirements.txt"
)

func main() {
	full := flag.Bool("full", false, "also 100 million events (needs 2 GB of disk)")
	runs := flag.Int("runs", 5, "runs of each, interleaved")
	floor := flag.String("floor", "", "only unpack the files of a pattern, as the least that any reader does")
	flag.Parse()
	err := func() error {
		if *floor != "" {
			return unpack(*floor)
		}
		return bench(context.Background(), *full, *runs, os.Stdout)
	}()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func bench(ctx context.Context, full bool, runs int, out io.Writer) error {
	root, err := localaws.Root()
	if err != nil {
		return err
	}
	if err := os.Chdir(root); err != nil {
		return err
	}
	python, err := localaws.Python(ctx, root, requirements, out)
	if err != nil {
		return err
	}
	log, err := generate(ctx, filepath.Join(place, "log-10"), 16, packings, out)
	if err != nil {
		return err
	}
	b := newBench(log, filepath.Join(python, "python3"), runs, out)
	if err := b.prepare(ctx); err != nil {
		return err
	}
	if err := b.measure(ctx, b.contests()); err != nil {
		return err
	}
	if full {
		if err := b.hundred(ctx); err != nil {
			return err
		}
	}
	return b.write()
}
