package obligation

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/task"
)

// Facts is what is known of an incident and of the company, as handed in. What
// is absent is unknown: an empty list or count is known to be empty.
type Facts struct {
	AwareAt      string   `json:"aware_at,omitempty"`      // RFC 3339: the company became aware of the breach
	DiscoveredAt string   `json:"discovered_at,omitempty"` // where a law counts from discovery; else AwareAt
	SuspectedAt  string   `json:"suspected_at,omitempty"`  // there were grounds to suspect a breach; else AwareAt
	ClassifiedAt string   `json:"classified_at,omitempty"` // the incident was determined to be material, major or notifiable
	ToldAt       string   `json:"told_at,omitempty"`       // the people concerned were told
	DataElements []string `json:"data_elements,omitzero"`  // what was taken: "name", "email", "ssn", … (Elements)
	// Affected people by country or state of residence (ISO 3166-1 alpha-2 or
	// 3166-2; "ZZ" for residence not known).
	Affected          map[string]int `json:"affected,omitzero"`
	Segments          map[string]int `json:"segments,omitzero"`             // the same people by segment
	Encrypted         *bool          `json:"encrypted,omitempty"`           // all that was taken is encrypted, and the key was not
	WrongfulPurpose   *bool          `json:"wrongful_purpose,omitempty"`    // taken on purpose, by an intruder or an insider
	LikelySeriousHarm *bool          `json:"likely_serious_harm,omitempty"` // a person's judgement
	Risk              string         `json:"risk,omitempty"`                // a person's judgement: "unlikely", "risk" or "high"
	Role              string         `json:"role,omitempty"`                // "controller" or "processor"
	Establishments    []string       `json:"establishments,omitzero"`       // countries, the main establishment first
	ListedIn          []string       `json:"listed_in,omitzero"`            // countries whose exchanges list the company's securities
	Sector            SectorList     `json:"sector,omitzero"`               // regulated sectors: "finance" or a list (Sectors)
}

// BadFacts is the error of facts that a person must mend: task.BadInput.
func BadFacts(format string, args ...any) error {
	return task.Fail(task.BadInput, fmt.Errorf("facts: "+format, args...))
}

// Decode reads Facts. A fact with an unknown name is refused, since a misspelt
// one would silently count as unknown.
func Decode(r io.Reader) (Facts, error) {
	var f Facts
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		var kind *json.UnmarshalTypeError
		if errors.As(err, &kind) {
			return Facts{}, BadFacts("%s must be a %s, not a %s", kind.Field, kind.Type, kind.Value)
		}
		return Facts{}, BadFacts("%s (one JSON object is wanted; 'tocsin duties -help' lists the facts)", strings.TrimPrefix(err.Error(), "json: "))
	}
	if d.More() {
		return Facts{}, BadFacts("something follows the JSON object: one object is wanted")
	}
	return f, nil
}

// A Case is Facts checked: times with zones, codes that exist.
type Case struct {
	aware, discovered, suspected, classified, told time.Time // zero: not known
	elements                                       []string  // normalised; nil: not known
	unknownElements                                []string  // named, but not in Elements
	affected                                       map[string]int
	encrypted, wrongful, seriousHarm               *bool
	risk, role                                     string
	sectors, unknownSectors                        []string // known ones with those implied; nil: not known
	establishments, listed                         []string // nil: not known
}

// Check turns Facts into a Case, or says the first thing that is wrong.
func (f Facts) Check() (Case, error) {
	c := Case{encrypted: f.Encrypted, wrongful: f.WrongfulPurpose, seriousHarm: f.LikelySeriousHarm, risk: f.Risk, role: f.Role}
	for _, t := range []struct {
		name, text string
		at         *time.Time
	}{{"aware_at", f.AwareAt, &c.aware}, {"discovered_at", f.DiscoveredAt, &c.discovered}, {"suspected_at", f.SuspectedAt, &c.suspected}, {"classified_at", f.ClassifiedAt, &c.classified}, {"told_at", f.ToldAt, &c.told}} {
		if t.text == "" {
			continue
		}
		at, err := time.Parse(time.RFC3339, t.text)
		if err != nil {
			return Case{}, BadFacts("%s %q is not RFC 3339 with a time zone: write it like 2026-03-27T12:00:00+01:00", t.name, t.text)
		}
		*t.at = at
	}
	if c.discovered.IsZero() {
		c.discovered = c.aware
	}
	if err := oneOf("risk", f.Risk, "unlikely", "risk", "high"); err != nil {
		return Case{}, err
	}
	if err := oneOf("role", f.Role, "controller", "processor"); err != nil {
		return Case{}, err
	}
	for segment, n := range f.Segments {
		if n < 0 {
			return Case{}, BadFacts("segments: %q has %d people, fewer than none", segment, n)
		}
	}
	var err error
	if c.affected, err = checkCounts(f.Affected); err != nil {
		return Case{}, err
	}
	if c.establishments, err = checkCountries("establishments", f.Establishments); err != nil {
		return Case{}, err
	}
	if c.listed, err = checkCountries("listed_in", f.ListedIn); err != nil {
		return Case{}, err
	}
	c.elements, c.unknownElements = normaliseElements(f.DataElements)
	c.sectors, c.unknownSectors = normaliseSectors(f.Sector)
	return c, nil
}

func oneOf(name, value string, allowed ...string) error {
	if value == "" || slices.Contains(allowed, value) {
		return nil
	}
	return BadFacts("%s is %q: it must be one of %s, or absent while nobody has judged", name, value, strings.Join(allowed, ", "))
}
