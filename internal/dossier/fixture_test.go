package dossier

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

const (
	seedID  = incident.ID("inc-3f9a2c81d0e4-1")
	seedRun = "arn:aws:states:eu-central-1:123456789012:execution:tocsin-breach:inc-3f9a2c81d0e4-1-r1"
)

var aware = time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)

// planted stands for personal data in the evidence that must not come through.
const planted = "Erika Mustermann <erika@example.org> +49-30-9876543 TICKET-4711 cust-000017"

// A scene is one incident with its evidence.
type scene struct {
	record   incident.Record
	people   *vault.Memory
	evidence *vault.Memory
	t        testing.TB
}

func (s *scene) put(store vault.Store, key string, body string, n int) string {
	s.t.Helper()
	ref, err := store.Put(context.Background(), "incidents/"+string(seedID)+"/"+key, []byte(body), n)
	if err != nil {
		s.t.Fatal(err)
	}
	out, err := json.Marshal(ref)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(out)
}

func (s *scene) phase(name, status string, at time.Duration, result string) {
	entry := int64(100 + len(s.record.Phases))
	s.record.Phases[name] = incident.PhaseResult{Phase: name, Status: status, Result: json.RawMessage(result), At: aware.Add(at), Entry: entry}
}

// seed is the case that Tocsin is measured by, told to its end.
func seed(t testing.TB) *scene {
	s := &scene{people: &vault.Memory{}, evidence: &vault.Memory{}, t: t, record: incident.Record{
		ID: seedID, OpenedAt: aware.Add(4 * time.Minute), OpenedBy: "arn:aws:sts::123456789012:assumed-role/security/kim", AwareAt: aware,
		Trigger: "person", Status: "open", Execution: seedRun, Run: 1, Phases: map[string]incident.PhaseResult{},
	}}
	suspects := s.put(s.people, "detect/suspects.json", `[{"principal":"agent-117","basis":"detected","why":"looked up 11 of the 12 reported customers before their call; 0.6 were to be expected"}]`, 1)
	evidence := s.put(s.people, "detect/evidence.json", `{"decision":"confident","reason":"agent-117 explains 11 of 12 reports, and chance does not","named":["agent-117"],
	 "log_begin":"2026-01-01T00:00:03Z","log_end":"2026-06-01T08:59:41Z","note":"`+planted+`","suspects":[
	 {"principal":"agent-117","accessed":6804,"explained":11,"p_value":2e-11,"q_value":6e-9,"expected":0.6,"with_ticket":2,"first_access":"2026-01-14T07:12:55Z","last_access":"2026-05-20T15:31:02Z","customers":["`+planted+`"]},
	 {"principal":"agent-204","accessed":7110,"explained":2,"p_value":0.13,"q_value":1,"expected":0.7,"with_ticket":2},
	 {"principal":"nightly-batch","accessed":120000,"explained":12,"p_value":1,"q_value":1,"expected":12,"with_ticket":0}]}`, 0)
	unreachable := s.put(s.people, "scope/unreachable.jsonl", planted, 412)
	scope := s.put(s.people, "scope/result.json", `{"gaps":[{"from":"2026-02-11T03:00:00Z","to":"2026-02-11T07:00:00Z"},{"from":"2026-04-02T22:00:00Z","to":"2026-04-03T00:00:00Z","source":"desk-2/","objects":2}],"ids":["`+planted+`"],
	 "cannot_be_excluded":{"customers":119,"assumption":"Assumes that in what is missing no suspect was faster than in their fastest hour (21 customers) and day (92)."}}`, 68000)
	post := s.put(s.people, "notify/post-list.jsonl", planted, 792)
	report := s.put(s.evidence, "revoke/report.json", `{"plan":1,"at":"2026-06-01T09:11:20Z","cut":3,"open":0,"refused":0,"unresolved":0,"contained":true,"findings":[
	 {"n":1,"kind":"access-key","holder":{"type":"User","account":"123456789012","name":"agent-117"},"target":"AKIAEXAMPLE117","before":"active","state":"cut","cut_at":"2026-06-01T09:11:02Z"},
	 {"n":2,"kind":"console-password","holder":{"type":"User","account":"123456789012","name":"agent-117"},"target":"login-profile","state":"cut","cut_at":"2026-06-01T09:11:03Z"},
	 {"n":3,"kind":"user-deny","holder":{"type":"User","account":"123456789012","name":"agent-117"},"target":"TocsinContainment","state":"cut","cut_at":"2026-06-01T09:11:03Z"}],
	 "suspects":[{"principal":"agent-117","status":"planned","holder":{"type":"User","name":"agent-117"}}],
	 "limits":{"access-key":"role sessions that were taken with the key before the cut stay valid until they expire","user-deny":"it does not reach what answers without asking IAM, such as a database with passwords of its own"}}`, 0)
	duties := s.put(s.evidence, "assess/obligations.json", `[
	 {"id":"EU-GDPR-33","law":"GDPR, Regulation (EU) 2016/679","article":"Article 33(1)","title":"Notify the authority","to":"the lead supervisory authority","applies":true,"reason":"records of people in DE, FR, AT were taken","due_at":"2026-06-04T11:00:00+02:00","needs":[],"how_long":"72 hours"},
	 {"id":"EU-GDPR-34","law":"GDPR, Regulation (EU) 2016/679","article":"Article 34(1)","title":"Tell the people concerned","to":"the people concerned","applies":null,"reason":"targeted scam calls make a high risk likely","needs":["risk: is a high risk to people likely?"]},
	 {"id":"UK-GDPR-33","law":"UK GDPR","article":"Article 33(1)","title":"Notify the ICO","to":"the Information Commissioner","applies":true,"reason":"4,801 people in GB","due_at":"2026-06-04T10:00:00+01:00","needs":[]},
	 {"id":"JP-APPI-F","law":"APPI","article":"Article 26(1)","title":"Final report","to":"the PPC","applies":true,"reason":"taken on purpose","due_at":"2026-07-30T23:59:59+09:00","needs":[]},
	 {"id":"JP-APPI-P","law":"APPI","article":"Article 26(1)","title":"Preliminary report","to":"the PPC","applies":true,"reason":"taken on purpose","guidance_due_at":"2026-06-05T23:59:59+09:00","needs":[]},
	 {"id":"US-CA-1798.82","law":"Cal. Civ. Code","article":"section 1798.82","title":"Tell the residents","to":"the California residents concerned","applies":false,"reason":"name, e-mail, phone and ticket number are not personal information in the sense of the section","needs":[]},
	 {"id":"NO-RULE-CH","law":"not in the rules","article":"","title":"Ask counsel which duties there are","to":"counsel","applies":null,"reason":"1,120 people in CH, for which there is no rule here","no_rule":true,"needs":["counsel's answer"]}]`, 0)

	s.phase(incident.PhaseOpen, incident.Done, 4*time.Minute+2*time.Second, `null`)
	s.phase(incident.PhaseClocks, incident.Done, 4*time.Minute+6*time.Second, `{"obligations":`+duties+`,"count":7,"reminders":12}`)
	s.phase(incident.PhaseDetect, incident.Done, 9*time.Minute, `{"decision":"confident","reports":12,"principals":300,"explained":11,"lines_read":24100345,"bad_lines":3,"suspects":`+suspects+`,"evidence":`+evidence+`}`)
	s.phase(incident.PhaseRevoke, incident.Done, 11*time.Minute+20*time.Second, `{"cut":3,"open":0,"refused":0,"unresolved":0,"contained":true,"report":`+report+`}`)
	s.phase(incident.PhaseScope, incident.Done, 31*time.Minute, `{"affected":68000,"recipients":67588,"unreachable":412,"not_in_directory":22,"first":"2026-01-14T07:12:55Z","last":"2026-05-31T16:02:11Z",
	 "events_matched":71533,"lines_read":24100345,"bad_lines":3,"damaged":0,"lower_bound":false,"suspects_not_in_log":0,"directory_flawed":1,"gaps":2,"gap_hours":6,"cannot_be_excluded":119,"reachable":51978,"outside_window":340,"fields":["name","email","phone","ticket"],
	 "by_country":{"DE":31402,"FR":9120,"GB":4801,"US":4410,"AT":4002,"JP":3811,"IT":3220,"ES":2904,"NL":1801,"CH":1120,"PL":611,"SE":420,"US-CA":300,"AU":55,"":1},"by_segment":{"consumer":67996,"business":4},
	 "by_language":{"de":36000,"en":31566},"result":`+scope+`,"affected_list":`+scope+`,"shards":`+scope+`,"unreachable_list":`+unreachable+`}`)
	s.phase(incident.PhaseAssess, incident.Done, 31*time.Minute+9*time.Second, `{"obligations":`+duties+`,"count":7,"applies":4,"undecided":2,"no_rule":1,"first_due":"2026-06-04T10:00:00+01:00","reminders":14}`)
	s.phase(incident.PhaseApprove, incident.Done, 2*time.Hour+14*time.Minute, `{"decision":"approved","by":"arn:aws:sts::123456789012:assumed-role/privacy/alex","at":"2026-06-01T11:14:00Z","reason":"count and sample letters checked with counsel","suspects":null}`)
	s.phase(incident.PhaseNotify, incident.Done, 3*time.Hour+40*time.Minute, `{"recipients":67588,"sent":67562,"failed":19,"unknown":7,"pending":0,"sending":0,"delivered":65998,"bounced":766,"complained":31,"doubled":0,"settled":true,"post_list":`+post+`}`)
	return s
}

func (s *scene) gather() Dossier {
	s.t.Helper()
	d, err := gather(context.Background(), s.record, seedRun, s.people, s.evidence, aware.Add(3*time.Hour+41*time.Minute))
	if err != nil {
		s.t.Fatal(err)
	}
	return d
}

func (s *scene) Get(_ context.Context, id incident.ID) (incident.Record, error) {
	if id != s.record.ID {
		return incident.Record{}, fmt.Errorf("reading incident %s: %w", id, incident.ErrUnknown)
	}
	return s.record, nil
}
