// Command bench plays the simulation of detection and writes docs/detection.md's tables.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/detect/simulate"
)

// between these lines stands what this command writes.
const begin, end = "<!-- tables: make bench-detect -->\n", "<!-- end of tables -->\n"

func main() {
	page := flag.String("page", "docs/detection.md", "the page to write the tables into")
	runs := flag.Int("runs", 2000, "incidents for each number of reports")
	threads := flag.Int("threads", 2, "threads")
	flag.Parse()
	if err := write(*page, *runs, *threads); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(page string, runs, threads int) error {
	tables := measure(runs, threads)
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

func measure(runs, threads int) string {
	var b bytes.Buffer
	start := time.Now()
	for _, agents := range []int{300, 3000} {
		pair := simulate.Companies(agents, 1)
		fmt.Fprintf(&b, "\n### %d principals\n\n| scenario | reports | named alone | accused an innocent | textbook: named | textbook: innocent |\n|---|---|---|---|---|---|\n", agents)
		for _, s := range simulate.Scenarios() {
			for _, n := range s.Reports {
				p := pair.Measure(s, n, runs, threads)
				line := row(s, p)
				fmt.Print(agents, " ", line)
				b.WriteString(line)
			}
		}
	}
	fmt.Fprintf(&b, "\n%d incidents a row, in %s.\n\n", runs, time.Since(start).Round(time.Second))
	return b.String()
}

func row(s simulate.Scenario, p simulate.Point) string {
	named, plain := "–", "–"
	if s.Theft.Insiders > 0 {
		share, se := simulate.Rate(p.Named, p.Runs)
		named = fmt.Sprintf("%.1f %% ± %.1f", 100*share, 100*se)
		share, _ = simulate.Rate(p.Plain, p.Runs)
		plain = fmt.Sprintf("%.1f %%", 100*share)
	}
	accused, _ := simulate.Rate(p.Accused, p.Runs)
	other, _ := simulate.Rate(p.PlainAccused, p.Runs)
	return fmt.Sprintf("| %s | %d | %s | %.2f %% (at most %.2f) | %s | %.1f %% |\n", s.Name, p.Reports, named, 100*accused, 100*simulate.Upper(p.Accused, p.Runs), plain, 100*other)
}
