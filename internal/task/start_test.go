package task

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
)

type countRequest struct {
	Incident string `json:"incident"`
	N        int    `json:"n"`
}

type countResult struct {
	Next int `json:"next"`
}

func steps() Function {
	return Function{Steps: map[string]Handler{
		"count": Step(func(_ context.Context, in countRequest) (countResult, error) {
			if in.N < 0 {
				return countResult{}, Fail("Negative", errors.New("n is below 0"))
			}
			return countResult{in.N + 1}, nil
		}),
	}}
}

func TestServeStep(t *testing.T) {
	for _, c := range []struct {
		what, payload string
		want          any    // result
		name, text    string // of the error, or part of it
	}{
		{"a step", `{"step":"count","incident":"inc-1","n":4}`, countResult{5}, "", ""},
		{"a step that needs less than it gets", `{"step":"count","more":{"x":1}}`, countResult{1}, "", ""},
		{"a step's own failure", `{"step":"count","n":-1}`, nil, "Negative", "n is below 0"},
		{"an unknown step", `{"step":"cuont","n":4}`, nil, BadInput, `unknown step "cuont"`},
		{"a field of another type", `{"step":"count","n":"four"}`, nil, BadInput, "payload is not a task.countRequest"},
		{"no JSON", `{"step":`, nil, BadInput, "not a JSON object"},
		{"a list", `["count"]`, nil, BadInput, "not a JSON object"},
		{"an event where none is taken", `{"source":"aws.states"}`, nil, BadInput, "neither a step nor a request nor an event"},
		{"a request where none is taken", `{"routeKey":"GET /incidents"}`, nil, BadInput, "neither a step nor a request nor an event"},
	} {
		got, err := steps().Serve(t.Context(), json.RawMessage(c.payload))
		if c.name == "" {
			if err != nil || got != c.want {
				t.Errorf("%s: got %v and error %v, want %v", c.what, got, err, c.want)
			}
			continue
		}
		if err == nil {
			t.Errorf("%s: got %v, want the error %s: the machine would go on as if all were well", c.what, got, c.name)
			continue
		}
		if Name(err) != c.name || !strings.Contains(err.Error(), c.text) {
			t.Errorf("%s: got %s (%v), want %s with %q", c.what, Name(err), err, c.name, c.text)
		}
	}
}

func TestServeEvent(t *testing.T) {
	f := steps()
	var got string
	f.Event = func(_ context.Context, payload json.RawMessage) (any, error) {
		got = string(payload)
		return "taken", nil
	}
	f.Routes = map[string]Route{}
	event := `{"source":"aws.states","detail":{"status":"FAILED"}}`
	out, err := f.Serve(t.Context(), json.RawMessage(event))
	if err != nil || out != "taken" {
		t.Fatalf("got %v and error %v, want the event's own answer", out, err)
	}
	if got != event {
		t.Errorf("the event arrived as %s, want it whole: %s", got, event)
	}
	if _, err := f.Serve(t.Context(), json.RawMessage(`{"step":"cuont"}`)); err == nil || Name(err) != BadInput {
		t.Errorf("an unknown step gave %v, want BadInput: it must not pass for an event", err)
	}
}

func TestOptionalList(t *testing.T) {
	for value, want := range map[string][]string{
		"": nil, " , ": nil, "a": {"a"}, "a, b ,,c": {"a", "b", "c"},
	} {
		t.Setenv("TOCSIN_TEST_LIST", value)
		if got := OptionalList("TOCSIN_TEST_LIST"); !slices.Equal(got, want) {
			t.Errorf("%q is read as %q, want %q", value, got, want)
		}
	}
}
