package revoke_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/smithy-go"

	"github.com/tocsin-ir/tocsin/internal/revoke"
	"github.com/tocsin-ir/tocsin/internal/revoke/revoketest"
	"github.com/tocsin-ir/tocsin/internal/task"
)

var (
	// throttled and denied are as the SDK gives them after its own retries.
	throttled = &smithy.GenericAPIError{Code: "Throttling", Message: "slow down"}
	denied    = &smithy.GenericAPIError{Code: "AccessDenied", Message: "not you"}
)

func TestApplyCutsAndRecords(t *testing.T) {
	s := newScene(t)
	plan := s.plan("alice", "arn:aws:iam::111111111111:role/Support", "arn:aws:iam::222222222222:user/carol")
	if got, want := s.apply(plan), (revoke.ApplyResult{Applied: 6, Already: 1}); got != want {
		t.Errorf("first run %+v, want %+v", got, want)
	}
	record := stored[revoke.Applied](s, "applied.json")
	if got, want := s.apply(plan), (revoke.ApplyResult{Already: 7}); got != want {
		t.Errorf("second run %+v, want %+v", got, want)
	}
	if again := stored[revoke.Applied](s, "applied.json"); fmt.Sprint(again) != fmt.Sprint(record) {
		t.Errorf("the second run changed the record:\n%v\n%v", record, again)
	}
	for _, o := range record.Outcomes {
		want := revoke.WasCut
		if strings.HasSuffix(o.Action, "AKIAALICE2") {
			want = revoke.WasAlready // it was inactive before
		}
		if o.Result != want || o.At.IsZero() {
			t.Errorf("%+v, want %s", o, want)
		}
	}
}

func TestApplyRefusesAnothersPlan(t *testing.T) {
	s := newScene(t)
	plan := s.plan("alice")
	_, err := s.Apply(t.Context(), revoke.ApplyRequest{Incident: "inc-3f9a2c81d0e4-2", Plan: plan.Plan})
	if task.Name(err) != task.BadInput {
		t.Errorf("got %v", err)
	}
}

// One action that fails does not hold up the others, and is not forgotten.
func TestApplyGoesOnAfterAFailure(t *testing.T) {
	for name, c := range map[string]struct {
		fault     error
		temporary bool
		contained bool // after a second run
	}{
		"for good":      {denied, false, true},
		"for the while": {throttled, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			plan := s.plan("alice", "bob")
			*s.fuse = revoketest.Fuse{At: 1, Err: c.fault, Only: func(call string) bool { return call == "SetKey" }}
			out, err := s.Apply(t.Context(), revoke.ApplyRequest{Incident: id, Plan: plan.Plan})
			if (task.Name(err) == task.Temporary) != c.temporary || (err != nil) != c.temporary {
				t.Fatalf("got %v", err)
			}
			if out.Applied != 4 {
				t.Errorf("%+v: the others should be cut", out)
			}
			if !c.temporary {
				if got := s.verify(plan); got.Contained || got.Open != 1 {
					t.Errorf("verified %+v with a key open", got)
				}
				report := stored[revoke.Report](s, "report.json")
				if f := report.Findings[1]; f.State != revoke.Open || !strings.Contains(f.Reason, "AccessDenied") {
					t.Errorf("finding %+v does not say why", f)
				}
			}
			s.apply(plan)
			if got := s.verify(plan); got.Contained != c.contained {
				t.Errorf("after a second run: %+v", got)
			}
		})
	}
}

// Each call in turn fails, loses its answer, or is the last of a process; then
// everything is run again. Nothing but the time may differ from a quiet run.
func TestFaultAtEveryCall(t *testing.T) {
	suspects := []string{"alice", "mallory", "arn:aws:sts::111111111111:assumed-role/Support/alice", "arn:aws:iam::222222222222:user/carol"}
	quiet := newScene(t)
	quiet.contain(suspects...)
	calls := quiet.fuse.Calls
	if calls < 50 {
		t.Fatalf("only %d calls", calls)
	}
	wantState, wantPlan := quiet.state(), befores(quiet)
	quiet.undo()
	wantUndone := quiet.state()
	for _, mode := range []revoketest.Fuse{
		{Err: throttled}, {Err: throttled, Lost: true}, {Crash: true}, {Crash: true, Lost: true},
	} {
		for n := 1; n <= calls; n++ {
			s := newScene(t)
			*s.fuse = mode
			s.fuse.At = n
			err := stumble(s, suspects)
			if !mode.Crash && err == nil && s.fuse.Calls > calls+20 {
				t.Errorf("call %d: %d calls", n, s.fuse.Calls)
			}
			if err != nil && (task.Name(err) != task.Temporary || strings.Contains(err.Error(), "alice")) {
				t.Errorf("call %d: %s error: %v", n, task.Name(err), err)
			}
			got := s.contain(suspects...)
			if s.state() != wantState {
				t.Errorf("call %d, %+v: state\n%s\nwant\n%s", n, mode, s.state(), wantState)
			}
			if befores(s) != wantPlan {
				t.Errorf("call %d, %+v: what stood before\n%s\nwant\n%s", n, mode, befores(s), wantPlan)
			}
			if got.Open != 0 || got.Cut != 7 || got.Unresolved != 1 {
				t.Errorf("call %d, %+v: verified %+v", n, mode, got)
			}
			s.undo()
			if s.state() != wantUndone {
				t.Errorf("call %d, %+v: undone\n%s\nwant\n%s", n, mode, s.state(), wantUndone)
			}
		}
	}
	t.Logf("4 faults at each of %d calls", calls)
}

// stumble runs the three steps until one fails or the process dies.
func stumble(s *scene, suspects []string) (err error) {
	defer func() {
		if p := recover(); p != nil && p != (revoketest.Crashed{}) {
			panic(p)
		}
	}()
	plan, err := s.Plan(s.t.Context(), revoke.PlanRequest{Incident: id, Suspects: s.suspects(suspects...)})
	if err == nil {
		_, err = s.Apply(s.t.Context(), revoke.ApplyRequest{Incident: id, Plan: plan.Plan})
	}
	if err == nil {
		_, err = s.Verify(s.t.Context(), revoke.VerifyRequest{Incident: id, Plan: plan.Plan})
	}
	return err
}

func befores(s *scene) string {
	var lines []string
	for _, a := range stored[revoke.Plan](s, "plan.json").Actions {
		lines = append(lines, a.ID()+" "+a.Before)
	}
	return strings.Join(lines, "\n")
}

// Somebody became protected, or was cleared, after the plan was made.
func TestApplyLeavesAlone(t *testing.T) {
	s := newScene(t)
	plan := s.plan("alice", "bob")
	s.Protected = revoke.NewProtected("alice", "", "")
	if got, want := s.apply(plan), (revoke.ApplyResult{Applied: 2, Failed: 4}); got != want {
		t.Errorf("protected meanwhile: %+v, want %+v", got, want)
	}
	s.undo()
	if got, want := s.apply(plan), (revoke.ApplyResult{Failed: 4, Undone: 2}); got != want {
		t.Errorf("undone meanwhile: %+v, want %+v", got, want)
	}
	if got := s.verify(plan); got.Contained || got.Open != 5 {
		t.Errorf("verified %+v", got)
	}
}
