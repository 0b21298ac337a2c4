package obligation

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// randomFacts makes facts that are all checkable; each may be missing. Awareness
// lies where every rule is in force.
func randomFacts(r *rand.Rand) Facts {
	places := []string{"DE", "FR", "GB", "US-CA", "US-TX", "US", "JP", "AU", "AU-NSW", "BR", "ZZ", "RE", "SG", "KR", "CN", "MY", "IN", "HK", "AE", "CH"}
	counts := []int{0, 1, 2, 499, 500, 501, 999, 1000, 1001, 10_000_000}
	pick := func(from []string) string { return from[r.IntN(len(from))] }
	maybe := func() *bool {
		return []*bool{nil, new(bool), func() *bool { yes := true; return &yes }()}[r.IntN(3)]
	}
	f := Facts{
		AwareAt:   time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC).Add(time.Duration(r.IntN(3*365*24*60)) * time.Minute).Format(time.RFC3339),
		Encrypted: maybe(), WrongfulPurpose: maybe(), LikelySeriousHarm: maybe(),
		Risk: pick([]string{"", "unlikely", "risk", "high"}), Role: pick([]string{"", "controller", "processor"}),
	}
	if f.Risk == "unlikely" && f.LikelySeriousHarm != nil && *f.LikelySeriousHarm {
		f.Risk = "" // together they are refused
	}
	if r.IntN(4) > 0 {
		f.Affected = map[string]int{}
		for range r.IntN(6) {
			f.Affected[pick(places)] = counts[r.IntN(len(counts))]
		}
	}
	for range r.IntN(5) {
		f.DataElements = append(f.DataElements, pick(append([]string{"shoe size"}, Elements...)))
	}
	for range r.IntN(3) {
		f.Sector = append(f.Sector, pick(append([]string{"alchemy"}, Sectors...)))
	}
	for range r.IntN(3) {
		f.Establishments, f.ListedIn = append(f.Establishments, pick([]string{"DE", "GB", "US", "JP", "AU", "AE", "ZA"})), append(f.ListedIn, pick([]string{"US", "DE"}))
	}
	return f
}

func assessed(t *testing.T, f Facts) map[string]Obligation {
	t.Helper()
	all, err := Assess(f)
	if err != nil {
		t.Fatalf("%+v: %v", f, err)
	}
	byID := map[string]Obligation{}
	for _, o := range all {
		byID[o.ID] = o
	}
	return byID
}

const (
	rounds = 500
	// notInForce stands in the reason of a law that did not hold at awareness.
	notInForce = "in force at awareness"
)

func TestLaterAwarenessIsNeverDueEarlier(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range rounds {
		f := randomFacts(r)
		early := assessed(t, f)
		at, _ := time.Parse(time.RFC3339, f.AwareAt)
		f.AwareAt = at.Add(time.Duration(1+r.IntN(200*60)) * time.Minute).Format(time.RFC3339)
		for id, late := range assessed(t, f) {
			if strings.Contains(early[id].Reason+late.Reason, notInForce) {
				continue // a law started or ended in between
			}
			a, dated := early[id].Aim()
			b, still := late.Aim()
			if dated != still || dated && b.Before(a) {
				t.Fatalf("%s: aware later, due %v instead of %v, with %+v", id, b, a, f)
			}
		}
	}
}

func TestMorePeopleNeverRemoveAnObligation(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	rank := map[string]Answer{"false": No, "null": Judge, "true": Yes}
	for range rounds {
		f := randomFacts(r)
		if f.Affected == nil {
			continue
		}
		before := assessed(t, f)
		place := []string{"DE", "GB", "US-CA", "US", "JP", "AU", "BR", "ZZ", "US-TX", "SG", "KR", "CN", "MY"}[r.IntN(13)]
		f.Affected[place] += 1 + r.IntN(2000)
		after := assessed(t, f)
		for id, o := range before {
			more, ok := after[id]
			if !ok || rank[word(more.Applies)] < rank[word(o.Applies)] {
				t.Fatalf("%s: %s before, %s with more people in %s: %+v", id, word(o.Applies), word(more.Applies), place, f)
			}
		}
	}
}

// Whatever the facts, each rule and each place with people has its line.
func TestNothingIsSilent(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range rounds {
		f := randomFacts(r)
		all := assessed(t, f)
		for _, rule := range Rules() {
			o, ok := all[rule.ID]
			if !ok || o.Reason == "" || o.Applies == nil && len(o.Needs) == 0 {
				t.Fatalf("%s: there %v, reason %q, needs %q", rule.ID, ok, o.Reason, o.Needs)
			}
		}
		for place, n := range f.Affected {
			_, loud := all["NO-RULE-"+place]
			covered := slices.ContainsFunc(regions, func(r region) bool { return r.in(place) })
			if n > 0 && !covered && !loud || covered && loud {
				t.Fatalf("%d people in %s: covered %v, loud %v", n, place, covered, loud)
			}
		}
	}
}

// Adding a fact may reopen what was decided only with the reason and the
// question in words: nothing becomes undecided silently.
func TestAddedFactsNeverUndecideSilently(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	yes, no := true, false
	truth := func() *bool { return []*bool{&yes, &no}[r.IntN(2)] }
	for range rounds {
		f := randomFacts(r)
		before := assessed(t, f)
		added := ""
		switch r.IntN(6) {
		case 0:
			f.Encrypted, added = truth(), "encrypted"
		case 1:
			f.WrongfulPurpose, added = truth(), "wrongful_purpose"
		case 2:
			if f.LikelySeriousHarm, added = truth(), "likely_serious_harm"; *f.LikelySeriousHarm && f.Risk == "unlikely" {
				continue
			}
		case 3:
			f.Role, added = roles[r.IntN(2)], "role"
		case 4:
			f.DataElements, added = append(f.DataElements, Elements[r.IntN(len(Elements))]), "data_elements"
		case 5:
			f.Sector, added = append(f.Sector, Sectors[r.IntN(len(Sectors))]), "sector"
		}
		for id, o := range assessed(t, f) {
			if was, ok := before[id]; !ok || was.Applies == nil || o.Applies != nil {
				continue
			}
			if o.Reason == "" || o.Reason == before[id].Reason || len(o.Needs) == 0 {
				t.Fatalf("%s was decided (%s) and is open once %s is added, for no reason: %q, needs %q, with %+v", id, before[id].Reason, added, o.Reason, o.Needs, f)
			}
		}
	}
}
