package obligation

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"testing"
	"time"
)

// TestHandedVectors runs the vectors that were worked out before there was any
// code (testdata/handed.json): facts and answers stand side by side there. None
// was found wrong.
func TestHandedVectors(t *testing.T) {
	body, err := os.ReadFile("testdata/handed.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []map[string]json.RawMessage
	if err := json.Unmarshal(body, &all); err != nil {
		t.Fatal(err)
	}
	for _, v := range all {
		var want struct{ ID, Rule, Why, Zone string }
		var due struct {
			At   string `json:"due_at"`
			Date string `json:"due_date"`
		}
		whole, _ := json.Marshal(v)
		if err := json.Unmarshal(whole, &want); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(whole, &due); err != nil {
			t.Fatal(err)
		}
		if want.Rule == "" {
			want.Rule = "NO-RULE-XK"
		}
		facts := maps.Clone(v)
		for _, answer := range []string{"id", "rule", "zone", "due_at", "due_date", "applies", "why", "certainty"} {
			delete(facts, answer)
		}
		t.Run(want.ID, func(t *testing.T) {
			text, _ := json.Marshal(facts)
			f, err := Decode(bytes.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			o, ok := find(t, f, want.Rule)
			if !ok {
				t.Fatalf("no obligation %s", want.Rule)
			}
			if applies := v["applies"]; applies != nil && word(o.Applies) != string(applies) {
				t.Errorf("applies %s, want %s (%s): %s", word(o.Applies), applies, want.Why, o.Reason)
			}
			if due.Date != "" && o.DueDate != due.Date {
				t.Errorf("due %s, want %s (%s)", o.DueDate, due.Date, want.Why)
			}
			if due.At == "" {
				return
			}
			got, err := time.Parse(time.RFC3339, o.DueAt)
			wanted := after(due.At)
			if err != nil || !got.Equal(wanted) {
				t.Errorf("due %s, want %s (%s)", o.DueAt, due.At, want.Why)
			}
		})
	}
}
