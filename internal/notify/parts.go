package notify

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Parts are what the laws of single places want in the letters to people there,
// each in a file of its own. Everybody else gets the general letter.
var Parts = []Part{
	californiaLetter,
	massachusettsLetter,
	australiaLetter,
	quebecLetter,
	japanLetter,
	singaporeLetter,
	brazilLetter,
	newZealandLetter,
}

// General is what the letter to everybody holds: Article 34(2) GDPR, and the same
// article of the United Kingdom's.
var General = Part{
	Duty: "EU-GDPR-34", Also: []string{"UK-GDPR-34"}, Languages: Languages,
	Items: []Item{
		{"34(2), 33(3)(b)", "the contact who gives more information", says{"en": "Who answers your questions", "de": "Wer Ihre Fragen beantwortet", "fr": "Qui répond à vos questions", "ja": "お問い合わせ先", "pt": "Quem responde às suas perguntas"}},
		{"34(2)", "the nature of the breach", says{"en": "What happened", "de": "Was geschehen ist", "fr": "Ce qui s'est passé", "ja": "何が起きたか", "pt": "O que aconteceu"}},
		{"34(2), 33(3)(c)", "the likely consequences", says{"en": "What may happen now", "de": "Was jetzt passieren kann", "fr": "Ce qui peut arriver maintenant", "ja": "今後起こり得ること", "pt": "O que pode acontecer agora"}},
		{"34(2), 33(3)(d)", "the measures taken", says{"en": "What we have done", "de": "Was wir getan haben", "fr": "Ce que nous avons fait", "ja": "当社の対応", "pt": "O que fizemos"}},
		{"34(2), 33(3)(d)", "the measures against adverse effects", says{"en": "What you can do", "de": "Was Sie tun können", "fr": "Ce que vous pouvez faire", "ja": "お客様にお願いしたいこと", "pt": "O que você pode fazer"}},
	},
}

// A Part is what the law of one place wants. Its words are parts/<place>.<language>.md.
type Part struct {
	Place     string   // ISO 3166-1 or -2; a country's holds in its states, too
	Duty      string   // rule of package obligation, with source and how it was read
	Also      []string // rules that want the same
	Languages []string // that it is written in; who reads another gets the first
	// When reports whether the law asks for this letter where these fields of the log
	// were taken; nil: whatever was taken.
	When    func(fields []string) bool
	Items   []Item
	Own     string   // words that only this letter has
	Confirm []string // what the letter says, or leaves out, and only a person can know
}

// An Item is one thing that the law wants said, and the words that say it.
type Item struct {
	Article string
	What    string
	Says    says
}

type says map[string]string // by language

// partFor is the part for somebody who lives there.
func partFor(place string) (Part, bool) {
	country, _, _ := strings.Cut(place, "-")
	for _, wanted := range []string{place, country} {
		if i := slices.IndexFunc(Parts, func(p Part) bool { return p.Place == wanted }); i >= 0 {
			return Parts[i], true
		}
	}
	return Part{}, false
}

// letterKey names the letter for somebody who reads a language and lives in a place.
func letterKey(language, place string) string {
	p, ok := partFor(place)
	if !ok {
		return language
	}
	if !slices.Contains(p.Languages, language) {
		language = p.Languages[0]
	}
	return p.key(language)
}

// wanted says whether the law wants the part's letter where these facts hold.
func (p Part) wanted(f Facts) bool { return p.When == nil || p.When(f.Fields) }

func (p Part) key(language string) string { return language + "-" + p.Place }

// composeParts adds the letters for the places where people affected live.
func (l Letters) composeParts(c Company, f Facts) error {
	for _, place := range f.Places {
		p, ok := partFor(place)
		if !ok || !p.wanted(f) {
			continue
		}
		for _, language := range p.Languages {
			key := p.key(language)
			if _, done := l.templates[key]; done {
				continue
			}
			s, err := l.sources[language].with(p, language)
			if err != nil {
				return err
			}
			if l.templates[key], err = s.render(language, c, f); err != nil {
				return fmt.Errorf("composing the letter %q: %w", key, err)
			}
			l.sources[key] = s
		}
	}
	return nil
}

// with is the letter as a part has it. Its file has lines @name (a section of the
// general letter without its heading), @@name (with it) and @rest (all
// sections that the file does not name, with headings).
func (s source) with(p Part, language string) (source, error) {
	name := "parts/" + p.Place + "." + language + ".md"
	text, err := letterFiles.ReadFile(name)
	if err != nil {
		return source{}, fmt.Errorf("reading the letter for %s in %q: %w", p.Place, language, err)
	}
	head, body, ok := strings.Cut(string(text), "---\n")
	if !ok {
		return source{}, fmt.Errorf("reading %s: no line of ---", name)
	}
	out := source{head: map[string]string{}}
	for k, v := range s.head {
		out.head[k] = v
	}
	if subject, ok := strings.CutPrefix(strings.TrimSpace(head), "subject:"); ok {
		out.head["subject"] = strings.TrimSpace(subject)
	}
	own, sections := parseBlocks(body), s.sections()
	named := func(section string) bool {
		return slices.ContainsFunc(own, func(b block) bool { return strings.TrimLeft(b.lines[0], "@") == section && b.lines[0] != section })
	}
	for _, b := range own {
		wanted, ok := strings.CutPrefix(b.lines[0], "@")
		if !ok {
			out.blocks = append(out.blocks, b)
			continue
		}
		section, headed := strings.CutPrefix(wanted, "@")
		found := wanted == "rest"
		for _, part := range sections {
			switch {
			case wanted == "rest" && !named(part.name):
				out.blocks = append(out.blocks, part.blocks...)
			case part.name == section:
				found = true
				from := 0
				if !headed && part.blocks[0].kind == heading {
					from = 1
				}
				out.blocks = append(out.blocks, part.blocks[from:]...)
			}
		}
		if !found {
			return source{}, fmt.Errorf("reading %s: the letter in %q has no section %q", name, language, section)
		}
	}
	return out, nil
}

// A section is a heading with what follows it; the first, "opening", has none.
type section struct {
	name   string
	blocks []block
}

func (s source) sections() (all []section) {
	for _, b := range s.blocks {
		if b.kind == heading || len(all) == 0 {
			all = append(all, section{name: cmp.Or(b.section, "opening")})
		}
		last := &all[len(all)-1]
		last.blocks = append(last.blocks, b)
	}
	return all
}

// Keys name the letters, the general ones first.
func (l Letters) Keys() []string {
	keys := slices.Clone(Languages)
	for _, p := range Parts {
		for _, language := range p.Languages {
			if _, ok := l.templates[p.key(language)]; ok {
				keys = append(keys, p.key(language))
			}
		}
	}
	return keys
}

// Samples are the letters that people with these language tags, or in the places
// of the incident, would get, as an invented person would read them.
func (l Letters) Samples(tags []string) map[string]Letter {
	out := map[string]Letter{}
	for _, tag := range tags {
		out[Language(tag)] = l.Sample(tag)
	}
	for _, key := range l.Keys()[len(Languages):] {
		out[key] = l.templates[key].For(l.sources[key].head["sample"])
	}
	return out
}

// identityNumber reports a field for which California's letter names the credit
// reporting agencies.
func identityNumber(field string) bool {
	return slices.Contains([]string{"ssn", "drivers_license", "state_id", "identity_document"}, field)
}
