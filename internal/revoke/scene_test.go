package revoke_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/revoke"
	"github.com/tocsin-ir/tocsin/internal/revoke/revoketest"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

const (
	own    = "111111111111"
	member = "222222222222"
	id     = incident.ID("inc-3f9a2c81d0e4-1")
)

// A scene is two accounts and an incident in them.
type scene struct {
	revoke.Revoker
	t         *testing.T
	own       *revoketest.Memory
	member    *revoketest.Memory
	evidence  *revoke.Local
	fuse      *revoketest.Fuse
	support   revoke.Entity // the role that people use
	waited    time.Duration
	whileWait func()
}

func newScene(t *testing.T) *scene {
	s := &scene{t: t, own: revoketest.NewMemory(own), member: revoketest.NewMemory(member), evidence: &revoke.Local{}, fuse: &revoketest.Fuse{}}
	s.own.AddUser("/support/", "alice", true, revoke.Key{ID: "AKIAALICE1", Active: true}, revoke.Key{ID: "AKIAALICE2"})
	s.own.AddUser("/", "bob", false, revoke.Key{ID: "AKIABOB1", Active: true})
	s.own.AddUser("/", "break-glass-1", true, revoke.Key{ID: "AKIAGLASS1", Active: true})
	s.member.AddUser("/", "carol", false, revoke.Key{ID: "AKIACAROL1", Active: true})
	s.support = s.own.AddRole("/", "Support")
	s.own.AddRole("/", "tocsin-RevokeRole-1ABC")
	s.own.AddRole("/aws-reserved/sso.amazonaws.com/eu-central-1/", "AWSReservedSSO_Agent_0f")
	s.own.AddRole("/aws-service-role/support.amazonaws.com/", "AWSServiceRoleForSupport")
	now := time.Date(2026, 3, 1, 3, 0, 0, 400_000_000, time.UTC)
	s.Revoker = revoke.Revoker{
		Accounts:    revoketest.FusedAccounts{Accounts: revoketest.Accounts{own: s.own, member: s.member}, Fuse: s.fuse},
		People:      &vault.Memory{},
		Evidence:    revoketest.FusedEvidence{Evidence: s.evidence, Fuse: s.fuse},
		Protected:   revoke.NewProtected("break-glass-*", "tocsin", "TocsinContainment"),
		Account:     own,
		MaxSuspects: revoke.DefaultMaxSuspects,
		Now: func() time.Time {
			now = now.Add(time.Second)
			return now
		},
		Wait: func(_ context.Context, d time.Duration) error {
			s.waited += d
			if s.whileWait != nil {
				s.whileWait()
			}
			return nil
		},
	}
	return s
}

func (s *scene) suspects(principals ...string) vault.Ref {
	s.t.Helper()
	list := []incident.Suspect{}
	for _, p := range principals {
		list = append(list, incident.Suspect{Principal: p, Basis: "named"})
	}
	ref, err := vault.PutJSON(s.t.Context(), s.People, "incidents/"+string(id)+"/detect/"+strings.Join(principals, "+"), list, len(list))
	if err != nil {
		s.t.Fatal(err)
	}
	return ref
}

func (s *scene) plan(principals ...string) revoke.PlanResult {
	s.t.Helper()
	out, err := s.Plan(s.t.Context(), revoke.PlanRequest{Incident: id, Suspects: s.suspects(principals...)})
	if err != nil {
		s.t.Fatal(err)
	}
	return out
}

func (s *scene) apply(plan revoke.PlanResult) revoke.ApplyResult {
	s.t.Helper()
	out, err := s.Apply(s.t.Context(), revoke.ApplyRequest{Incident: id, Plan: plan.Plan})
	if err != nil {
		s.t.Fatal(err)
	}
	return out
}

func (s *scene) verify(plan revoke.PlanResult) revoke.VerifyResult {
	s.t.Helper()
	out, err := s.Verify(s.t.Context(), revoke.VerifyRequest{Incident: id, Plan: plan.Plan})
	if err != nil {
		s.t.Fatal(err)
	}
	return out
}

func (s *scene) contain(principals ...string) revoke.VerifyResult {
	s.t.Helper()
	plan := s.plan(principals...)
	s.apply(plan)
	return s.verify(plan)
}

func (s *scene) undo() revoke.UndoResult {
	s.t.Helper()
	out, err := s.Undo(s.t.Context(), id, "arn:aws:iam::111111111111:user/grace", "wrong person")
	if err != nil {
		s.t.Fatal(err)
	}
	return out
}

// stored reads a file of the incident's evidence.
func stored[T any](s *scene, name string) T {
	s.t.Helper()
	var v T
	body, err := s.Evidence.Read(s.t.Context(), "incidents/"+string(id)+"/revoke/"+name)
	if err == nil {
		err = json.Unmarshal(body, &v)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return v
}

func (s *scene) state() string {
	return strings.Join(append(s.own.State(), s.member.State()...), "\n")
}
