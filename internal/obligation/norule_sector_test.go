package obligation

import (
	"slices"
	"strings"
	"testing"
)

// gapsOf are the ids of sectors without a rule where they are.
func gapsOf(t *testing.T, f Facts) (ids []string) {
	t.Helper()
	for id, o := range assessed(t, f) {
		if rest, ok := strings.CutPrefix(id, noRule+"SECTOR-"); ok {
			if o.Applies != nil || len(o.Needs) == 0 || !o.NoRule {
				t.Errorf("%s must stay open and say whom to ask: %+v", id, o)
			}
			ids = append(ids, rest)
		}
	}
	slices.Sort(ids)
	return ids
}

// A sector that is regulated in one country says nothing about another: where no
// rule knows it, counsel is asked, once for each country.
func TestSectorsWithoutARuleWhereTheyAre(t *testing.T) {
	for _, c := range []struct {
		name           string
		sector         SectorList
		establishments []string
		affected       map[string]int
		want           string
	}{
		{"energy in the United States, whose rules know other sectors", SectorList{"energy"}, []string{"US"}, map[string]int{"US-CA": 5}, "energy-US"},
		{"energy in the EU, with NIS2, and in Switzerland", SectorList{"energy"}, []string{"DE"}, map[string]int{"CH": 1}, "energy-CH"},
		{"sectors with rules there", SectorList{"bank"}, []string{"SG", "CA"}, nil, ""},
		{"essential services of the United Kingdom", SectorList{"energy", "water", "cloud"}, []string{"GB"}, nil, ""},
		{"banks of Asia and Switzerland", SectorList{"bank"}, []string{"HK", "IN", "CH"}, map[string]int{"US-CA": 1, "DE": 1}, "bank-CH bank-HK bank-IN"},
		{"Puerto Rico is the United States", SectorList{"energy"}, []string{"PR"}, map[string]int{"US-PR": 5, "US-CA": 1}, "energy-US"},
		{"a shop", SectorList{"retail"}, []string{"US", "CH"}, map[string]int{"BR": 5}, ""},
		{"no sector", SectorList{}, []string{"US", "CH"}, map[string]int{"BR": 5}, ""},
		{"nobody there", SectorList{"energy"}, []string{"DE"}, map[string]int{"CH": 0, "ZZ": 4}, ""},
		{"two sectors, two countries", SectorList{"education", "energy"}, []string{"CH"}, map[string]int{"BR": 5}, "education-BR education-CH energy-BR energy-CH"},
	} {
		f := Facts{AwareAt: "2026-10-01T12:00:00Z", Sector: c.sector, Establishments: c.establishments, Affected: c.affected}
		if got := strings.Join(gapsOf(t, f), " "); got != c.want {
			t.Errorf("%s: without a rule %q, want %q", c.name, got, c.want)
		}
	}
}
