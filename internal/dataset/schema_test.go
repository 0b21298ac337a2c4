package dataset

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

type schema struct {
	Properties           map[string]schema `json:"properties"`
	AdditionalProperties any               `json:"additionalProperties"`
	Enum                 []string          `json:"enum"`
}

// The schema that editors use has the keys that are read, and no others.
func TestSchema(t *testing.T) {
	body, err := os.ReadFile("../../docs/dataset.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var s schema
	if err := json.Unmarshal(body, &s); err != nil {
		t.Fatal(err)
	}
	for part, got := range map[string]schema{"Dataset": s, "Log": s.Properties["log"], "Columns": s.Properties["log"].Properties["columns"]} {
		want := slices.Sorted(slices.Values(keys(part)))
		if have := slices.Sorted(maps.Keys(got.Properties)); !slices.Equal(have, want) || got.AdditionalProperties != false {
			t.Errorf("%s has the keys %v (others allowed: %v), but %v are read", part, have, got.AdditionalProperties, want)
		}
	}
	guide, err := os.ReadFile("../../docs/dataset.md")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range accesslog.Formats {
		names = append(names, f.Name)
		if !strings.Contains(string(guide), "\n| `"+f.Name+"` |") {
			t.Errorf("docs/dataset.md has no line about the format %s", f.Name)
		}
	}
	if have := s.Properties["log"].Properties["format"].Enum; !slices.Equal(slices.Sorted(slices.Values(have)), slices.Sorted(slices.Values(names))) {
		t.Errorf("the schema has the formats %v, but there are %v", have, names)
	}
}

// The example of the guide is a file that can be read.
func TestGuidesExample(t *testing.T) {
	guide, err := os.ReadFile("../../docs/dataset.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(guide), "\n\n    name: ")
	example, _, _ := strings.Cut("name: "+rest, "\n\n")
	d, err := Parse("example.yaml", []byte(strings.ReplaceAll(example, "\n    ", "\n")))
	if err != nil || d.Log.Columns.Customer != "target.id" || len(d.Lookups) != 2 {
		t.Errorf("%+v, %v", d, err)
	}
}
