package obligation

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A vector is one known answer, in testdata/vectors/<regime>.json. Its dates were worked out apart from this code.
type vector struct {
	ID, Rule, Why string
	Facts         json.RawMessage
	Applies       json.RawMessage // true, false, null; absent: not looked at
	DueAt         string          `json:"due_at"`
	DueDate       string          `json:"due_date"`
	GuidanceDueAt string          `json:"guidance_due_at"`
	OtherDueAt    []string        `json:"other_due_at"` // ends by the other readings of a disputed period
}

func vectors(t testing.TB) []vector {
	t.Helper()
	files, err := filepath.Glob("testdata/vectors/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files of vectors: %v", len(files), err)
	}
	var all []vector
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var some []vector
		if err := json.Unmarshal(body, &some); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		all = append(all, some...)
	}
	return all
}

func TestVectors(t *testing.T) {
	seen := map[string]bool{}
	for _, v := range vectors(t) {
		t.Run(v.ID, func(t *testing.T) {
			if seen[v.ID] || v.Why == "" {
				t.Errorf("id used twice (%v), or no reason why", seen[v.ID])
			}
			seen[v.ID] = true
			facts, err := Decode(bytes.NewReader(v.Facts))
			if err != nil {
				t.Fatal(err)
			}
			o, ok := find(t, facts, v.Rule)
			if !ok {
				t.Fatalf("no obligation %s: %s", v.Rule, v.Why)
			}
			if got := word(o.Applies); v.Applies != nil && got != string(v.Applies) {
				t.Errorf("applies %s, want %s (%s); it says: %s", got, v.Applies, v.Why, o.Reason)
			}
			for _, c := range []struct{ name, got, want string }{
				{"due_at", o.DueAt, v.DueAt}, {"due_date", o.DueDate, v.DueDate}, {"guidance_due_at", o.GuidanceDueAt, v.GuidanceDueAt},
			} {
				if c.want != "" && c.got != c.want {
					t.Errorf("%s %s, want %s (%s)", c.name, c.got, c.want, v.Why)
				}
			}
			for _, want := range v.OtherDueAt {
				if !slices.ContainsFunc(o.Readings, func(r Reading) bool { return r.DueAt == want }) {
					t.Errorf("no reading ends %s (%s): %+v", want, v.Why, o.Readings)
				}
			}
			if o.Reason == "" {
				t.Error("no reason")
			}
			if o.Applies == nil && len(o.Needs) == 0 {
				t.Error("undecided, and does not say what is missing")
			}
		})
	}
}

// Every rule has at least one vector that meets it and one that does not.
func TestEveryRuleHasVectorsInsideAndOutside(t *testing.T) {
	inside, outside := map[string]int{}, map[string]int{}
	for _, v := range vectors(t) {
		switch string(v.Applies) {
		case "true":
			inside[v.Rule]++
		case "false":
			outside[v.Rule]++
		}
	}
	for _, r := range Rules() {
		if inside[r.ID] == 0 || outside[r.ID] == 0 {
			t.Errorf("%s has %d vectors inside and %d outside, want one of each at least", r.ID, inside[r.ID], outside[r.ID])
		}
	}
}

func find(t testing.TB, facts Facts, id string) (Obligation, bool) {
	t.Helper()
	all, err := Assess(facts)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range all {
		if o.ID == id {
			return o, true
		}
	}
	return Obligation{}, false
}

// word is how JSON writes applies.
func word(applies *bool) string {
	body, _ := json.Marshal(applies)
	return string(body)
}
