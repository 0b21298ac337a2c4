package notify

import (
	"embed"
	"fmt"
	"strings"
	"time"
)

// Languages are those that a letter is written in; each is one file in letters/.
// Everybody else gets the first.
var Languages = []string{"en", "de", "fr", "ja", "pt"}

//go:embed letters/*.md parts/*.md
var letterFiles embed.FS

// A source is one parsed file of letters/. Its head holds what a language needs
// besides the letter: how dates read, what the fields of the log are called.
//
//	subject: one line              months: twelve words
//	date:    {day} {month} {year}  on, between: how a day and a span of days read
//	field K: the name of field K   nameless: the address of somebody without a name
//	---
//	paragraphs, "## headings" and "- lists", parted by blank lines; a paragraph
//	that starts with [x] or [not x] stands there only when x holds, or does not;
//	a heading starts with [x], by which parts/ take its section up
type source struct {
	head   map[string]string
	blocks []block
}

type block struct {
	kind      string // heading, paragraph or list
	section   string // of a heading: its name in every language
	condition string // "", "x" or "not x"
	lines     []string
}

const (
	heading   = "heading"
	paragraph = "paragraph"
	list      = "list"
)

var headKeys = []string{"subject", "date", "months", "on", "between", "nameless", "sample"}

func readSource(language string) (source, error) {
	body, err := letterFiles.ReadFile("letters/" + language + ".md")
	if err != nil {
		return source{}, fmt.Errorf("reading the letter in %q: %w", language, err)
	}
	s, err := parseSource(string(body))
	if err != nil {
		return source{}, fmt.Errorf("reading letters/%s.md: %w", language, err)
	}
	return s, nil
}

func parseSource(text string) (source, error) {
	head, body, ok := strings.Cut(strings.ReplaceAll(text, "\r\n", "\n"), "\n---\n")
	if !ok {
		return source{}, fmt.Errorf("no line of --- after the head")
	}
	s := source{head: map[string]string{}}
	for i, line := range strings.Split(head, "\n") {
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			return source{}, fmt.Errorf("line %d is not 'key: value'", i+1)
		}
		s.head[strings.TrimSpace(key)] = strings.TrimSpace(value)
	}
	for _, k := range headKeys {
		if s.head[k] == "" {
			return source{}, fmt.Errorf("the head has no %q", k)
		}
	}
	if n := len(strings.Fields(s.head["months"])); n != 12 {
		return source{}, fmt.Errorf("%d months, want 12", n)
	}
	s.blocks = parseBlocks(body)
	return s, nil
}

func parseBlocks(body string) (blocks []block) {
	for chunk := range strings.SplitSeq(body, "\n\n") {
		if chunk = strings.TrimSpace(chunk); chunk != "" {
			blocks = append(blocks, parseBlock(chunk))
		}
	}
	return blocks
}

func parseBlock(chunk string) block {
	if title, ok := strings.CutPrefix(chunk, "## "); ok {
		b := block{kind: heading}
		if rest, ok := strings.CutPrefix(title, "["); ok {
			if name, text, ok := strings.Cut(rest, "]"); ok {
				b.section, title = name, strings.TrimSpace(text)
			}
		}
		b.lines = []string{title}
		return b
	}
	if strings.HasPrefix(chunk, "- ") {
		b := block{kind: list}
		for line := range strings.SplitSeq(chunk, "\n") {
			b.lines = append(b.lines, strings.TrimPrefix(line, "- "))
		}
		return b
	}
	b := block{kind: paragraph}
	if rest, ok := strings.CutPrefix(chunk, "["); ok {
		if condition, text, ok := strings.Cut(rest, "]"); ok {
			b.condition, chunk = condition, strings.TrimSpace(text)
		}
	}
	b.lines = []string{strings.ReplaceAll(chunk, "\n", " ")}
	return b
}

// holds reports whether the block stands in a letter under these facts.
func (b block) holds(facts map[string]bool) bool {
	if name, ok := strings.CutPrefix(b.condition, "not "); ok {
		return !facts[name]
	}
	return b.condition == "" || facts[b.condition]
}

// period says when, in the language: a day or a span of days.
func (s source) period(first, last time.Time) string {
	from, to := s.date(first), s.date(last)
	if from == to {
		return strings.ReplaceAll(s.head["on"], "{first}", from)
	}
	return strings.NewReplacer("{first}", from, "{last}", to).Replace(s.head["between"])
}

func (s source) date(t time.Time) string {
	t = t.UTC()
	return strings.NewReplacer(
		"{day}", fmt.Sprint(t.Day()),
		"{month}", strings.Fields(s.head["months"])[t.Month()-1],
		"{year}", fmt.Sprint(t.Year()),
	).Replace(s.head["date"])
}

// field is what readers call a field of the log; one without a name in this
// language stands as the log spells it, for the approver to see.
func (s source) field(key string) string {
	if name := s.head["field "+key]; name != "" {
		return name
	}
	return strings.ReplaceAll(key, "_", " ")
}
