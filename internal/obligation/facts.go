package obligation

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/task"
)

// Facts is what is known of an incident and of the company, as handed in. What
// is absent is unknown: an empty list or count is known to be empty.
type Facts struct {
	OccurredAt   string `json:"occurred_at,omitempty"`   // RFC 3339: the breach began, as far as known
	SuspectedAt  string `json:"suspected_at,omitempty"`  // there were grounds to suspect a breach; else AwareAt
	AwareAt      string `json:"aware_at,omitempty"`      // the company became aware of the breach
	DiscoveredAt string `json:"discovered_at,omitempty"` // where a law counts from discovery; else AwareAt
	ClassifiedAt string `json:"classified_at,omitempty"` // the incident was determined to be material, major or notifiable
	ToldAt       string `json:"told_at,omitempty"`       // the people concerned were told
	// Classified is the same by one law's measure, by what the ids of its duties begin
	// with ("EU-DORA"): when, or "no". It wins over ClassifiedAt.
	Classified map[string]string `json:"classified,omitempty"`
	// Aware is the hour of awareness by one law, by what its ids begin with
	// ("US-SEC"), or in one role; by the id of one duty, the start of its clock.
	Aware        map[string]string `json:"aware,omitempty"`
	DataElements []string          `json:"data_elements,omitzero"` // what was taken: "name", "email", "ssn", … (Elements)
	// Affected people by country or state of residence (ISO 3166-1 alpha-2 or
	// 3166-2; "ZZ" for residence not known).
	Affected          map[string]int    `json:"affected,omitzero"`
	Segments          map[string]int    `json:"segments,omitzero"`             // the same people by segment
	Encrypted         *bool             `json:"encrypted,omitempty"`           // all that was taken is encrypted, and the key was not
	WrongfulPurpose   *bool             `json:"wrongful_purpose,omitempty"`    // taken on purpose, by an intruder or an insider
	LikelySeriousHarm *bool             `json:"likely_serious_harm,omitempty"` // a person's judgement
	Risk              string            `json:"risk,omitempty"`                // a person's judgement: "unlikely", "risk" or "high"
	Role              string            `json:"role,omitempty"`                // "controller" or "processor"
	Establishments    []string          `json:"establishments,omitzero"`       // countries, the main establishment first
	ListedIn          []string          `json:"listed_in,omitzero"`            // countries whose exchanges list the company's securities
	Sector            SectorList        `json:"sector,omitzero"`               // regulated sectors: "finance" or a list (Sectors)
	Judgements        []Judgement       `json:"judgements,omitempty"`          // who judged what, when and why; they win over the facts above
	Filed             map[string]Filing `json:"filed,omitempty"`               // what was done, by the duty's id
	Letters           *Letters          `json:"letters,omitempty"`             // what Tocsin's letters did
}

// A Filing is a duty that was done.
type Filing struct {
	At        string `json:"at"`                  // RFC 3339
	Reference string `json:"reference,omitempty"` // the authority's number for it
	By        string `json:"by,omitempty"`        // who says so
}

// BadFacts is the error of facts that a person must mend: task.BadInput.
func BadFacts(format string, args ...any) error {
	return task.Fail(task.BadInput, fmt.Errorf("facts: "+format, args...))
}

// A Case is Facts checked: times with zones, codes that exist, judgements taken over.
type Case struct {
	occurred, suspected, aware, discovered, classified, told time.Time            // zero: not known, or not said apart from aware
	clocks                                                   map[string]time.Time // own starts, by id or beginning of ids
	classes                                                  map[string]class     // by id or beginning of ids
	class                                                    *class               // that of the law which looks; nil: it has none of its own
	law                                                      string               // how that law is called in classes
	elements                                                 []string             // normalised; nil: not known
	unknownElements                                          []string             // named, but not in Elements
	affected                                                 map[string]int
	encrypted, wrongful, seriousHarm                         *bool
	risk, role                                               string
	sectors, unknownSectors                                  []string             // known ones with those implied; nil: not known
	establishments, listed                                   []string             // nil: not known
	judged                                                   map[string]Judgement // whether a duty applies, by its id
	filed                                                    map[string]filing
	letters                                                  *Letters
	doubts                                                   []doubt // judgements that contradict each other
}

