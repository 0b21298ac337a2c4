package revoke_test

import (
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/revoke"
	"github.com/tocsin-ir/tocsin/internal/revoke/revoketest"
	"github.com/tocsin-ir/tocsin/internal/task"
)

const role = "arn:aws:iam::111111111111:role/Support"

func TestVerifyContained(t *testing.T) {
	for name, c := range map[string]struct {
		suspects []string
		want     revoke.VerifyResult
	}{
		"all cut":    {[]string{"alice", role}, revoke.VerifyResult{Cut: 5, Contained: true}},
		"refused":    {[]string{"bob", "break-glass-1"}, revoke.VerifyResult{Cut: 2, Refused: 1}},
		"unresolved": {[]string{"bob", "mallory"}, revoke.VerifyResult{Cut: 2, Unresolved: 1}},
		"only that":  {[]string{"mallory"}, revoke.VerifyResult{Unresolved: 1}},
	} {
		s := newScene(t)
		got := s.contain(c.suspects...)
		if got.Report.Key != "incidents/"+string(id)+"/revoke/report.json" {
			t.Errorf("%s: report at %s", name, got.Report.Key)
		}
		c.want.Report = got.Report
		if got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// What was cut is opened again behind Tocsin's back, in every way.
func TestVerifyReadsTheTruth(t *testing.T) {
	user := revoke.Identity{Type: revoke.User, Account: own, Name: "alice"}
	support := revoke.Identity{Type: revoke.Role, Account: own, Name: "Support"}
	const policy = "tocsin-inc-3f9a2c81d0e4-1"
	for name, c := range map[string]struct {
		tamper func(*testing.T, *scene)
		open   int
	}{
		"nothing":       {func(*testing.T, *scene) {}, 0},
		"key active":    {func(t *testing.T, s *scene) { must(t, s.own.SetKey(t.Context(), "alice", "AKIAALICE2", true)) }, 1},
		"key deleted":   {func(_ *testing.T, s *scene) { s.own.RemoveKey("alice", "AKIAALICE1") }, 0},
		"key made":      {func(_ *testing.T, s *scene) { s.own.AddKey("alice", revoke.Key{ID: "AKIANEW", Active: true}) }, 1},
		"inactive made": {func(_ *testing.T, s *scene) { s.own.AddKey("alice", revoke.Key{ID: "AKIANEW"}) }, 0},
		"user deleted":  {func(_ *testing.T, s *scene) { s.own.Remove("alice") }, 0},
		"role deleted":  {func(_ *testing.T, s *scene) { s.own.Remove("Support") }, 0},
		"policy gone":   {func(t *testing.T, s *scene) { must(t, s.own.RemovePolicy(t.Context(), user, policy)) }, 1},
		"policy weakened": {func(t *testing.T, s *scene) {
			must(t, s.own.PutPolicy(t.Context(), user, policy, `{"Version":"2012-10-17","Statement":[{"Sid":"TocsinContainment","Effect":"Deny","Action":"s3:*","Resource":"*"}]}`))
		}, 1},
		"policy laid out anew": {func(t *testing.T, s *scene) {
			must(t, s.own.PutPolicy(t.Context(), user, policy, "{\n\"Statement\": [{\"Effect\":\"Deny\",\"Sid\":\"TocsinContainment\",\"Action\":\"*\",\"Resource\":\"*\"}], \"Version\":\"2012-10-17\"}"))
		}, 0},
		"bound moved back": {func(t *testing.T, s *scene) {
			d, err := s.own.Policy(t.Context(), support, policy)
			must(t, err)
			must(t, s.own.PutPolicy(t.Context(), support, policy, strings.Replace(d, "2026-", "2016-", 1)))
		}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			plan := s.plan("alice", role)
			s.apply(plan)
			c.tamper(t, s)
			got := s.verify(plan)
			if got.Open != c.open || got.Contained != (c.open == 0) {
				t.Errorf("%+v, want %d open", got, c.open)
			}
			for _, f := range stored[revoke.Report](s, "report.json").Findings {
				if (f.State == revoke.Open) != (f.Reason != "") {
					t.Errorf("finding %+v: an open one, and only that, has a reason", f)
				}
			}
			s.apply(s.plan("alice", role))
			if got := s.verify(s.plan("alice", role)); !got.Contained {
				t.Errorf("a second run leaves %+v", got)
			}
		})
	}
}

// IAM shows for some seconds what stood before a write.
func TestVerifyWaitsForIAM(t *testing.T) {
	for after, contained := range map[time.Duration]bool{3 * time.Second: true, time.Hour: false} {
		s := newScene(t)
		plan := s.plan("bob")
		s.apply(plan)
		must(t, s.own.SetKey(t.Context(), "bob", "AKIABOB1", true))
		s.whileWait = func() {
			if s.waited >= after {
				must(t, s.own.SetKey(t.Context(), "bob", "AKIABOB1", false))
			}
		}
		if got := s.verify(plan); got.Contained != contained {
			t.Errorf("shown after %v: %+v", after, got)
		}
		if s.waited > 15*time.Second {
			t.Errorf("waited %v", s.waited)
		}
	}
}

// What was never cut needs no waiting for.
func TestVerifyBeforeApply(t *testing.T) {
	s := newScene(t)
	if got := s.verify(s.plan("bob")); got.Open != 2 || s.waited != 0 {
		t.Errorf("%+v after %v", got, s.waited)
	}
}

func TestVerifyCannotRead(t *testing.T) {
	for name, c := range map[string]struct {
		fault error
		want  string
	}{"for good": {denied, ""}, "for the while": {throttled, task.Temporary}} {
		s := newScene(t)
		plan := s.plan("bob")
		s.apply(plan)
		*s.fuse = revoketest.Fuse{At: 1, Err: c.fault, Only: func(call string) bool { return call == "Keys" }}
		got, err := s.Verify(t.Context(), revoke.VerifyRequest{Incident: id, Plan: plan.Plan})
		if c.want == "" && (err != nil || got.Contained || got.Open != 1) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
		if c.want != "" && task.Name(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
