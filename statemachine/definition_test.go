package statemachine

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/dossier"
	"github.com/tocsin-ir/tocsin/internal/notify"
	"github.com/tocsin-ir/tocsin/internal/task"
)

// TestEveryWayLeadsSomewhere holds each scope to states that exist, that can be
// reached from its start, and that have an end.
func TestEveryWayLeadsSomewhere(t *testing.T) {
	count := 0
	for _, s := range definition.scopes() {
		reached := map[string]bool{}
		var visit func(name, from string)
		visit = func(name, from string) {
			st, ok := s.States[name]
			if !ok {
				t.Errorf("%s leads to %q, which is not in the same scope %q", from, name, s.name)
			}
			if !ok || reached[name] {
				return
			}
			reached[name] = true
			for _, next := range st.nexts() {
				visit(next, name)
			}
		}
		visit(s.StartAt, "StartAt")
		for name, st := range s.States {
			count++
			if !reached[name] {
				t.Errorf("%s cannot be reached", name)
			}
			if ends := st.End || st.Type == "Succeed" || st.Type == "Fail"; !ends && st.Next == "" && st.Default == "" {
				t.Errorf("%s neither ends nor goes on", name)
			}
			if st.Type == "Choice" && st.Default == "" {
				t.Errorf("%s has no Default: an answer that nobody thought of would end without a name", name)
			}
			if st.Type == "Choice" != strings.HasSuffix(name, "?") {
				t.Errorf("%s: a Choice reads as a question, and nothing else does", name)
			}
		}
	}
	if count != len(all) {
		t.Errorf("%d states have %d names: a name tells one state", count, len(all))
	}
}

// TestEveryTaskIsTriedAgainAndCaught holds each Task to a retry with backoff and
// jitter for what is temporary, and to a Catch, which a map's children have in
// their map.
func TestEveryTaskIsTriedAgainAndCaught(t *testing.T) {
	for name, s := range all {
		if s.Type == "Choice" || s.Type == "Pass" || s.Type == "Wait" || s.Type == "Succeed" || s.Type == "Fail" {
			continue
		}
		if s.Type == "Task" {
			if !slices.ContainsFunc(s.Retry, func(r retrier) bool { return slices.Contains(r.ErrorEquals, task.Temporary) }) {
				t.Errorf("%s does not retry %s", name, task.Temporary)
			}
			if s.TimeoutSeconds == nil {
				t.Errorf("%s may wait for ever", name)
			}
		}
		for _, r := range s.Retry {
			// What comes back at a known hour is asked for at an even pace.
			backsOff := r.BackoffRate > 1 || r.IntervalSeconds >= 3600
			if !backsOff || r.JitterStrategy != "FULL" || r.MaxAttempts < 3 {
				t.Errorf("%s: retries %+v have no backoff, no jitter or no patience", name, r)
			}
			if slices.Contains(r.ErrorEquals, "States.ALL") || slices.Contains(r.ErrorEquals, "States.TaskFailed") {
				t.Errorf("%s tries again what cannot change", name)
			}
		}
		if isChild(name) {
			continue
		}
		if n := len(s.Catch); n == 0 || !slices.Contains(s.Catch[n-1].ErrorEquals, "States.ALL") {
			t.Errorf("%s has no Catch of everything", name)
		}
	}
}

// TestErrorNamesExist holds ErrorEquals to names that functions give or that the
// service has (Step Functions Developer Guide, "Handling errors").
func TestErrorNamesExist(t *testing.T) {
	known := []string{
		task.Temporary, task.Permanent, task.BadInput, notify.QuotaExhausted, dossier.DutiesOpen,
		"States.ALL", "States.Timeout", "States.ItemReaderFailed",
		"Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException",
		"Lambda.ClientExecutionTimeoutException", "Lambda.TooManyRequestsException", "Lambda.Unknown",
	}
	for name, s := range all {
		var used []string
		for _, r := range s.Retry {
			used = append(used, r.ErrorEquals...)
		}
		for _, c := range s.Catch {
			used = append(used, c.ErrorEquals...)
		}
		for _, e := range used {
			if !slices.Contains(known, e) {
				t.Errorf("%s: no function and no service gives the error %q", name, e)
			}
		}
	}
}

// TestEndsSayWhatIsLeft holds each Fail to a name of its own and to words that
// tell a person what to do.
func TestEndsSayWhatIsLeft(t *testing.T) {
	todo := regexp.MustCompile(`(?i)\b(mend|cut|ask|name)\b.*tocsin (resume|open)\b`)
	for name, s := range all {
		if s.Type != "Fail" {
			continue
		}
		if s.Error != name {
			t.Errorf("%s ends with the error %q: it is looked up by its name", name, s.Error)
		}
		if !todo.MatchString(s.Cause) {
			t.Errorf("%s does not say what to do and how to go on: %q", name, s.Cause)
		}
	}
}

// TestStopsAreTheStatesThatFollow holds what the ledger notes as the end of a
// phase to the Fail state that the machine then enters.
func TestStopsAreTheStatesThatFollow(t *testing.T) {
	for name, s := range all {
		payload, _ := s.Arguments.Payload.(map[string]any)
		stops, _ := payload["stops"].(string)
		fails := all[s.Next].Type == "Fail"
		if fails && payload["status"] == "failed" && stops != s.Next || stops != "" && stops != s.Next {
			t.Errorf("%s notes that the incident stops at %q, and goes to %q", name, stops, s.Next)
		}
	}
}

// TestBranchesHaveTheirOwnVariables: Step Functions refuses a branch that
// assigns a variable of the scope around it, and a Distributed Map's children
// see no variable at all.
func TestBranchesHaveTheirOwnVariables(t *testing.T) {
	outer := assigned(definition)
	for _, s := range definition.scopes()[1:] {
		for name := range assigned(s.machine) {
			if outer[name] {
				t.Errorf("%s assigns $%s, which belongs to the scope around it", s.name, name)
			}
		}
	}
	for name, s := range all {
		if isChild(name) && s.Arguments.Payload != "{% $states.input %}" {
			t.Errorf("%s takes something else than its item", name)
		}
	}
}

func assigned(m machine) map[string]bool {
	out := map[string]bool{}
	for _, s := range m.States {
		for name := range s.Assign {
			out[name] = true
		}
		for _, c := range s.Catch {
			for name := range c.Assign {
				out[name] = true
			}
		}
	}
	return out
}

// TestOutputsAreEmpty: what states hand on stands in variables, so a state's
// output is nothing, except at the end of a branch.
func TestOutputsAreEmpty(t *testing.T) {
	for name, s := range all {
		if s.Type == "Choice" || s.Type == "Succeed" || s.Type == "Fail" || s.End && !isChild(name) {
			continue
		}
		if out, ok := s.Output.(map[string]any); !ok || len(out) > 0 {
			t.Errorf("%s hands on %v", name, s.Output)
		}
	}
}

// TestFailuresAreLogged: what fails is noted before anything else happens. Only
// the record that cannot be read, and the ledger's own failure, cannot be.
func TestFailuresAreLogged(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(all)) {
		s := all[name]
		if s.Type != "Task" && s.Type != "Map" && s.Type != "Parallel" || strings.HasPrefix(name, "Log") || name == "RecallProgress" {
			continue
		}
		for _, c := range s.Catch {
			if c.Next != name && !strings.HasPrefix(c.Next, "Log") {
				t.Errorf("the failure of %s goes to %s and is not noted", name, c.Next)
			}
		}
	}
}
