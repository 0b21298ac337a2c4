package statemachine

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
)

// TestPaths runs every scenario in both interpreters and holds it to its exact
// path of states, its end, and the calls that its functions get.
func TestPaths(t *testing.T) {
	scenarios := readScenarios(t)
	stage := newStage(t)
	values := world(t, stage.server.URL)
	interpreters := []*interpreter{
		deploy(t, "ministack", sfn.NewFromConfig(local.Config()), values),
		deploy(t, "moto", secondOpinion(t), values),
	}
	t.Run("in", func(t *testing.T) {
		for _, in := range interpreters {
			for _, s := range scenarios {
				t.Run(in.name+"/"+s.name, func(t *testing.T) {
					t.Parallel()
					perform(t, in, stage, s)
				})
			}
		}
	})
}

func perform(t *testing.T, in *interpreter, stage *stage, s scenario) {
	sum := sha256.Sum256([]byte(in.name + s.name))
	incident := fmt.Sprintf("inc-%x-1", sum[:6])
	p := &play{scenario: s, machine: in.client}
	p.answers = maps.Clone(s.answers)
	stage.put(incident, p)

	machine := in.patient
	for _, script := range s.answers {
		for _, a := range script {
			if a == "silence" {
				machine = in.hasty
			}
		}
	}
	input := map[string]any{
		"incident": incident, "aware_at": "2026-05-07T08:00:00Z",
		"reports":  map[string]any{"bucket": "people", "key": "opening/c/reports.csv", "sha256": "ab", "count": 12},
		"suspects": nil, "from": nil, "to": nil,
	}
	maps.Copy(input, s.input)
	end, err := in.run(t.Context(), machine, incident+"-r1", input)
	if err != nil {
		t.Fatal(err)
	}
	p.asked.Wait()
	for _, err := range p.errs {
		t.Errorf("answering a question: %v", err)
	}
	if got := pathOf(end.events); got.String() != s.path.String() {
		t.Errorf("path\n got %s\nwant %s\nended %s %s: %s", got, s.path, end.status, end.error, end.cause)
	}
	checkEnd(t, s, end)
	checkCalls(t, s, p.calls)
	checkFailures(t, p.calls, end)
}

func checkEnd(t *testing.T, s scenario, end ending) {
	t.Helper()
	want, status := all[s.path.last()], types.ExecutionStatusSucceeded
	if want.Type == "Fail" {
		status = types.ExecutionStatusFailed
	}
	if end.status != status || end.error != want.Error || end.cause != want.Cause {
		t.Errorf("ended %s %q %q, want %s %q %q", end.status, end.error, end.cause, status, want.Error, want.Cause)
	}
}

// checkCalls compares how often each function was called with what the path
// and the tries say. A map calls its children once an item.
func checkCalls(t *testing.T, s scenario, calls []call) {
	t.Helper()
	want, got := map[string]int{}, map[string]int{}
	s.path.visit(func(name string) {
		switch all[name].Type {
		case "Task":
			want[name]++
		case "Map":
			items := batches
			if name == "SendLetters" {
				items = shards
			}
			want[all[name].ItemProcessor.StartAt] += items
		}
	})
	maps.Copy(want, s.tries)
	for _, c := range calls {
		got[c.state]++
		if placeholder := "${" + c.function + "}"; all[c.state].Arguments.FunctionName != placeholder {
			t.Errorf("%s called %s", c.state, c.function)
		}
	}
	if !maps.Equal(want, got) {
		t.Errorf("calls\n got %v\nwant %v", got, want)
	}
}

// checkFailures finds each error that a function returned in the history.
func checkFailures(t *testing.T, calls []call, end ending) {
	t.Helper()
	want := map[string]int{}
	for _, c := range calls {
		if c.failed != "" && all[scopeOf[c.state]].Type != "Map" { // children have a history of their own
			want[c.failed]++
		}
	}
	if got := failures(end.events); !maps.Equal(want, got) {
		t.Errorf("errors in the history %v, want %v", got, want)
	}
}
