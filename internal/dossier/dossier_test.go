package dossier

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/approval"
	"github.com/tocsin-ir/tocsin/internal/detect"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/notify"
	"github.com/tocsin-ir/tocsin/internal/obligation"
	"github.com/tocsin-ir/tocsin/internal/revoke"
	"github.com/tocsin-ir/tocsin/internal/scope"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// The dossier reads what the phases write, by name. So the phases' own types,
// with every field set, must fill every field of the dossier.
func TestReadsThePhasesOwnShapes(t *testing.T) {
	s := &scene{people: &vault.Memory{}, evidence: &vault.Memory{}, t: t, record: incident.Record{
		ID: seedID, OpenedAt: aware, OpenedBy: "x", AwareAt: aware, Trigger: "alarm", Run: 1, Phases: map[string]incident.PhaseResult{},
	}}
	suspects := full[[]incident.Suspect](t)
	suspects[0].Principal = "text" // as fill names the one of the ranking
	people := func(key string, v any) vault.Ref { return s.ref(s.people, key, v) }
	evidence := func(key string, v any) vault.Ref { return s.ref(s.evidence, key, v) }

	localised := full[detect.Result](t)
	localised.Decision = detect.Confident
	ref := people("suspects", suspects)
	localised.Suspects, localised.Evidence = &ref, people("finding", full[detect.Finding](t))
	cut := full[revoke.VerifyResult](t)
	cut.Report = evidence("report", full[revoke.Report](t))
	merged := full[scope.Result](t)
	merged.Result = people("scope", full[scope.Report](t))
	assessed := full[obligation.AssessResult](t)
	assessed.Obligations = evidence("duties", full[[]obligation.Obligation](t))
	for phase, result := range map[string]any{
		incident.PhaseDetect: localised, incident.PhaseRevoke: cut, incident.PhaseScope: merged, incident.PhaseAssess: assessed,
		incident.PhaseApprove: full[approval.Answer](t), incident.PhaseNotify: full[notify.SettleResult](t),
	} {
		body, err := json.Marshal(result)
		if err != nil {
			t.Fatal(err)
		}
		s.phase(phase, incident.Done, time.Minute, string(body))
	}
	d := s.gather()
	empty := map[string]bool{}
	unset(reflect.ValueOf(d), "", empty)
	want := []string{ // what only some incidents have
		"Drill", "Phases.Error", "Source.Basis", "Source.ChosenAt", "Source.ChosenBy", "Unread",
	}
	if got := slices.Sorted(maps.Keys(empty)); !slices.Equal(got, want) {
		t.Errorf("fields that nothing filled: %q, want %q", got, want)
	}
}

func (s *scene) ref(store vault.Store, key string, v any) vault.Ref {
	s.t.Helper()
	ref, err := vault.PutJSON(s.t.Context(), store, key, v, 3)
	if err != nil {
		s.t.Fatal(err)
	}
	return ref
}

// full returns a T with every field set and one element in every list.
func full[T any](t *testing.T) T {
	t.Helper()
	var v T
	fill(reflect.ValueOf(&v).Elem())
	return v
}

func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key)
		fill(value)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(aware))
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i))
			}
		}
	case reflect.String:
		v.SetString("text")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float64:
		v.SetFloat(0.5)
	default:
		v.Set(reflect.ValueOf(7).Convert(v.Type()))
	}
}

// unset notes the paths of the fields that hold nothing, in any element.
func unset(v reflect.Value, path string, empty map[string]bool) {
	switch {
	case v.Kind() == reflect.Pointer && !v.IsNil():
		unset(v.Elem(), path, empty)
	case v.Kind() == reflect.Slice && v.Len() > 0:
		for i := range v.Len() {
			unset(v.Index(i), path, empty)
		}
	case v.Kind() == reflect.Struct && v.Type() != reflect.TypeFor[time.Time]() && !v.IsZero():
		for i := range v.NumField() {
			unset(v.Field(i), strings.TrimPrefix(path+"."+v.Type().Field(i).Name, "."), empty)
		}
	case v.IsZero():
		empty[path] = true
	}
}

func TestNoPersonComesThrough(t *testing.T) {
	for name, s := range map[string]*scene{"seed": seed(t), "rough": rough(t), "harmless": harmless(t)} {
		d := s.gather()
		body, err := d.encode()
		if err != nil {
			t.Fatal(err)
		}
		html, err := page(d)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range append(strings.Fields(planted), "agent-204", "nightly-batch") {
			if strings.Contains(string(body), word) || strings.Contains(string(html), word) {
				t.Errorf("%s: %q is in the dossier", name, word)
			}
		}
	}
}

