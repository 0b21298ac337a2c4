package statemachine

import (
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"slices"
	"testing"
)

// checkCoverage fails for every state, every way from a state to the next and
// every caught failure that no scenario took in an interpreter.
func checkCoverage(t *testing.T, interpreter string, runs []*run) {
	wanted := wantedCoverage()
	for _, r := range runs {
		if r.in.name != interpreter && r.notIn == "" {
			continue // what one cannot do counts for both
		}
		reached(pathOf(r.end.events), wanted)
		for _, c := range r.calls {
			delete(wanted, c.state) // children, who have no history here
		}
		failed := map[string]string{}
		for _, c := range r.calls {
			failed[c.state] = c.failed // the last call's
		}
		for state, name := range failed {
			if name != "" {
				delete(wanted, state+" failing")
			}
		}
	}
	for _, w := range slices.Sorted(maps.Keys(wanted)) {
		t.Errorf("no scenario has %s", w)
	}
	t.Logf("%d states and %d ways, less %d", len(all), len(wantedCoverage())-len(all), len(wanted))
}

func wantedCoverage() map[string]bool {
	out := map[string]bool{}
	for name, s := range all {
		out[name] = true
		for _, next := range s.nexts() {
			out[name+" → "+next] = true
		}
		if s.Type == "Task" && len(s.Catch) > 0 {
			out[name+" failing"] = true
		}
	}
	return out
}

func reached(p path, wanted map[string]bool) {
	for i, s := range p {
		delete(wanted, s.state)
		if i > 0 {
			delete(wanted, p[i-1].state+" → "+s.state)
		}
		for _, b := range s.branches {
			reached(b, wanted)
		}
	}
}

var update = flag.Bool("update", false, "rewrite testdata/payloads.json")

// checkPayloads compares what every function got in some scenarios with
// testdata/payloads.json: references and counts, and in both interpreters the same.
func checkPayloads(t *testing.T, runs []*run) {
	got := map[string]map[string]map[string]any{} // by interpreter, scenario and state
	for _, r := range runs {
		if !slices.Contains([]string{"success", "named-suspects", "rejected", "scope-cannot-scan", "not-contained"}, r.name) {
			continue
		}
		states := map[string]any{}
		for _, c := range r.calls {
			payload := maps.Clone(c.payload)
			for _, varies := range []string{"incident", "execution", "token", "batch", "shard"} {
				if payload[varies] != nil {
					payload[varies] = "<" + varies + ">"
				}
			}
			states[c.state] = payload
		}
		if got[r.in.name] == nil {
			got[r.in.name] = map[string]map[string]any{}
		}
		got[r.in.name][r.name] = states
	}
	if *update {
		writeJSON(t, "testdata/payloads.json", got["ministack"])
	}
	want, err := os.ReadFile("testdata/payloads.json")
	if err != nil {
		t.Fatal(err)
	}
	var expected map[string]map[string]any
	if err := json.Unmarshal(want, &expected); err != nil {
		t.Fatal(err)
	}
	for interpreter, scenarios := range got {
		for name, states := range scenarios {
			for state, payload := range states {
				a, b := compact(t, payload), compact(t, expected[name][state])
				if !bytes.Equal(a, b) {
					t.Errorf("%s: %s: %s got\n%s\nwant\n%s", interpreter, name, state, a, b)
				}
			}
		}
	}
}

func compact(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func writeJSON(t *testing.T, file string, v any) {
	t.Helper()
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, append(b, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}
