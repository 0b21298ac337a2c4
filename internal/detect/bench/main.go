// Command bench plays the simulation of detection and writes docs/detection.md's tables.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"time"
)

// between these lines stands what this command writes.
const begin, end = "<!-- tables: make bench-detect -->\n", "<!-- end of tables -->\n"

func main() {
	page := flag.String("page", "docs/detection.md", "the page to write the tables into")
	runs := flag.Int("runs", 200, "incidents for each number of reports")
	many := flag.Int("many", 1000, "the same in the textbook's company, and where nobody is guilty")
	threads := flag.Int("threads", 2, "threads")
	only := flag.Int("principals", 0, "companies of this size only")
	flag.Parse()
	if err := run(*page, *runs, *many, *threads, *only); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run writes the page after each size, so that a run that was cut short leaves what it had.
func run(page string, runs, many, threads, only int) error {
	var tables strings.Builder
	for _, size := range []struct {
		agents int
		seeds  []uint64 // of companies: large ones take long to draw, and each has ten times as many people
	}{{300, []uint64{11, 12, 13}}, {3000, []uint64{11}}} {
		if only > 0 && only != size.agents {
			continue
		}
		start := time.Now()
		b := bench{runs: runs, many: many, threads: threads, agents: size.agents}
		b.measure(size.seeds)
		tables.WriteString(b.out.String())
		fmt.Fprintf(&tables, "\n%d incidents a row, %d of the textbook and where nobody is guilty, in %s; played in %s.\n\n",
			runs, many, companies(len(size.seeds)), time.Since(start).Round(time.Second))
		if err := write(page, tables.String()); err != nil {
			return err
		}
	}
	return nil
}

func companies(n int) string {
	if n == 1 {
		return "one company"
	}
	return fmt.Sprintf("%d companies", n)
}

func write(page, tables string) error {
	body, err := os.ReadFile(page) // #nosec G304 -- named on the command line
	if err != nil {
		return fmt.Errorf("reading the page: %w", err)
	}
	before, rest, ok := strings.Cut(string(body), begin)
	_, after, also := strings.Cut(rest, end)
	if !ok || !also {
		return fmt.Errorf("%s has no place for the tables: put the lines %q and %q into it", page, begin, end)
	}
	if err := os.WriteFile(page, []byte(before+begin+tables+end+after), 0o644); err != nil { // #nosec G306 G703 -- a document
		return fmt.Errorf("writing the page: %w", err)
	}
	return nil
}
