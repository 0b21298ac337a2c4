package statemachine

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// A scenario is one section of testdata/*.txtar: a sentence that tells it, an
// empty line, then lines that start with
//
//	STATE: ANSWER   what the function answers there instead of answers.json, in order;
//	                "N * ANSWER" is the same N times; after the last one comes the usual answer
//	input: JSON     fields of the execution's input that differ
//	path STATES     the exact path, which may go on in indented lines
//	tries: STATE N  how often a function is called, where the path and the faults
//	                that pass do not say it; N may be "any", STATE "every"
//	not in: NAME    an interpreter that cannot do it, and why
//
// An ANSWER is JSON; "!Name message", an error; "says JSON", a person's answer
// after the question; or "silence", a question that nobody answers.
type scenario struct {
	name    string
	story   string
	input   map[string]any
	answers map[string][]string
	tries   map[string]string
	notIn   string
	path    path
}

// A path is the states of one scope in order, and below each Parallel its branches.
type path []step

type step struct {
	state    string
	branches []path
}

// matches says whether a real path is p.
func (p path) matches(real path) bool {
	return slices.EqualFunc(p, real, func(a, b step) bool {
		return a.state == b.state && slices.EqualFunc(a.branches, b.branches, func(a, b path) bool {
			return a.String() == anyPath.String() || a.matches(b)
		})
	})
}

func (p path) last() string { return p[len(p)-1].state }

// visit calls fn for every state of the path, branches included.
func (p path) visit(fn func(name string)) {
	for _, s := range p {
		fn(s.state)
		for _, b := range s.branches {
			b.visit(fn)
		}
	}
}

func (p path) String() string {
	var out []string
	for _, s := range p {
		out = append(out, s.state)
		if len(s.branches) == 0 {
			continue
		}
		var branches []string
		for _, b := range s.branches {
			branches = append(branches, b.String())
		}
		out = append(out, "[ "+strings.Join(branches, " | ")+" ]")
	}
	return strings.Join(out, " ")
}

func readScenarios(t testing.TB) []scenario {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios in testdata: %v", err)
	}
	fragments := readFragments(t)
	var out []scenario
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			s, err := parseScenario(f.Name, string(f.Data), fragments)
			if err != nil {
				t.Fatalf("%s: %s: %v", file, f.Name, err)
			}
			out = append(out, s)
		}
	}
	return out
}

func parseScenario(name, text string, fragments map[string]string) (scenario, error) {
	s := scenario{name: name, input: map[string]any{}, answers: map[string][]string{}, tries: map[string]string{}}
	var body string
	s.story, body, _ = strings.Cut(text, "\n\n")
	words := ""
	for line := range strings.Lines(body) {
		line = strings.TrimRight(line, "\n")
		key, value, _ := strings.Cut(line, ": ")
		switch {
		case strings.TrimSpace(line) == "":
		case strings.HasPrefix(line, "path "), strings.HasPrefix(line, " "):
			words += strings.TrimPrefix(line, "path")
		case key == "input":
			if err := json.Unmarshal([]byte(value), &s.input); err != nil {
				return s, fmt.Errorf("%q: %w", line, err)
			}
		case key == "not in":
			s.notIn, _, _ = strings.Cut(value, " ")
		case key == "tries":
			state, n, _ := strings.Cut(value, " ")
			s.tries[state] = n
		case all[key].Type == "Task":
			s.answers[key] = append(s.answers[key], repeated(value)...)
		default:
			return s, fmt.Errorf("%q starts with no state that calls a function, nor with input, path or tries", line)
		}
	}
	var err error
	if s.path, err = parsePath(words, fragments); err == nil && len(s.path) == 0 {
		err = fmt.Errorf("there is no path")
	}
	return s, err
}

func repeated(answer string) []string {
	count, rest, ok := strings.Cut(answer, " * ")
	n, err := strconv.Atoi(count)
	if !ok || err != nil {
		return []string{answer}
	}
	return strings.Split(strings.Repeat(rest+"\x00", n)[:n*(len(rest)+1)-1], "\x00")
}

func readFragments(t testing.TB) map[string]string {
	t.Helper()
	body, err := os.ReadFile("testdata/fragments.txt")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for line := range strings.Lines(string(body)) {
		name, states, ok := strings.Cut(strings.TrimSpace(line), " ")
		if ok && name != "#" {
			out[name] = states
		}
	}
	return out
}

// anyPath is the branch "*": one that the failure of another cuts off somewhere.
var anyPath = path{{state: "*"}}

// parsePath reads "a <fragment> b [ c d | e ] (f g)*3 h".
func parsePath(text string, fragments map[string]string) (path, error) {
	for strings.Contains(text, "<") {
		before := text
		for name, states := range fragments {
			text = strings.ReplaceAll(text, "<"+name+">", states)
		}
		if text == before {
			return nil, fmt.Errorf("an unknown <fragment> in %q", text)
		}
	}
	text = strings.NewReplacer("(", " ( ", ")*", " )*").Replace(text)
	p := &pathParser{words: strings.Fields(text)}
	out, err := p.sequence()
	if err == nil && len(p.words) > 0 {
		err = fmt.Errorf("%q is too much", p.words[0])
	}
	return out, err
}

type pathParser struct{ words []string }

func (p *pathParser) next() string {
	w := p.words[0]
	p.words = p.words[1:]
	return w
}

func (p *pathParser) sequence() (path, error) {
	var out path
	for len(p.words) > 0 {
		switch p.words[0] {
		case "|", "]":
			return out, nil
		case "[":
			if len(out) == 0 {
				return nil, fmt.Errorf("branches of no state")
			}
			for closed := false; !closed; {
				p.next()
				branch, err := p.sequence()
				if err != nil || len(p.words) == 0 {
					return nil, fmt.Errorf("branches without an end: %w", err)
				}
				out[len(out)-1].branches = append(out[len(out)-1].branches, branch)
				closed = p.words[0] == "]"
			}
			p.next()
		case "(":
			p.next()
			inner, err := p.sequence()
			if err != nil || len(p.words) == 0 {
				return nil, fmt.Errorf("a repetition without an end: %w", err)
			}
			n, err := strconv.Atoi(strings.TrimPrefix(p.next(), ")*"))
			if err != nil {
				return nil, fmt.Errorf("a repetition without a number: %w", err)
			}
			for range n {
				out = append(out, inner...)
			}
		default:
			if strings.HasPrefix(p.words[0], ")*") {
				return out, nil
			}
			name := p.next()
			if name == "*" {
				out = append(out, anyPath...)
				continue
			}
			if _, ok := all[name]; !ok {
				return nil, fmt.Errorf("the definition has no state %q", name)
			}
			out = append(out, step{state: name})
		}
	}
	return out, nil
}
