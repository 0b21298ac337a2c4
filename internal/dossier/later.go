package dossier

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/ledger"
)

// Said lists what people filed and judged after the dossier was written, in words.
// It stands in the ledger and in a newer proof, and changes no sealed file.
func (a Account) Said() []string {
	var words []string
	for _, e := range a.Later {
		if !slices.Contains(incident.Acts, e.Phase) {
			continue
		}
		var said struct{ Duty, At, Reference, By, Fact, Value, Why string }
		if json.Unmarshal(e.Result, &said) != nil {
			continue // a newer form: the entry itself is in Later
		}
		at := e.At.Format(time.RFC3339)
		switch e.Phase {
		case incident.ActFile:
			line := fmt.Sprintf("%s  %s was done at %s", at, said.Duty, said.At)
			if said.Reference != "" {
				line += " (" + said.Reference + ")"
			}
			words = append(words, line+", says "+said.By)
		case incident.ActJudge:
			words = append(words, fmt.Sprintf("%s  %s is %s, says %s: %s", at, said.Fact, said.Value, said.By, said.Why))
		}
	}
	return words
}

// later are the entries after the one that covers the files.
func later(entries []ledger.Entry) []ledger.Entry {
	out := []ledger.Entry{}
	for _, e := range slices.Backward(entries) {
		if e.Phase == incident.PhaseReport && e.Status == incident.Done {
			slices.Reverse(out)
			return out
		}
		out = append(out, e)
	}
	return []ledger.Entry{} // no file is covered: the check says so
}
