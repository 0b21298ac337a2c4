package revoke_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/revoke"
	"github.com/tocsin-ir/tocsin/internal/revoke/revoketest"
	"github.com/tocsin-ir/tocsin/internal/task"
)

const grace = "arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_Security_1/grace"

func (s *scene) attest() revoke.AttestResult {
	s.t.Helper()
	out, err := s.Attest(s.t.Context(), id, grace, "locked in the database")
	must(s.t, err)
	return out
}

// A person's word counts for what Tocsin cannot cut, and for nothing else.
func TestAttest(t *testing.T) {
	for name, c := range map[string]struct {
		suspects []string
		fault    error // of the first key that is cut
		before   func(*scene)
		attested revoke.AttestResult
		verified revoke.VerifyResult
	}{
		"unresolved and refused": {
			suspects: []string{"alice", "mallory", "break-glass-1"},
			attested: revoke.AttestResult{Attested: 2}, verified: revoke.VerifyResult{Cut: 4, Attested: 2, Contained: true},
		},
		"failed for good": {
			suspects: []string{"bob"}, fault: denied,
			attested: revoke.AttestResult{Attested: 1}, verified: revoke.VerifyResult{Cut: 1, Attested: 1, Contained: true},
		},
		"given back": {
			suspects: []string{"bob"}, before: func(s *scene) { s.undo() },
			attested: revoke.AttestResult{Attested: 2}, verified: revoke.VerifyResult{Attested: 2, Contained: true},
		},
		"opened again": {
			suspects: []string{"bob", "mallory"}, before: func(s *scene) { s.own.AddKey("bob", revoke.Key{ID: "AKIABOB2", Active: true}) },
			attested: revoke.AttestResult{Attested: 1, Open: 1}, verified: revoke.VerifyResult{Cut: 2, Open: 1, Attested: 1},
		},
		"all cut": {suspects: []string{"bob"}, verified: revoke.VerifyResult{Cut: 2, Contained: true}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			plan := s.plan(c.suspects...)
			*s.fuse = revoketest.Fuse{At: 1, Err: c.fault, Only: func(call string) bool { return c.fault != nil && call == "SetKey" }}
			s.apply(plan)
			if c.before != nil {
				c.before(s)
			}
			c.attested.Incident = id
			if got := s.attest(); got != c.attested {
				t.Errorf("attested %+v, want %+v", got, c.attested)
			}
			got := s.verify(plan)
			c.verified.Report = got.Report
			if got != c.verified {
				t.Errorf("verified %+v, want %+v", got, c.verified)
			}
			report := stored[revoke.Report](s, "report.json")
			for _, suspect := range report.Suspects {
				if suspect.Status == revoke.ByPerson && !strings.Contains(suspect.Reason, "cut by hand, says "+grace) {
					t.Errorf("%+v does not say who says so", suspect)
				}
			}
		})
	}
}

// A later suspect is not covered by an earlier word.
func TestAttestCoversNoLaterSuspect(t *testing.T) {
	s := newScene(t)
	s.contain("mallory")
	s.attest()
	if got := s.contain("mallory", "trudy"); got.Contained || got.Attested != 1 || got.Unresolved != 1 {
		t.Errorf("%+v", got)
	}
}

// What a person cut by hand, and Tocsin can cut after all, is cut.
func TestAttestDoesNotStopTheMachine(t *testing.T) {
	s := newScene(t)
	plan := s.plan("bob")
	*s.fuse = revoketest.Fuse{At: 1, Err: denied, Only: func(call string) bool { return call == "SetKey" }}
	s.apply(plan)
	s.attest()
	s.apply(plan)
	if got := s.verify(plan); got.Cut != 2 || got.Attested != 0 || !got.Contained {
		t.Errorf("%+v", got)
	}
}

// The report route tells the truth of the moment, before and after a run.
func TestReportRoute(t *testing.T) {
	s := newScene(t)
	request := task.Request{Caller: grace, Params: map[string]string{"id": string(id)}}
	if _, err := s.ReportRoute(t.Context(), request); err == nil {
		t.Error("a report of nothing")
	}
	plan := s.plan("bob")
	for _, open := range []int{2, 0} {
		out, err := s.ReportRoute(t.Context(), request)
		must(t, err)
		if report := out.(revoke.Report); report.Open != open || report.Contained != (open == 0) {
			t.Errorf("%+v, want %d open", report, open)
		}
		s.apply(plan)
	}
}

func TestAttestRoute(t *testing.T) {
	const body = `{"reason":"locked in the database"}`
	for name, c := range map[string]struct {
		suspect, caller, body string
		want                  int
	}{
		"colleague":       {"mallory", grace, body, http.StatusOK},
		"the suspect":     {"mallory", "arn:aws:iam::111111111111:user/mallory", body, http.StatusForbidden},
		"nothing to say":  {"bob", grace, body, http.StatusConflict},
		"without reasons": {"mallory", grace, `{}`, http.StatusBadRequest},
	} {
		s := newScene(t)
		s.contain(c.suspect)
		_, err := s.AttestRoute(t.Context(), task.Request{Caller: c.caller, Params: map[string]string{"id": string(id)}, Body: []byte(c.body)})
		status := http.StatusOK
		var refused *task.StatusError
		if errors.As(err, &refused) {
			status = refused.Status
		}
		if status != c.want {
			t.Errorf("%s: %d (%v), want %d", name, status, err, c.want)
		}
	}
}
