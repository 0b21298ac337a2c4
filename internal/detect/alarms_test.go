package detect

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/vault"
	"github.com/tocsin-ir/tocsin/internal/watch"
)

var rung = time.Date(2026, 2, 3, 4, 5, 0, 0, time.UTC) // the watch judged, and a minute later its alarm rang

func rings(t *testing.T, people vault.Store, at time.Time, object string, scores ...watch.Score) {
	t.Helper()
	key := watch.Alarms + at.Format("2006-01-02T15") + "/" + object + ".json"
	if _, err := vault.PutJSON(t.Context(), people, key, watch.Evidence{At: at, Object: object, Threshold: 2, Scores: scores}, len(scores)); err != nil {
		t.Fatal(err)
	}
}

func score(who string, hour time.Time, count, usual, s float64) watch.Score {
	return watch.Score{Principal: who, Window: watch.Hour, Of: watch.Bare, Hour: hour.Unix() / 3600, Count: count, Expected: usual, Score: s}
}

// withoutReports detects in the small world, whose nightly job reads most.
func withoutReports(t *testing.T, people vault.Store, aware time.Time) (Result, Finding) {
	t.Helper()
	archive, _ := shelve(small, 2, 300)
	d := &Detector{Log: accesslog.Log{Archive: archive}, People: people}
	plan, _, err := distributed(t, d, vault.Ref{})
	if err != nil {
		t.Fatal(err)
	}
	out, err := d.Localise(t.Context(), LocaliseRequest{Incident: caseID, Batches: plan.Batches, AwareAt: aware})
	if err != nil {
		t.Fatal(err)
	}
	f, err := vault.GetJSON[Finding](t.Context(), people, out.Evidence)
	if err != nil {
		t.Fatal(err)
	}
	return out, f
}

// Whom the watch rang for comes first, before the job that reads everybody, with
// what was seen against what is usual; and nobody is accused.
func TestAlarmShowsWhoRang(t *testing.T) {
	people, hour := &vault.Memory{}, rung.Add(-time.Hour).Truncate(time.Hour)
	rings(t, people, rung, "a", score("agent-007", hour, 300, 0.24, 6.1), score("agent-003", hour, 40, 12, 2.4), score("agent-001", hour, 9, 4, 1.9))
	rings(t, people, rung.Add(-20*time.Hour), "b", score("agent-003", hour.Add(-20*time.Hour), 30, 12, 2.2), score("ghost", hour, 50, 1, 2.1))
	rings(t, people, rung.Add(time.Minute), "a2", score("agent-007", hour, 290, 0.24, 5.9)) // the same object once more
	rings(t, people, rung.Add(-50*time.Hour), "old", score("agent-009", hour, 500, 1, 8))
	rings(t, people, rung.Add(2*time.Hour), "later", score("agent-010", hour, 500, 1, 8))
	out, f := withoutReports(t, people, rung.Add(time.Minute))

	if f.Decision != NeedsHuman || out.Decision != NeedsHuman || out.Suspects != nil {
		t.Errorf("decided %s (suspects %v): an alarm alone accuses nobody", f.Decision, out.Suspects)
	}
	if f.Ranking != ByAlarms || !slices.Equal(f.Named, []string{"agent-007", "agent-003", "ghost"}) {
		t.Errorf("ranked by %s, named %v: want those who rang within %s before the incident, and neither older nor later ones nor who stayed below the threshold", f.Ranking, f.Named, alarmsBefore)
	}
	want := Alarm{Score: 6.1, Window: watch.Hour, Of: watch.Bare, Until: hour.Add(time.Hour), Count: 300, Usual: 0.24, RangAt: rung}
	if first := f.Suspects[0]; len(first.Alarms) != 1 || first.Alarms[0] != want || first.Accessed == 0 {
		t.Errorf("the first is %+v, want the alarm %+v once, with what they looked up in all", first, want)
	}
	if second := f.Suspects[1].Alarms; len(second) != 2 || second[0].Score != 2.4 {
		t.Errorf("the second rang with %+v, want both, the highest first", second)
	}
	if len(f.Suspects) != f.Principals+1 {
		t.Errorf("%d of %d principals stand in the ranking, want all and the one whom the log does not know: whoever stands in it may not choose", len(f.Suspects), f.Principals)
	}
	if s := f.Suspects[3]; len(s.Alarms) > 0 || s.Accessed < f.Suspects[4].Accessed {
		t.Errorf("behind those who rang comes %+v, want who looked up most", s)
	}
	for _, said := range []string{"300 customers without ticket in the hour from 03:00 on 3 February 2026 UTC, where 0.2 are usual (score 6.1)", "agent-007", "3 of"} {
		if !strings.Contains(f.Reason, said) {
			t.Errorf("the reason %q does not say %q", f.Reason, said)
		}
	}
	body, err := json.Marshal(out)
	if err != nil || bytes.Contains(body, []byte("agent")) || bytes.Contains(body, []byte("ghost")) {
		t.Errorf("the machine's state has %s, %v: it must name nobody", body, err)
	}
	var page bytes.Buffer
	if err := WritePage(&page, f); err != nil || !strings.Contains(page.String(), "The watch rang: 300 customers without ticket") {
		t.Errorf("the page does not say why the watch rang (%v)", err)
	}
}

func TestAlarmWithoutEvidence(t *testing.T) {
	people := &vault.Memory{}
	_, f := withoutReports(t, people, rung)
	if f.Ranking != ByCustomers || len(f.Named) > 0 {
		t.Errorf("an alarm of somebody else gave %s, %v: want who looked up most", f.Ranking, f.Named)
	}
	rings(t, people, rung, "a", score("agent-007", rung, 300, 1, 6))
	if _, f := withoutReports(t, people, time.Time{}); f.Ranking != ByCustomers {
		t.Errorf("without a time of awareness the ranking is %s", f.Ranking)
	}
	key := watch.Alarms + rung.Format("2006-01-02T15") + "/b.json"
	if _, err := people.Put(t.Context(), key, []byte(`{"scores":"agent-007"}`), 0); err != nil {
		t.Fatal(err)
	}
	d := &Detector{People: people}
	if _, err := d.alarms(t.Context(), rung); err == nil || !strings.Contains(err.Error(), key) || strings.Contains(err.Error(), "agent") {
		t.Errorf("%v, want the damaged object by its key, without its content", err)
	}
}

func TestAlarmInWords(t *testing.T) {
	until := time.Date(2026, 2, 3, 0, 0, 0, 0, time.UTC)
	for window, want := range map[string]string{
		watch.Hour: "120 customers in the hour from 23:00 on 2 February 2026 UTC, where 41 are usual (score 2.3)",
		watch.Day:  "120 customers on 2 February 2026 until 00:00 UTC, where 41 are usual (score 2.3)",
		watch.Week: "120 customers in the 7 days until 00:00 on 3 February 2026 UTC, where 41 are usual (score 2.3)",
	} {
		if got := (Alarm{2.31, window, watch.Customers, until, 120, 41.2, until}).words(); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
}
