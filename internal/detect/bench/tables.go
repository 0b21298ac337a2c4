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
	b.print("\n| against the oracle | oracle that knows lags: 99 %% from | oracle: 99 %% from | the oracle there | ours there | ours with 2 more | oracle bound to three reports: 99 %% from | ours: 99 %% from |\n|---|---|---|---|---|---|---|---|\n")
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

func (b *bench) enough(k int) bool { return 100*k >= 99*b.runs }

// oracle looks for the smallest number of reports from which an oracle names the
// right one in 99 %, and says how many it names there.
func (b *bench) oracle(s simulate.Scenario, bounds simulate.Bounds) (n, named int) {
	for n = fewest; n < most; n++ {
		if named = b.pair.Limit(s, n, b.runs, b.threads, bounds); b.enough(named) {
			break
		}
	}
	return n, named
}

// limit sets ours beside the oracles.
func (b *bench) limit(s simulate.Scenario) {
	lags, _ := b.oracle(s, simulate.Bounds{Lags: true})
	n, named := b.oracle(s, simulate.Bounds{})
	three, _ := b.oracle(s, simulate.Bounds{Least: weigh.MinExplained})
	there := b.pair.Measure(s, n, b.runs, b.threads)
	more := b.pair.Measure(s, n+2, b.runs, b.threads)
	ours := fmt.Sprint(n)
	if !b.enough(there.Named) {
		p := more
		for !b.enough(p.Named) && p.Reports < most {
			p = b.pair.Measure(s, p.Reports+2, b.runs, b.threads)
		}
		if ours = fmt.Sprint(p.Reports); !b.enough(p.Named) {
			ours = fmt.Sprintf("more than %d", p.Reports)
		}
	}
	b.print("| %s | %d | %d | %s | %s | %s | %d | %s |\n", s.Name, lags, n, percent(named, b.runs), percent(there.Named, there.Runs), percent(more.Named, more.Runs), three, ours)
}
