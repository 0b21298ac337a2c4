package revoke_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/revoke"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// The plan of every type of principal, and of what cannot be planned.
func TestPlan(t *testing.T) {
	const policy = "tocsin-inc-3f9a2c81d0e4-1"
	alice := []string{"user-deny " + policy + " absent", "access-key AKIAALICE1 Active", "access-key AKIAALICE2 Inactive", "console-password login-profile present"}
	for name, c := range map[string]struct {
		principals []string
		actions    []string
		statuses   []string
	}{
		"bare name":      {[]string{"alice"}, alice, []string{revoke.Planned}},
		"user ARN":       {[]string{"arn:aws:iam::111111111111:user/support/alice"}, alice, []string{revoke.Planned}},
		"named twice":    {[]string{"alice", "arn:aws:iam::111111111111:user/support/alice", "alice"}, alice, []string{revoke.Planned, revoke.Planned}},
		"wrong path":     {[]string{"arn:aws:iam::111111111111:user/alice"}, nil, []string{revoke.Unresolved}},
		"no password":    {[]string{"bob"}, []string{"user-deny " + policy + " absent", "access-key AKIABOB1 Active"}, []string{revoke.Planned}},
		"role":           {[]string{"arn:aws:iam::111111111111:role/Support"}, []string{"role-session " + policy + " absent"}, []string{revoke.Planned}},
		"session":        {[]string{"arn:aws:sts::111111111111:assumed-role/Support/alice"}, []string{"role-session " + policy + "-2bd806c9 absent"}, []string{revoke.Planned}},
		"member account": {[]string{"arn:aws:iam::222222222222:user/carol"}, []string{"user-deny " + policy + " absent", "access-key AKIACAROL1 Active"}, []string{revoke.Planned}},
		"no way in":      {[]string{"arn:aws:iam::333333333333:user/dave"}, nil, []string{revoke.Unresolved}},
		"unknown":        {[]string{"mallory"}, nil, []string{revoke.Unresolved}},
		"database login": {[]string{"SUPPORT\\alice"}, nil, []string{revoke.Unresolved}},
		"single sign-on": {[]string{"arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_Agent_0f/alice"}, nil, []string{revoke.Unresolved}},
		"service's role": {[]string{"arn:aws:iam::111111111111:role/aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport"}, nil, []string{revoke.Unresolved}},
		"protected":      {[]string{"break-glass-1"}, nil, []string{revoke.Refused}},
		"Tocsin's role":  {[]string{"arn:aws:sts::111111111111:assumed-role/tocsin-RevokeRole-1ABC/fn"}, nil, []string{revoke.Refused}},
		"one of each":    {[]string{"mallory", "break-glass-1", "bob"}, []string{"user-deny " + policy + " absent", "access-key AKIABOB1 Active"}, []string{revoke.Unresolved, revoke.Refused, revoke.Planned}},
		"white space":    {[]string{" bob\n"}, []string{"user-deny " + policy + " absent", "access-key AKIABOB1 Active"}, []string{revoke.Planned}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			before := s.state()
			out := s.plan(c.principals...)
			plan := stored[revoke.Plan](s, "plan.json")
			var actions, statuses []string
			for _, a := range plan.Actions {
				actions = append(actions, a.Kind+" "+a.Target+" "+a.Before)
			}
			for _, suspect := range plan.Suspects {
				statuses = append(statuses, suspect.Status)
				if suspect.Status != revoke.Planned && (suspect.Reason == "" || suspect.ByHand == "") {
					t.Errorf("nobody is told why, or what to do: %+v", suspect)
				}
			}
			if !slices.Equal(actions, c.actions) || !slices.Equal(statuses, c.statuses) {
				t.Errorf("actions %q\nsuspects %q", actions, statuses)
			}
			count := func(status string) (n int) {
				for _, s := range statuses {
					if s == status {
						n++
					}
				}
				return n
			}
			if out.Actions != len(actions) || out.Refused != count(revoke.Refused) || out.Unresolved != count(revoke.Unresolved) {
				t.Errorf("counts %+v", out)
			}
			if s.state() != before {
				t.Error("planning changed IAM")
			}
		})
	}
}

