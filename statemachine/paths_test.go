package statemachine

import (
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"

	"github.com/tocsin-ir/tocsin/internal/notify"
)

// atOnce bounds the executions that run at once: the interpreters are Python.
const atOnce = 8

// A run is one scenario in one interpreter, and how it ended.
type run struct {
	scenario
	in   *interpreter
	end  ending
	err  error
	took time.Duration
	play
}

// TestPaths runs every scenario in both interpreters and holds it to its exact
// path of states, its end, and the calls that its functions get. Together the
// scenarios reach every state, every end and every way between two states.
func TestPaths(t *testing.T) {
	stage := newStage(t)
	values := world(t, stage.server.URL)
	interpreters := []*interpreter{
		deploy(t, "ministack", sfn.NewFromConfig(local.Config()), values),
		deploy(t, "moto", secondOpinion(t), values),
	}
	var runs []*run
	for _, s := range readScenarios(t) {
		for _, in := range interpreters {
			if s.notIn != in.name {
				runs = append(runs, &run{scenario: s, in: in})
			}
		}
	}
	// The longest first, so that nobody waits for it at the end.
	slices.SortStableFunc(runs, func(a, b *run) int { return len(b.path) - len(a.path) })
	var all sync.WaitGroup
	slots := make(chan struct{}, atOnce)
	for _, r := range runs {
		all.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			r.perform(t.Context(), stage)
		})
	}
	all.Wait()
	for _, r := range runs {
		t.Run(r.in.name+"/"+r.name, r.check)
	}
	for _, in := range interpreters {
		t.Run(in.name+" reaches everything", func(t *testing.T) { checkCoverage(t, in.name, runs) })
	}
	t.Run("payloads", func(t *testing.T) { checkPayloads(t, runs) })
}

func (r *run) perform(ctx context.Context, stage *stage) {
	sum := sha256.Sum256([]byte(r.in.name + r.name))
	incident := fmt.Sprintf("inc-%x-1", sum[:6])
	r.play = play{machine: r.in.client, answers: maps.Clone(r.scenario.answers)}
	stage.put(incident, &r.play)

	machine := r.in.patient
	for _, script := range r.scenario.answers {
		if slices.Contains(script, "silence") {
			machine = r.in.hasty
		}
	}
	input := map[string]any{
		"incident": incident, "aware_at": "2026-05-07T08:00:00Z",
		"reports":  map[string]any{"bucket": "people", "key": "opening/c/reports.csv", "sha256": "ab", "count": 12},
		"suspects": nil, "from": nil, "to": nil,
	}
	maps.Copy(input, r.input)
	began := time.Now()
	defer func() { r.took = time.Since(began) }()
	r.end, r.err = r.in.run(ctx, machine, incident+"-r1", input)
	r.asked.Wait()
}

func (r *run) check(t *testing.T) {
	t.Logf("took %.1f s", r.took.Seconds())
	if r.err != nil {
		t.Fatal(r.err)
	}
	for _, err := range r.answering {
		t.Errorf("answering a question: %v", err)
	}
	if got := pathOf(r.end.events); !r.path.matches(got) {
		t.Errorf("path\n got %s\nwant %s\nended %s %s: %s", got, r.path, r.end.status, r.end.error, r.end.cause)
	}
	checkEnd(t, r.scenario, r.end)
	checkCalls(t, r.scenario, r.calls)
	checkFailures(t, r.calls, r.end)
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

// checkCalls compares how often each function was called with what the path,
// the faults that pass and the tries say. A map calls its children once an item.
func checkCalls(t *testing.T, s scenario, calls []call) {
	t.Helper()
	want, got := map[string]int{}, map[string]int{}
	s.path.visit(func(name string) {
		switch all[name].Type {
		case "Task":
			want[name]++
		case "Map":
			want[all[name].ItemProcessor.StartAt] += items[name]
		}
	})
	for name, script := range s.answers {
		for _, a := range script {
			if error, _, _ := strings.Cut(a, " "); slices.Contains(temporary, strings.TrimPrefix(error, "!")) {
				want[name]++
			}
		}
	}
	for _, c := range calls {
		got[c.state]++
		if placeholder := "${" + c.function + "}"; all[c.state].Arguments.FunctionName != placeholder {
			t.Errorf("%s called %s", c.state, c.function)
		}
	}
	for name, n := range s.tries {
		if want[name], _ = strconv.Atoi(n); n == "any" {
			want[name] = got[name]
		}
	}
	maps.DeleteFunc(want, func(_ string, n int) bool { return n == 0 })
	if s.tries["every"] == "" && !maps.Equal(want, got) {
		t.Errorf("calls\n got %v\nwant %v", got, want)
	}
}

// temporary names the errors that a function is called again for.
var temporary = append([]string{notify.QuotaExhausted}, all["RecallProgress"].Retry[0].ErrorEquals...)

// isChild says whether a state is one of a map's children.
func isChild(name string) bool {
	in := scopeOf[name]
	return all[in[strings.LastIndex(in, "/")+1:]].Type == "Map"
}

// checkFailures finds each error that a function returned in the history.
func checkFailures(t *testing.T, calls []call, end ending) {
	t.Helper()
	want := map[string]int{}
	for _, c := range calls {
		if c.failed != "" && !isChild(c.state) { // children have a history of their own
			want[c.failed]++
		}
	}
	if got := failures(end.events); !maps.Equal(want, got) {
		t.Errorf("errors in the history %v, want %v", got, want)
	}
}