type filing struct {
	at time.Time
	Filing
}

// Check turns Facts into a Case, or says the first thing that is wrong.
func (f Facts) Check() (Case, error) {
	doubts := f.doubts()
	judged, err := f.judge()
	if err != nil {
		return Case{}, err
	}
	c := Case{encrypted: f.Encrypted, wrongful: f.WrongfulPurpose, seriousHarm: f.LikelySeriousHarm, risk: f.Risk, role: f.Role, judged: judged, doubts: doubts}
	for _, check := range []func() error{
		func() error { return f.times(&c) },
		func() error { return oneOf("risk", f.Risk, risks...) },
		func() error { return oneOf("role", f.Role, roles...) },
		func() (err error) { c.affected, err = checkCounts(f.Affected); return },
		func() (err error) { c.establishments, err = checkCountries("establishments", f.Establishments); return },
		func() (err error) { c.listed, err = checkCountries("listed_in", f.ListedIn); return },
		func() error { return f.consistent(c) },
	} {
		if err := check(); err != nil {
			return Case{}, err
		}
	}
	c.elements, c.unknownElements = normaliseElements(f.DataElements)
	c.sectors, c.unknownSectors = normaliseSectors(f.Sector)
	return c, nil
}

var (
	risks = []string{"unlikely", "risk", "high"}
	roles = []string{"controller", "processor"}
)

// times reads every time of the facts into c.
func (f Facts) times(c *Case) error {
	c.clocks, c.filed = map[string]time.Time{}, map[string]filing{}
	for _, t := range []struct {
		name, text string
		at         *time.Time
	}{
		{"occurred_at", f.OccurredAt, &c.occurred}, {"suspected_at", f.SuspectedAt, &c.suspected}, {"aware_at", f.AwareAt, &c.aware},
		{"discovered_at", f.DiscoveredAt, &c.discovered}, {"classified_at", f.ClassifiedAt, &c.classified}, {"told_at", f.ToldAt, &c.told},
	} {
		if t.text == "" {
			continue
		}
		at, err := readTime(t.name, t.text)
		if err != nil {
			return err
		}
		*t.at = at
	}
	for key, text := range f.Aware {
		at, err := readTime("aware."+key, text)
		switch {
		case err != nil:
			return err
		case slices.Contains(roles, key):
			if key == c.role {
				c.aware = at
			}
		case !slices.ContainsFunc(Rules(), func(r Rule) bool { return begins(r.ID, key) }):
			return BadFacts("aware: %q is neither a role nor the id of a duty or of a law ('tocsin duties' shows the ids)", key)
		default:
			c.clocks[key] = at
		}
	}
	if err := f.readClasses(c); err != nil {
		return err
	}
	for id, done := range f.Filed {
		at, err := readTime("filed."+id, done.At)
		if err != nil {
			return err
		}
		if _, ok := rule(id); !ok && !strings.HasPrefix(id, noRule) {
			return BadFacts("filed: there is no duty %q ('tocsin duties' shows the ids)", id)
		}
		c.filed[id] = filing{at, done}
	}
	sent, err := f.lettersAt()
	if err != nil {
		return err
	}
	c.letters, c.told = f.Letters, firstKnown(c.told, sent)
	return nil
}

// begins reports whether id is key, or continues it after a hyphen.
func begins(id, key string) bool { return id == key || strings.HasPrefix(id, key+"-") }

// Years that a time can have: what lies outside is a slip of the keyboard, and
// a date after 9999 could not even be written in RFC 3339.
const (
	firstYear = 1990
	lastYear  = 2200
)

func readTime(name, text string) (time.Time, error) {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return at, BadFacts("%s %q is not RFC 3339 with a time zone: write it like 2026-03-27T12:00:00+01:00", name, text)
	}
	if at.Year() < firstYear || at.Year() > lastYear {
		return at, BadFacts("%s %q: the year must lie between %d and %d", name, text, firstYear, lastYear)
	}
	return at, nil
}

func oneOf(name, value string, allowed ...string) error {
	if value == "" || slices.Contains(allowed, value) {
		return nil
	}
	return BadFacts("%s is %q: it must be one of %s, or absent while nobody has judged", name, value, strings.Join(allowed, ", "))
}