func TestEvidenceThatIsGoneIsSaid(t *testing.T) {
	s := rough(t)
	d := s.gather()
	if len(d.Unread) != 1 || !strings.Contains(d.Unread[0], "not the one that was recorded") {
		t.Fatalf("changed evidence: %q", d.Unread)
	}
	s.people = &vault.Memory{} // past its lifetime
	d = s.gather()
	if len(d.Unread) != 3 {
		t.Fatalf("missing evidence: %q", d.Unread)
	}
	if !strings.Contains(strings.Join(d.Left, "\n"), "Not in this dossier: who was named: the file is not there any more") {
		t.Errorf("not said in what is left: %q", d.Left)
	}
}

func TestUnreadableRecordStops(t *testing.T) {
	for phase, result := range map[string]string{
		incident.PhaseDetect: `{"reports":"many"}`, incident.PhaseRevoke: `[]`, incident.PhaseScope: `{"affected":{}}`,
		incident.PhaseAssess: `7`, incident.PhaseApprove: `{"at":"yesterday"}`, incident.PhaseNotify: `{"sent":"all"}`,
	} {
		s := seed(t)
		s.phase(phase, incident.Done, time.Hour, result)
		_, err := gather(t.Context(), s.record, seedRun, s.people, s.evidence, aware)
		if err == nil || !strings.Contains(err.Error(), phase) || !strings.Contains(err.Error(), string(seedID)) {
			t.Errorf("%s: %v does not name the place", phase, err)
		}
	}
}

func TestTimeline(t *testing.T) {
	got := map[string]time.Duration{}
	phases, err := timeline(seed(t).record)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range phases {
		got[p.Name] = p.From.Sub(aware)
	}
	for phase, want := range map[string]time.Duration{
		incident.PhaseOpen: 4 * time.Minute, incident.PhaseDetect: 4*time.Minute + 6*time.Second,
		incident.PhaseRevoke: 9 * time.Minute, incident.PhaseScope: 9 * time.Minute,
		incident.PhaseAssess: 31 * time.Minute, incident.PhaseNotify: 2*time.Hour + 14*time.Minute,
	} {
		if got[phase] != want {
			t.Errorf("%s begins %s after awareness, want %s", phase, got[phase], want)
		}
	}
}

