package statemachine

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A machine is what the tests read of a definition: the whole, a branch, or a
// map's children.
type machine struct {
	StartAt string
	States  map[string]state
}

type state struct {
	Type, Resource, Next, Default, Comment string
	Error, Cause                           string
	End                                    bool
	TimeoutSeconds                         any
	Arguments                              struct {
		FunctionName string
		Payload      any
	}
	Output        any
	Choices       []struct{ Condition, Next string }
	Retry         []retrier
	Catch         []catcher
	Branches      []machine
	ItemProcessor *machine
	ItemSelector  map[string]any
	Assign        map[string]any
}

type catcher struct {
	ErrorEquals []string
	Next        string
	Assign      map[string]any
}

type retrier struct {
	ErrorEquals                                                []string
	IntervalSeconds, BackoffRate, MaxAttempts, MaxDelaySeconds float64
	JitterStrategy                                             string
}

// nexts lists every state that s may go to.
func (s state) nexts() []string {
	var out []string
	for _, n := range []string{s.Next, s.Default} {
		if n != "" {
			out = append(out, n)
		}
	}
	for _, c := range s.Choices {
		out = append(out, c.Next)
	}
	for _, c := range s.Catch {
		out = append(out, c.Next)
	}
	return out
}

// A level is one scope of the definition: "" is the top, a branch is
// "ContainAndScope/0", a map's children are "ScanLog".
type level struct {
	name string
	machine
}

func (m machine) scopes() []level {
	out := []level{{"", m}}
	for _, name := range slices.Sorted(maps.Keys(m.States)) {
		for i, b := range m.States[name].Branches {
			for _, s := range b.scopes() {
				out = append(out, level{strings.TrimSuffix(name+"/"+string(rune('0'+i))+"/"+s.name, "/"), s.machine})
			}
		}
		if p := m.States[name].ItemProcessor; p != nil {
			out = append(out, level{name, *p})
		}
	}
	return out
}

// definition is breach.asl.json as it stands, read once.
var definition = func() machine {
	var m machine
	if err := json.Unmarshal(Breach, &m); err != nil {
		panic("breach.asl.json: " + err.Error())
	}
	return m
}()

// all holds every state of every scope by name.
var all = func() map[string]state {
	out := map[string]state{}
	for _, s := range definition.scopes() {
		maps.Copy(out, s.States)
	}
	return out
}()

var substitution = regexp.MustCompile(`\$\{(\w+)\}`)

// substitutions lists the ${Names} that the definition expects.
func substitutions() []string {
	found := map[string]bool{}
	for _, m := range substitution.FindAllSubmatch(Breach, -1) {
		found[string(m[1])] = true
	}
	return slices.Sorted(maps.Keys(found))
}

// deployable fills in the substitutions and has every Task tell its own name in
// the payload, which is all that the tests change.
func deployable(t testing.TB, values map[string]string) string {
	t.Helper()
	var root any
	if err := json.Unmarshal(Breach, &root); err != nil {
		t.Fatal(err)
	}
	nameTasks(root)
	body, err := json.Marshal(root)
	if err != nil {
		t.Fatal(err)
	}
	return substitution.ReplaceAllStringFunc(string(body), func(s string) string {
		value, ok := values[s[2:len(s)-1]]
		if !ok {
			t.Fatalf("no value for %s", s)
		}
		return value
	})
}

func nameTasks(v any) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			nameTasks(e)
		}
	case map[string]any:
		states, _ := v["States"].(map[string]any)
		for name, s := range states {
			arguments, _ := s.(map[string]any)["Arguments"].(map[string]any)
			if payload, ok := arguments["Payload"].(map[string]any); ok {
				payload["state"] = name
			}
		}
		for _, e := range v {
			nameTasks(e)
		}
	}
}
