package filing

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/obligation"
)

// affected says how many people, and where that may be too few.
func affected(c context) string {
	if c.Scope == nil {
		return count(c.Facts.Affected, nil)
	}
	s := thousands(int64(c.Scope.Affected))
	if c.Scope.LowerBound || c.Scope.GapHours > 0 || c.Scope.Unexcluded > 0 {
		s = "at least " + s + ", so far as the log shows"
	}
	return s
}

func unexcluded(c context) string {
	if c.Scope == nil || c.Scope.Unexcluded == 0 {
		return ""
	}
	return fmt.Sprintf("%s more cannot be excluded: %d hours are missing in the log.", people(c.Scope.Unexcluded), c.Scope.GapHours)
}

func affectedHere(c context) string {
	if len(c.form.Places) == 0 {
		return affected(c)
	}
	here := count(c.byPlace(), c.form.Places)
	if n := c.perhapsHere(); n > 0 {
		here += fmt.Sprintf(", and of %s more it is not known whether they live there", thousands(int64(n)))
	}
	return here
}

// perhapsHere are those who may live in the form's places: of whom no country is
// known, or the country alone where the form asks for one of its states.
func (c context) perhapsHere() (n int) {
	by := c.byPlace()
	for _, country := range []string{"US", "CA"} {
		if slices.ContainsFunc(c.form.Places, func(p string) bool { return strings.HasPrefix(p, country+"-") }) {
			n += by[country]
		}
	}
	return n + by[obligation.NotKnown]
}

// byPlace are the counts, those of the scope where it is done.
func (in *Incident) byPlace() map[string]int {
	if in.Scope != nil && len(in.Scope.ByCountry) > 0 {
		return in.Scope.ByCountry
	}
	return in.Facts.Affected
}

func count(byPlace map[string]int, places []string) string {
	if byPlace == nil {
		return ""
	}
	n := 0
	for place, here := range byPlace {
		if len(places) == 0 || slices.ContainsFunc(places, func(p string) bool { return place == p || strings.HasPrefix(place, p+"-") }) {
			n += here
		}
	}
	return thousands(int64(n))
}

func affectedByCountry(c context) string {
	var parts []string
	by := c.byPlace()
	for _, place := range slices.Sorted(maps.Keys(by)) {
		name := place
		if place == obligation.NotKnown {
			name = "not known where"
		}
		parts = append(parts, fmt.Sprintf("%s %s", name, thousands(int64(by[place]))))
	}
	return strings.Join(parts, ", ")
}

func records(c context) string {
	if c.Scope == nil {
		return ""
	}
	return fmt.Sprintf("%s (records of %s, looked up %s times)", thousands(int64(c.Scope.Affected)), people(c.Scope.Affected), thousands(c.Scope.Events))
}

func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return thousands(int64(n)) + " people"
}

// thousands writes a number with a comma at each thousand.
func thousands(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