func TestResultDigest(t *testing.T) {
	digest := func(s string) string {
		d, err := resultDigest(json.RawMessage(s))
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	one := digest(`{"a":"<x>","n":9007199254740993,"l":[1.50,null]}`)
	if digest("{ \"l\" : [1.50, null], \"n\":9007199254740993,\"a\":\"\\u003cx>\"}") != one {
		t.Error("the same value in another encoding has another digest")
	}
	for _, other := range []string{`{"a":"<x>","n":9007199254740992,"l":[1.50,null]}`, `{"a":"<x>","n":9007199254740993,"l":[null,1.50]}`, `{}`, ``, `null`} {
		if digest(other) == one {
			t.Errorf("%q has the same digest", other)
		}
	}
	if digest("") != digest("null") {
		t.Error("no result is not the same as null")
	}
	if _, err := resultDigest(json.RawMessage(`{`)); err == nil {
		t.Error("broken JSON has a digest")
	}
}

func TestLeftToDo(t *testing.T) {
	yes, no := true, false
	for name, c := range map[string]struct {
		dossier Dossier
		want    []string
	}{
		"nothing known": {Dossier{}, nil},
		"all is done": {Dossier{Containment: &Containment{Contained: true}, Scope: &Scope{Affected: 5, Recipients: 5},
			Delivery: &Delivery{Recipients: 5, Sent: 5, Settled: true}, Duties: []Duty{{Applies: &no}}}, nil},
		"counts without a list": {Dossier{Containment: &Containment{Open: 1}}, []string{"Containment is not complete: 1 open, 0 refused, 0 not found. Look at each by hand."}},
		"nobody was told":       {Dossier{Scope: &Scope{Recipients: 1200}}, []string{"No letter was sent: 1,200 people have not been told."}},
		"one of everything": {Dossier{Scope: &Scope{Gaps: 1, GapHours: 1, BadLines: 1, Damaged: 1, NotInLog: 1}, Delivery: &Delivery{Bounced: 1, Pending: 1}}, []string{
			"Tell 1 person by post or telephone: their letter failed, bounced, or is unknown to have arrived.",
			"1 letter had not gone out when this was written: run the incident again.",
			"1 suspect is not in the access log at all: check how the log spells the name.",
			"The access log misses 1 hour in 1 stretch: look for another source for them. What was read then is not in any count.",
			"1 line of the log could not be read and are not in any count: have them looked at.",
			"1 object of the log could not be read to the end: look for whole copies and scope again.",
		}},
		"duties": {Dossier{Duties: []Duty{{Applies: &yes, Title: "Notify", To: "the authority", Law: "Law", Article: "Article 1", DueAt: "2026-06-04T11:00:00+02:00"},
			{Title: "Tell", Law: "Law", Article: "Article 2"}, {NoRule: true, Title: "Ask counsel", Reason: "3 people in XX."}}}, []string{
			"Notify: to the authority (Law, Article 1), by 4 Jun 2026 11:00 (UTC+02:00).",
			"Judge whether it applies: Tell (Law, Article 2), without delay.", "Ask counsel: 3 people in XX.",
		}},
		"no breach": {Dossier{Source: &Source{Decision: "no-breach"}, Duties: []Duty{{Applies: &yes}}}, nil},
	} {
		if got := leftToDo(c.dossier); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

func TestWhatTheLettersDidIsInTheDossier(t *testing.T) {
	s := seed(t)
	phase := obligation.Phase{Evidence: s.evidence, Scheduler: &obligation.MemoryScheduler{}, Now: func() time.Time { return aware.Add(time.Hour) }}
	in := obligation.AssessRequest{Incident: seedID, AwareAt: aware.Format(time.RFC3339), Affected: 2, ByCountry: map[string]int{"DE": 1, "CH": 1}}
	if _, err := phase.Assess(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	told := obligation.Letters{At: aware.Add(time.Hour).Format(time.RFC3339), People: 2, Duties: []string{"EU-GDPR-34"}}
	if _, err := phase.Told(t.Context(), obligation.ToldRequest{Incident: seedID, Letters: told}); err != nil {
		t.Fatal(err)
	}
	d := s.gather()
	var german, swiss Duty
	for _, o := range d.Duties {
		switch o.ID {
		case "EU-GDPR-34":
			german = o
		case "CH-FADP-S":
			swiss = o
		}
	}
	if german.Filed == nil || german.Filed.Reference != "letters to 2 people" || german.standing(d.WrittenAt) != standsDone {
		t.Errorf("Article 34, which the letters were written for: %+v", german.Filed)
	}
	if swiss.Filed != nil || !strings.Contains(swiss.Letters, "letters told 2 people") {
		t.Errorf("Switzerland, which has no letter of its own: %+v, %q", swiss.Filed, swiss.Letters)
	}
	html, err := page(d)
	for _, words := range []string{"letters to 2 people by Tocsin, by its letters", "letters told 2 people"} {
		if err != nil || !strings.Contains(string(html), words) {
			t.Errorf("the page does not say %q: %v", words, err)
		}
	}
}

// What people filed and judged since the assessment is in the dossier, and is
// not left to do.
func TestFiledAndJudgedDutiesAreNotLeft(t *testing.T) {
	s := seed(t)
	phase := obligation.Phase{Evidence: s.evidence, Scheduler: &obligation.MemoryScheduler{}, Now: func() time.Time { return aware.Add(time.Hour) }}
	in := obligation.AssessRequest{Incident: seedID, AwareAt: aware.Format(time.RFC3339), Affected: 2, ByCountry: map[string]int{"DE": 1, "GB": 1}}
	if _, err := phase.Assess(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	said := "incidents/" + string(seedID) + "/duties/"
	s.ref(s.evidence, said+"filed/EU-GDPR-33.json", obligation.Filing{At: aware.Add(time.Hour).Format(time.RFC3339), Reference: "B-17", By: "x"})
	s.ref(s.evidence, said+"judged/UK-GDPR-33-1.json", obligation.Judgement{Fact: "UK-GDPR-33", Value: "false", By: "x", At: aware.Format(time.RFC3339), Why: "test data only"})
	d := s.gather()
	byID := map[string]Duty{}
	for _, o := range d.Duties {
		byID[o.ID] = o
	}
	if o := byID["EU-GDPR-33"]; o.Filed == nil || o.Filed.Reference != "B-17" || o.standing(d.WrittenAt) != standsDone {
		t.Errorf("filed: %+v", o)
	}
	if o := byID["UK-GDPR-33"]; o.standing(d.WrittenAt) != standsNot || !strings.Contains(o.Reason, "test data only") {
		t.Errorf("judged away: %+v", o)
	}
	if left := strings.Join(leftOfDuties(d), "\n"); strings.Contains(left, "Notify the supervisory authority") || strings.Contains(left, "Notify the Information Commissioner (UK GDPR") {
		t.Errorf("what is done is left to do:\n%s", left)
	}
	if html, err := page(d); err != nil || !strings.Contains(string(html), "B-17") {
		t.Errorf("the page does not say what was filed: %v", err)
	}
}
