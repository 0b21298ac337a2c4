package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/obligation"
)

// A terminal asks and reads lines.
type terminal struct {
	in  *bufio.Scanner
	out io.Writer
}

// ask returns the answer without blanks around it; ok is false at the end of input.
func (t terminal) ask(format string, args ...any) (answer string, ok bool) {
	fmt.Fprintf(t.out, format, args...)
	ok = t.in.Scan()
	return strings.TrimSpace(t.in.Text()), ok
}

// askFacts goes through the questions, most urgent first, until none is open or
// the person stops, and writes what is known then.
func (d dutiesFlags) askFacts(stdin io.Reader, stdout io.Writer) (int, error) {
	facts, err := readFacts(d.ask)
	if err != nil {
		return exitFailed, err
	}
	out := d.out
	if out == "" {
		if out = d.ask; out == "-" {
			return exitUsage, errors.New("the facts came from standard input: say with -o where to write them")
		}
	}
	t := terminal{bufio.NewScanner(stdin), stdout}
	fmt.Fprint(stdout, "An empty answer leaves a question open; \"stop\" ends.\n")
	if err := t.questions(&facts); err != nil {
		return exitFailed, err
	}
	var body bytes.Buffer
	if err := printJSON(&body, facts); err != nil {
		return exitFailed, err
	}
	if err := os.WriteFile(out, body.Bytes(), 0o600); err != nil {
		return exitFailed, fmt.Errorf("writing the facts: %w", err)
	}
	fmt.Fprintf(stdout, "\nWritten to %s. Now: tocsin duties -facts %s\n", out, out)
	return exitOK, nil
}

// questions asks until nothing is left; what was left open is not asked again.
func (t terminal) questions(facts *obligation.Facts) error {
	skipped, who := map[string]bool{}, ""
	for {
		all, err := obligation.Questions(*facts)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(q obligation.Question) bool { return !skipped[q.Ask] })
		if i < 0 {
			return nil
		}
		q := all[i]
		fmt.Fprintf(t.out, "\n%s\n", q.Ask)
		if q.FirstDue != "" {
			fmt.Fprintf(t.out, "  decides %d duties, the first due %s\n", q.Duties, q.FirstDue)
		}
		answer, ok := t.ask("%s%s: ", q.Fact, choices(q.Answers))
		if !ok || answer == "stop" {
			return nil
		}
		if answer == "" {
			skipped[q.Ask] = true
			continue
		}
		if skipped[q.Ask], ok = t.take(facts, q, answer, &who); !ok {
			return nil
		}
	}
}

// take enters one answer; one that is refused is said, and asked again. A word
// that no rule knows is kept, and stays an open question. ok is false at the end
// of input.
func (t terminal) take(facts *obligation.Facts, q obligation.Question, answer string, who *string) (taken, ok bool) {
	tried := *facts
	var err error
	if q.IsJudgement() {
		j := obligation.Judgement{Fact: q.Fact, Value: answer, At: time.Now().UTC().Format(time.RFC3339), By: "?", Why: "?"}
		if err := j.Check(); err != nil { // before anybody is asked for a reason
			fmt.Fprintf(t.out, "  %v\n", err)
			return false, true
		}
		if *who == "" {
			if *who, ok = t.ask("  who judges (name and function): "); !ok {
				return false, false
			}
		}
		if j.Why, ok = t.ask("  why: "); !ok {
			return false, false
		}
		j.By = *who
		tried.Judgements = append(slices.Clone(tried.Judgements), j)
	} else {
		err = obligation.Set(&tried, q.Fact, answer)
	}
	if err == nil {
		_, err = tried.Check()
	}
	if err != nil {
		fmt.Fprintf(t.out, "  %v\n", err)
		return false, true
	}
	if unknown := tried.Unknown(q.Fact); len(unknown) > 0 {
		fmt.Fprintf(t.out, "  no rule here knows %s: kept, and whether a law means it stays open\n", strings.Join(unknown, ", "))
	}
	*facts = tried
	return true, true
}

func choices(answers []string) string {
	if len(answers) == 0 {
		return ""
	}
	if len(answers) > 8 {
		return ", from " + strings.Join(answers, " ")
	}
	return " (" + strings.Join(answers, ", ") + ")"
}

// severity is the JSON of a filled-in worksheet.
type severity struct {
	obligation.Severity
	Score  float64 `json:"score"`
	Band   string  `json:"band"`
	Risk   string  `json:"risk"`          // proposed; empty: none
	Why    string  `json:"why,omitempty"` // why none
	Source string  `json:"source"`
}

// worksheet goes through ENISA's factors. Questions go to stderr, so that the
// result alone can be kept.
func worksheet(stdin io.Reader, stdout, stderr io.Writer, asJSON bool) (int, error) {
	t := terminal{bufio.NewScanner(stdin), stderr}
	fmt.Fprintf(stderr, "%s\n", obligation.SeveritySource)
	var s obligation.Severity
	for _, f := range obligation.Factors {
		fmt.Fprintf(stderr, "\n%s\n", f.Ask)
		for _, c := range f.Choices {
			fmt.Fprintf(stderr, "  %-5v %s\n", c.Score, c.Means)
		}
		for {
			answer, ok := t.ask("%s: ", f.Name)
			if !ok {
				return exitFailed, fmt.Errorf("the worksheet is not complete: %s has no score", f.Name)
			}
			score, err := strconv.ParseFloat(answer, 64)
			if err == nil && slices.ContainsFunc(f.Choices, func(c obligation.Choice) bool { return c.Score == score }) {
				*f.Of(&s) = score
				break
			}
			fmt.Fprintf(stderr, "  %q is none of the scores above\n", answer)
		}
	}
	if asJSON {
		result := severity{Severity: s, Score: s.Score(), Band: s.Band(), Risk: s.Risk(), Source: obligation.SeveritySource}
		if result.Risk == "" {
			result.Why = obligation.NoProposal
		}
		return exitOK, printJSON(stdout, result)
	}
	fmt.Fprintf(stdout, "\n%s\n\nThe score helps a person to judge; it does not judge. Beside it:\n", s.Words())
	for _, line := range obligation.Beside {
		fmt.Fprintf(stdout, "  - %s\n", line)
	}
	return exitOK, nil
}