func TestPlanRefusesBadInput(t *testing.T) {
	s := newScene(t)
	for name, in := range map[string]revoke.PlanRequest{
		"no suspects":   {Incident: id, Suspects: s.suspects()},
		"empty suspect": {Incident: id, Suspects: s.suspects("alice", "  ")},
		"bad incident":  {Incident: "../inc", Suspects: s.suspects("alice")},
	} {
		if _, err := s.Plan(t.Context(), in); task.Name(err) != task.BadInput {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPlanStopsAtTheBlastRadius(t *testing.T) {
	s := newScene(t)
	var many []string
	for i := range revoke.DefaultMaxSuspects + 1 {
		many = append(many, fmt.Sprintf("user-%d", i))
	}
	first := s.plan(many[:revoke.DefaultMaxSuspects]...)
	for name, list := range map[string][]string{"at once": many, "bit by bit": {"bob"}} {
		_, err := s.Plan(t.Context(), revoke.PlanRequest{Incident: id, Suspects: s.suspects(list...)})
		if task.Name(err) != revoke.TooManySuspects {
			t.Errorf("%s: %v", name, err)
		}
	}
	if again := s.plan(many[:revoke.DefaultMaxSuspects]...); again != first {
		t.Errorf("the plan changed: %+v, %+v", first, again)
	}
}

// What stood there before survives any number of plans.
func TestPlanKeepsWhatStoodBefore(t *testing.T) {
	s := newScene(t)
	first := s.plan("alice")
	s.apply(first)
	if again := s.plan("alice"); again != first {
		t.Errorf("a second plan for the same suspects: %+v, want the first %+v", again, first)
	}
	second := s.plan("bob")
	if second.Plan.Key != "incidents/"+string(id)+"/revoke/plan-2.json" {
		t.Errorf("second plan is at %s", second.Plan.Key)
	}
	plan, old := stored[revoke.Plan](s, "plan-2.json"), stored[revoke.Plan](s, "plan.json")
	if len(plan.Suspects) != 2 || len(plan.Actions) != len(old.Actions)+2 {
		t.Fatalf("second plan %+v", plan)
	}
	for i, a := range old.Actions {
		if plan.Actions[i] != a {
			t.Errorf("action %d was %+v, is %+v", i+1, a, plan.Actions[i])
		}
	}
	for i, a := range plan.Actions {
		if a.N != i+1 {
			t.Errorf("action %d has number %d", i+1, a.N)
		}
	}
	s.apply(second)
	s.own.AddKey("bob", revoke.Key{ID: "AKIABOB2", Active: true})
	if third := s.plan("bob"); third.Actions != second.Actions+1 || !strings.HasSuffix(third.Plan.Key, "/plan-3.json") {
		t.Errorf("a key made meanwhile is not planned: %+v", third)
	}
}

// Two runs plan at once; the other stores its plan, and cuts, after we looked.
func TestPlanLosesNoRace(t *testing.T) {
	s := newScene(t)
	other := s.Revoker
	other.Evidence = s.evidence
	ref := s.suspects("alice")
	s.Evidence = &late{Evidence: s.evidence, before: func() {
		plan, err := other.Plan(t.Context(), revoke.PlanRequest{Incident: id, Suspects: ref})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := other.Apply(t.Context(), revoke.ApplyRequest{Incident: id, Plan: plan.Plan}); err != nil {
			t.Fatal(err)
		}
	}}
	before := s.state()
	s.plan("alice")
	if s.state() == before {
		t.Fatal("the other run has cut nothing")
	}
	s.undo()
	if got := s.state(); got != strings.Replace(before, "password=true", "password=false", 1) {
		t.Errorf("undo gave\n%s\nwant\n%s", got, before)
	}
}

// late is an Evidence that lets another run go first, once.
type late struct {
	revoke.Evidence
	before func()
}

func (l *late) Create(ctx context.Context, key string, body []byte, count int) (vault.Ref, error) {
	if do := l.before; do != nil {
		l.before = nil
		do()
	}
	return l.Evidence.Create(ctx, key, body, count)
}
