package incident

import (
	"slices"
	"strings"
	"testing"
)

func TestIDCheck(t *testing.T) {
	cases := map[ID]bool{
		"inc-3f9a2c81d0e4-1":    true,
		"inc-3f9a2c81d0e4-120":  true,
		"":                      false,
		"inc-3f9a2c81d0e4":      false,
		"inc-3f9a2c81d0e4-0":    false,
		"inc-3f9a2c81d0e4-01":   false,
		"inc-3f9a2c81d0e4--1":   false,
		"inc-3F9A2C81D0E4-1":    false,
		"inc-3f9a2c81d0e-1":     false,
		"inc-3f9a2c81d0e4a-1":   false,
		" inc-3f9a2c81d0e4-1":   false,
		"inc-3f9a2c81d0e4-1\n":  false,
		"inc-3f9a2c81d0e4-1/..": false,
		"CAUSE#3f9a2c81d0e4":    false,
	}
	for id, ok := range cases {
		err := id.Check()
		if (err == nil) != ok {
			t.Errorf("%q: %v; want valid: %v, since ids stand in keys and names", string(id), err, ok)
		}
		if err != nil && !strings.Contains(err.Error(), "tocsin list") {
			t.Errorf("%q: %v; want an error that says where ids are found", string(id), err)
		}
	}
}

func TestCauseOf(t *testing.T) {
	base := CauseOf("suspect", "mallory")
	// printf 'suspect\0mallory' | sha256sum; stored causes are compared with it for as long as incidents live.
	const want = "17458a55d1c21c81a47e83e90a1d1bbaf3c390c2a1996ae7457e5691ce9ef632"
	if base != want {
		t.Errorf("the cause is %s, want %s: the digest must stay the same", base, want)
	}
	cases := []struct {
		kind, identity string
		same           bool
	}{
		{"suspect", "mallory", true},
		{"suspect", " mallory\n", true}, // pasted with blanks around it
		{"suspect", "Mallory", false},   // principals are told apart by case
		{"suspect", "mallory2", false},
		{"alarm", "mallory", false},
		{"suspectm", "allory", false},
		{"suspect", "", false},
	}
	for _, c := range cases {
		if got := CauseOf(c.kind, c.identity); (got == base) != c.same {
			t.Errorf("CauseOf(%q, %q) = %s; want the same as for the suspect mallory: %v", c.kind, c.identity, got, c.same)
		}
	}
	if strings.Contains(string(base), "mallory") {
		t.Errorf("the cause %s shows the suspect's name", base)
	}
}

func TestNames(t *testing.T) {
	id := NewID(CauseOf("suspect", "mallory"), 12)
	if err := id.Check(); err != nil || !strings.HasSuffix(string(id), "-12") {
		t.Errorf("the twelfth incident is %s, %v; want a valid id that ends in -12", id, err)
	}
	// Step Functions takes 80 characters at most.
	if got := ExecutionName(id, 3); got != string(id)+"-r3" || len(ExecutionName(NewID(CauseOf("a", "b"), 1e9), 1e9)) > 80 {
		t.Errorf("the third run is %s, want %s-r3", got, id)
	}
}

func TestPhasesAreListedOnce(t *testing.T) {
	sorted := slices.Sorted(slices.Values(Phases))
	if len(slices.Compact(sorted)) != len(Phases) || Phases[0] != PhaseOpen || Phases[len(Phases)-1] != PhaseClose {
		t.Errorf("phases are %v; want each once, from %s to %s", Phases, PhaseOpen, PhaseClose)
	}
}
