package dossier

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; look at it, then run 'go test ./internal/dossier -update'", path)
	}
}

func TestGolden(t *testing.T) {
	d := seed(t).gather()
	html, err := page(d)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "seed.html", html)
	body, err := d.encode()
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "seed.json", body)
}

// rough is an incident in which much went wrong, so that each warning shows.
func rough(t *testing.T) *scene {
	s := seed(t)
	report := s.put(s.evidence, "revoke/report.json", `{"at":"2026-06-01T09:11:20Z","contained":false,"findings":[
	 {"kind":"access-key","holder":{"type":"User","account":"123456789012","name":"agent-117"},"target":"AKIAEXAMPLE117","state":"cut","cut_at":"2026-06-01T09:11:02Z"},
	 {"kind":"role-session","holder":{"type":"Session","account":"123456789012","name":"support","session":"agent-117"},"target":"TocsinContainment","state":"open","reason":"IAM answered AccessDenied"}],
	 "suspects":[{"principal":"agent-117","status":"planned"},
	 {"principal":"svc-backup","status":"refused","reason":"it is protected","by_hand":"rotate its key with its owner"},
	 {"principal":"ext-09","status":"unresolved","reason":"no user or role of that name"}],"limits":{}}`, 0)
	s.phase(incident.PhaseRevoke, incident.Failed, 11*time.Minute, `{"cut":1,"open":1,"refused":1,"unresolved":1,"contained":false,"report":`+report+`}`)
	p := s.record.Phases[incident.PhaseRevoke]
	p.Error = "NotContained: cut 1, still open 1, refused 1, not found 1"
	s.record.Phases[incident.PhaseRevoke] = p
	s.phase(incident.PhaseNotify, incident.Done, 90*time.Hour, `{"recipients":67566,"sent":60000,"failed":100,"unknown":50,"pending":7000,"sending":416,"delivered":0,"bounced":1,"complained":1,"doubled":2,"settled":false}`)
	s.put(s.people, "detect/evidence.json", `{}`, 0) // replaced since it was recorded
	return s
}

// harmless is an incident that was none.
func harmless(t *testing.T) *scene {
	s := seed(t)
	for _, phase := range []string{incident.PhaseRevoke, incident.PhaseScope, incident.PhaseAssess, incident.PhaseApprove, incident.PhaseNotify} {
		delete(s.record.Phases, phase)
	}
	s.phase(incident.PhaseDetect, incident.Done, 9*time.Minute, `{"decision":"no-breach","basis":"chosen","chosen_by":"arn:aws:iam::123456789012:user/alex","chosen_at":"2026-06-01T09:08:00Z","reports":12,"principals":300,"explained":1,"lines_read":100,"bad_lines":0,"suspects":null}`)
	return s
}

func TestGoldenRough(t *testing.T) {
	for name, s := range map[string]*scene{"rough.html": rough(t), "harmless.html": harmless(t)} {
		d, err := gather(t.Context(), s.record, seedRun, s.people, s.evidence, aware.Add(91*time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		html, err := page(d)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, name, html)
	}
}
