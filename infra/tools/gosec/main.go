// Command gosec runs the security linter gosec as this repository wants it. It
// is gosec's own library without the cloud clients of its command,
// which are two thirds of what the command would compile.
package main

import (
	"fmt"
	"io"
	"log"
	"os"
	"runtime"

	"github.com/securego/gosec/v2"
	"github.com/securego/gosec/v2/analyzers"
	"github.com/securego/gosec/v2/rules"
)

// excluded are rules that do not fit, with the reason.
var excluded = []string{
	"G104", // unhandled errors: it means every deferred or best-effort Close
	"G304", // file name from a variable: a command line opens the files it is told to
	"G703", // the same by data flow
}

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: gosec PACKAGES, for example ./...")
		os.Exit(2)
	}
	found, err := lint(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "gosec:", err)
		os.Exit(2)
	}
	if found {
		os.Exit(1)
	}
}

// lint prints what is wrong, one finding a line, and says whether anything was.
func lint(patterns []string) (found bool, err error) {
	ruleList := rules.Generate(false, rules.NewRuleFilter(true, excluded...))
	analyzerList := analyzers.Generate(false, analyzers.NewAnalyzerFilter(true, excluded...))
	analyzer := gosec.NewAnalyzer(gosec.NewConfig(), false, true, false, runtime.GOMAXPROCS(0), log.New(io.Discard, "", 0))
	analyzer.LoadRules(ruleList.RulesInfo())
	analyzer.LoadAnalyzers(analyzerList.AnalyzersInfo())
	var packages []string
	for _, pattern := range patterns {
		// gosec does not compile assembly, which internal/lanes has.
		paths, err := gosec.PackagePaths(pattern, gosec.ExcludedDirsRegExp([]string{`\.local`, "testdata", "internal/lanes"}))
		if err != nil {
			return false, err
		}
		packages = append(packages, paths...)
	}
	if err := analyzer.Process(nil, packages...); err != nil {
		return false, err
	}
	issues, _, errs := analyzer.Report()
	for file, list := range errs {
		return false, fmt.Errorf("%s: %v", file, list)
	}
	for _, i := range issues {
		fmt.Printf("%s:%s: %s: %s\n", i.File, i.Line, i.RuleID, i.What)
	}
	return len(issues) > 0, nil
}
