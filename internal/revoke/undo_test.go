package revoke_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/revoke"
	"github.com/tocsin-ir/tocsin/internal/revoke/revoketest"
	"github.com/tocsin-ir/tocsin/internal/task"
)

func TestUndoGivesBackWhatStoodBefore(t *testing.T) {
	s := newScene(t)
	must(t, s.own.PutPolicy(t.Context(), revoke.Identity{Type: revoke.User, Name: "alice"}, "tocsin-inc-000000000000-9", "another incident's"))
	before := s.state()
	s.contain("alice", role, "arn:aws:sts::111111111111:assumed-role/Support/alice", "arn:aws:iam::222222222222:user/carol")
	got := s.undo()
	if got.GivenBack != 6 || got.AsBefore != 1 || got.Failed != 0 {
		t.Errorf("undo %+v", got)
	}
	if len(got.ByHand) != 1 || !strings.Contains(got.ByHand[0], "set a new one by hand") {
		t.Errorf("by hand: %q", got.ByHand)
	}
	// Only the password is not given back: nobody can.
	if want := strings.Replace(before, "password=true", "password=false", 1); s.state() != want {
		t.Errorf("state\n%s\nwant\n%s", s.state(), want)
	}
	record := stored[revoke.Undone](s, "undo.json")
	run := record.Runs[0]
	if run.By != "arn:aws:iam::111111111111:user/grace" || run.Reason != "wrong person" || run.At.IsZero() {
		t.Errorf("record %+v", run)
	}
	if slices.ContainsFunc(run.Steps, func(u revoke.UndoStep) bool { return u.Result == revoke.Started }) {
		t.Errorf("the record does not say how it went: %+v", run.Steps)
	}
	if again := s.undo(); again.Failed != 0 || len(stored[revoke.Undone](s, "undo.json").Runs) != 2 {
		t.Errorf("undo again: %+v", again)
	}
}

// What a human did meanwhile is respected, and said.
func TestUndoOfWhatIsGone(t *testing.T) {
	s := newScene(t)
	s.contain("alice", "bob")
	s.own.Remove("alice")
	s.own.RemoveKey("bob", "AKIABOB1")
	got := s.undo()
	if got.Failed != 0 || len(got.ByHand) != 2 || !strings.Contains(strings.Join(got.ByHand, " "), "AKIABOB1 was deleted meanwhile") {
		t.Errorf("undo %+v", got)
	}
}

func TestUndoBeforeApply(t *testing.T) {
	s := newScene(t)
	before := s.state()
	s.plan("alice")
	s.undo()
	if s.state() != before {
		t.Errorf("undo of nothing changed\n%s\nto\n%s", before, s.state())
	}
}

// Each call of an undo fails in turn; the person asks again.
func TestUndoFaultAtEveryCall(t *testing.T) {
	quiet := newScene(t)
	quiet.contain("alice", role)
	*quiet.fuse = revoketest.Fuse{}
	quiet.undo()
	for _, mode := range []revoketest.Fuse{{Err: throttled}, {Err: throttled, Lost: true}, {Crash: true}, {Crash: true, Lost: true}} {
		for n := 1; n <= quiet.fuse.Calls; n++ {
			s := newScene(t)
			s.contain("alice", role)
			*s.fuse = mode
			s.fuse.At = n
			func() {
				defer func() { _ = recover() }()
				_, err := s.Undo(t.Context(), id, "arn:aws:iam::111111111111:user/grace", "wrong person")
				if task.Name(err) != task.Temporary {
					t.Errorf("call %d: %v", n, err)
				}
			}()
			s.undo()
			if s.state() != quiet.state() {
				t.Errorf("call %d, %+v: state\n%s\nwant\n%s", n, mode, s.state(), quiet.state())
			}
		}
	}
}

func TestUndoFailsForGood(t *testing.T) {
	s := newScene(t)
	s.contain("alice")
	*s.fuse = revoketest.Fuse{At: 1, Err: denied, Only: func(call string) bool { return call == "RemovePolicy" }}
	got := s.undo()
	if got.Failed != 1 || got.GivenBack != 1 || !strings.Contains(strings.Join(got.ByHand, " "), "action 1 (user-deny) could not be undone") {
		t.Errorf("undo %+v", got)
	}
}
