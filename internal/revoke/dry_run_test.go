package revoke_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/revoke"
)

func TestDryRunWritesNothing(t *testing.T) {
	s := newScene(t)
	before := s.state()
	dry := &revoke.DryRun{Accounts: s.Accounts}
	s.Accounts = dry
	s.apply(s.plan("alice", role))
	var calls []string
	for _, w := range dry.Writes() {
		calls = append(calls, fmt.Sprintf("%s %s %s", w.Call, w.Holder, w.Target))
	}
	if want := []string{
		"iam:PutUserPolicy alice tocsin-inc-3f9a2c81d0e4-1",
		"iam:UpdateAccessKey alice AKIAALICE1",
		"iam:DeleteLoginProfile alice login-profile",
		"iam:PutRolePolicy Support tocsin-inc-3f9a2c81d0e4-1",
	}; !slices.Equal(calls, want) {
		t.Errorf("would write %q", calls)
	}
	s.undo()
	if got := len(dry.Writes()); got != 7 {
		t.Errorf("%d writes after a dry undo, want 7", got)
	}
	if s.state() != before {
		t.Error("a dry run changed IAM")
	}
}
