package main

import (
	"bytes"
	"fmt"

	"github.com/tocsin-ir/tocsin/internal/detect/simulate"
	"github.com/tocsin-ir/tocsin/internal/detect/weigh"
)

// A bench writes the tables of one size of company.
type bench struct {
	runs, many, threads, agents int
	pair                        *simulate.Pair
	out                         bytes.Buffer
}

func (b *bench) print(format string, args ...any) {
	fmt.Printf(format, args...)
	fmt.Fprintf(&b.out, format, args...)
}

func (b *bench) measure(seeds []uint64) {
	b.pair = simulate.Companies(b.agents, seeds...)
	b.print("\n### %d principals\n\n| scenario | reports | named alone | accused an innocent | textbook: named | textbook: innocent |\n|---|---|---|---|---|---|\n", b.agents)
	for _, s := range simulate.Scenarios() {
		for _, n := range s.Reports {
			runs := b.runs
			if s.Plain || s.Theft.Guiltless() {
				runs = b.many
			}
			b.row(s, b.pair.Measure(s, n, runs, b.threads))
		}
	}
	if b.agents > mostForOracle {
		return
	}
	b.print("\n| 99 %% named from so many reports | oracle that knows lags | oracle | oracle bound to three reports | and to innocents | the same that knows lags | ours | ours with 2 more than the bound one |\n|---|---|---|---|---|---|---|---|\n")
	for _, s := range simulate.Scenarios() {
		if s.Limit {
			b.limit(s)
		}
	}
}

func (b *bench) row(s simulate.Scenario, p simulate.Point) {
	named, plain := "–", "–"
	if !s.Theft.Guiltless() {
		named, plain = percent(p.Named, p.Runs), percent(p.Plain, p.Runs)
	}
	accused, _ := simulate.Rate(p.Accused, p.Runs)
	low, high := simulate.Interval(p.Accused, p.Runs)
	other, _ := simulate.Rate(p.PlainAccused, p.Runs)
	b.print("| %s | %d | %s | %.2f %% (%.2f–%.2f) | %s | %.1f %% |\n", s.Name, p.Reports, named, 100*accused, 100*low, 100*high, plain, 100*other)
}

// percent writes a share with its standard error.
func percent(k, n int) string {
	share, se := simulate.Rate(k, n)
	return fmt.Sprintf("%.1f %% ± %.1f", 100*share, 100*se)
}

// mostForOracle is the size of company up to which oracles are asked, so that the
// whole takes less than ten minutes.
const mostForOracle = 300

// fewest and most are the numbers of reports that are tried.
const fewest, most = 5, 40

// oracle looks for the smallest number of reports from which one of these oracles
// names the right one in 99 %.
func (b *bench) oracle(s simulate.Scenario, any ...simulate.Bounds) (n int) {
	for n = fewest; n < most; n++ {
		for _, bounds := range any {
			if enough(b.pair.Limit(s, n, b.many, b.threads, bounds), b.many) {
				return n
			}
		}
	}
	return n
}

func enough(k, runs int) bool { return 100*k >= 99*runs }

// limit sets ours beside the oracles.
func (b *bench) limit(s simulate.Scenario) {
	lags, plain := b.oracle(s, simulate.Bounds{Lags: true}), b.oracle(s, simulate.Bounds{})
	bound := simulate.Bounds{Least: weigh.MinExplained}
	three := b.oracle(s, bound)
	bound.Innocents = simulate.Innocents()
	given := bound
	given.Given = true
	innocents := b.oracle(s, bound, given)
	bound.Lags, given.Lags = true, true
	both := b.oracle(s, bound, given)
	p := b.pair.Measure(s, plain, b.runs, b.threads)
	for !enough(p.Named, p.Runs) && p.Reports < most {
		p = b.pair.Measure(s, p.Reports+1, b.runs, b.threads)
	}
	ours := fmt.Sprint(p.Reports)
	if !enough(p.Named, p.Runs) {
		ours = "more than " + ours
	}
	more := b.pair.Measure(s, innocents+2, b.many, b.threads)
	b.print("| %s | %d | %d | %d | %d | %d | %s | %s |\n", s.Name, lags, plain, three, innocents, both, ours, percent(more.Named, more.Runs))
}
