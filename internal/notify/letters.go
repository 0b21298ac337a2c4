package notify

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/tocsin-ir/tocsin/internal/task"
)

// A Company is who writes, as the deployment configures it.
type Company struct {
	Name    string
	Contact string // who answers: an office, its address, its telephone number (GDPR 34(2), 33(3)(b))
	Site    string // the page with the number to call back; letters name it without https://, to be typed
	// NotTaken are fields that the company declares are not kept in the system
	// that was misused, e.g. password and payment.
	NotTaken []string
}

// A Letter is what one person reads, or, with its placeholders, a template.
type Letter struct {
	Subject string `json:"subject"`
	Text    string `json:"text"`
	HTML    string `json:"html"`
}

// Letters are those of one incident, by language, and by language and place
// where a law wants its own (Parts): "en", "en-US-CA".
type Letters struct {
	templates map[string]Letter
	sources   map[string]source
}

// Placeholders of a template. SES escapes nothing when it fills in a template
// (Developer Guide, "Advanced email personalization"), so the HTML part gets a
// variable of its own that is escaped here.
const (
	nameText = "{{name}}"
	nameHTML = "{{name_html}}"
)

// Compose writes the letters of an incident in every language.
func Compose(c Company, f Facts) (Letters, error) {
	for _, k := range c.NotTaken {
		if slices.Contains(f.Fields, k) {
			return Letters{}, task.Fail(task.BadInput, fmt.Errorf("composing the letters of %s: field %q is declared as not kept there, but the log shows that it was read; correct NOT_TAKEN", f.Incident, k))
		}
	}
	if strings.Contains(c.Name+c.Contact+c.Site+strings.Join(f.Fields, "")+strings.Join(c.NotTaken, ""), "{{") {
		return Letters{}, task.Fail(task.BadInput, errors.New("composing the letters: two opening braces in the company's name, contact, site or a field's name would be read as a placeholder"))
	}
	l := Letters{templates: map[string]Letter{}, sources: map[string]source{}}
	for _, language := range Languages {
		s, err := readSource(language)
		if err != nil {
			return Letters{}, err
		}
		if l.templates[language], err = s.render(language, c, f); err != nil {
			return Letters{}, fmt.Errorf("composing the letter in %q: %w", language, err)
		}
		l.sources[language] = s
	}
	return l, l.composeParts(c, f)
}

// Language is the one of Languages that a customer's language tag gets.
func Language(tag string) string {
	primary, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	if slices.Contains(Languages, primary) {
		return primary
	}
	return Languages[0]
}

// Sample is the letter in one language as an invented person would read it.
func (l Letters) Sample(language string) Letter {
	language = Language(language)
	return l.templates[language].For(l.sources[language].head["sample"])
}

// TemplateName of a letter names the letter's content too: a changed letter is
// another template, and one that is being sent never changes.
func (l Letters) TemplateName(key string) string {
	t := l.templates[key]
	sum := sha256.Sum256([]byte(t.Subject + "\x00" + t.Text + "\x00" + t.HTML))
	return "tocsin-" + key + "-" + hex.EncodeToString(sum[:8])
}

// Nameless is how a language addresses somebody whose name is not known.
func (l Letters) Nameless(key string) string { return l.sources[key].head["nameless"] }

// For fills in the template for one person, as SES does with the person's templateData.
func (t Letter) For(name string) Letter {
	return Letter{
		Subject: t.Subject,
		Text:    strings.ReplaceAll(t.Text, nameText, name),
		HTML:    strings.ReplaceAll(t.HTML, nameHTML, html.EscapeString(name)),
	}
}

// templateData is the JSON that SES fills in a template with.
func templateData(name string) string {
	b, _ := json.Marshal(map[string]string{"name": name, "name_html": html.EscapeString(name)}) // strings always encode
	return string(b)
}

// addressed is the name as it may stand in a letter: one line, and never empty.
func addressed(name, nameless string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
	return cmp.Or(strings.Join(words, " "), nameless)
}

var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

func (s source) render(language string, c Company, f Facts) (Letter, error) {
	values := map[string]string{
		"{company}": c.Name, "{contact}": c.Contact, "{site}": spoken(c.Site),
		"{reference}": string(f.Incident), "{period}": s.period(f.First, f.Last), "{aware}": s.date(f.Aware),
	}
	lists := map[string][]string{"{fields}": s.fields(f.Fields), "{not_taken}": s.fields(c.NotTaken)}
	facts := map[string]bool{"contained": f.Contained, "gaps": f.Gaps, "not_taken": len(c.NotTaken) > 0,
		"aware": !f.Aware.IsZero(), "identity_number": slices.ContainsFunc(f.Fields, identityNumber)}

	var unknown []string
	fill := func(line string) string {
		return placeholder.ReplaceAllStringFunc(line, func(p string) string {
			if v, ok := values[p]; ok {
				return v
			}
			if p != "{name}" {
				unknown = append(unknown, p)
			}
			return p
		})
	}
	var filled []block
	for _, b := range s.blocks {
		if !b.holds(facts) {
			continue
		}
		out := block{kind: b.kind}
		for _, line := range b.lines {
			if items, ok := lists[line]; ok {
				out.lines = append(out.lines, items...)
			} else {
				out.lines = append(out.lines, fill(line))
			}
		}
		if len(out.lines) > 0 {
			filled = append(filled, out)
		}
	}
	subject := fill(s.head["subject"])
	if f.Drill {
		subject = "[DRILL] " + subject
		filled = slices.Insert(filled, 0, block{kind: paragraph, lines: []string{drillWords(language)}})
	}
	if len(unknown) > 0 {
		return Letter{}, fmt.Errorf("unknown placeholders %s", strings.Join(unknown, ", "))
	}
	return Letter{Subject: subject, Text: asText(filled), HTML: asHTML(language, subject, filled)}, nil
}

// spoken is a URL as one types it. A mail program makes a link of a whole one,
// and a letter that warns of fraud should have none.
func spoken(url string) string {
	_, rest, ok := strings.Cut(url, "://")
	if !ok {
		rest = url
	}
	return strings.TrimSuffix(rest, "/")
}

func (s source) fields(keys []string) []string {
	var names []string
	for _, k := range keys {
		names = append(names, s.field(k))
	}
	return names
}
