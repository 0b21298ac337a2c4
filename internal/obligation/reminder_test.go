package obligation

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

const testIncident incident.ID = "inc-3f9a2c81d0e4-1"

func TestMoments(t *testing.T) {
	start := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name   string
		period time.Duration
		want   []string // offset from the start, and kind
	}{
		{"72 hours", 72 * time.Hour, []string{"36h0m0s 50% of the period", "48h0m0s 24 h before", "54h0m0s 75% of the period",
			"64h48m0s 90% of the period", "68h0m0s 4 h before", "71h0m0s 1 h before", "72h0m0s due"}},
		{"30 days", 30 * day, []string{"360h0m0s 50% of the period", "540h0m0s 75% of the period", "648h0m0s 90% of the period",
			"696h0m0s 24 h before", "716h0m0s 4 h before", "719h0m0s 1 h before", "720h0m0s due"}},
		{"a day: what lies before it is left out", day, []string{"12h0m0s 50% of the period", "18h0m0s 75% of the period",
			"20h0m0s 4 h before", "21h36m0s 90% of the period", "23h0m0s 1 h before", "24h0m0s due"}},
		{"an hour: close ones are merged", time.Hour, []string{"30m0s 50% of the period", "1h0m0s due"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, m := range moments(start, start.Add(c.period)) {
				got = append(got, m.at.Sub(start).String()+" "+m.kind)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// EventBridge allows 64 of these characters; other incidents' names must not
// start with ours.
func TestScheduleNames(t *testing.T) {
	form := regexp.MustCompile(`^[0-9a-zA-Z._-]{1,64}$`)
	for _, id := range []incident.ID{testIncident, "inc-3f9a2c81d0e4-10", "inc-3f9a2c81d0e4-1234567"} {
		seen := map[string]bool{}
		for _, s := range Plan(id, seed(t)) {
			if !form.MatchString(s.Name) || !strings.HasPrefix(s.Name, Prefix(id)) || seen[s.Name] {
				t.Errorf("name %q (again: %v)", s.Name, seen[s.Name])
			}
			seen[s.Name] = true
		}
	}
	if strings.HasPrefix(Prefix("inc-3f9a2c81d0e4-10"), Prefix(testIncident)) {
		t.Error("another incident's schedules would count as ours")
	}
}

// A plan depends on the duties alone: the same duties, the same names; a due
// time that moved, other names.
func TestPlanIsDeterministic(t *testing.T) {
	names := func(awareAt string) []string {
		all, err := Assess(Facts{AwareAt: awareAt, Affected: map[string]int{"DE": 1, "GB": 1}, Role: "controller", ListedIn: []string{}})
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, s := range Plan(testIncident, all) {
			if s.Input.Obligation == "EU-GDPR-33" || s.Input.Obligation == "UK-GDPR-33" { // counted in hours
				names = append(names, s.Name)
			}
		}
		return names
	}
	first, again, moved := names("2026-06-01T12:00:00Z"), names("2026-06-01T14:00:00+02:00"), names("2026-06-01T13:00:00Z")
	if !slices.Equal(first, again) {
		t.Errorf("the same duties have other names:\n%q\n%q", first, again)
	}
	for _, n := range moved {
		if slices.Contains(first, n) {
			t.Errorf("%s stayed although its time moved", n)
		}
	}
}

func TestOnlyOpenDutiesAreRemindedOf(t *testing.T) {
	reminded := map[string]bool{}
	for _, s := range Plan(testIncident, seed(t)) {
		for _, id := range append(s.Input.Duties, s.Input.Obligation) {
			reminded[id] = true
		}
	}
	for _, o := range seed(t) {
		if want := o.Open() && !o.NoRule; reminded[o.ID] != want {
			t.Errorf("%s: reminded %v, want %v", o.ID, reminded[o.ID], want)
		}
	}
	if !reminded["NO-RULE"] {
		t.Error("nobody is reminded of the places without a rule")
	}
}

// The start must be quick, and a schedule's input holds nothing about anybody.
func TestStartPlanIsSmall(t *testing.T) {
	all, err := Assess(Facts{AwareAt: "2026-06-01T12:00:00Z", ListedIn: []string{"US"}})
	if err != nil {
		t.Fatal(err)
	}
	plan := Plan(testIncident, all)
	if len(plan) > 100 {
		t.Errorf("%d schedules, want 100 at most: the local AWS lists no more", len(plan))
	}
	allowed := []string{"incident", "obligation", "law", "to", "due_at", "kind", "duties"}
	for _, s := range plan {
		body, _ := json.Marshal(s.Input)
		var fields map[string]any
		if err := json.Unmarshal(body, &fields); err != nil {
			t.Fatal(err)
		}
		for name := range fields {
			if !slices.Contains(allowed, name) {
				t.Errorf("input holds %s", name)
			}
		}
	}
}

// What the SEC counts as late after 17:30 is reminded of before 17:30.
func TestRemindersAimAtTheEarlierTime(t *testing.T) {
	all, err := Assess(Facts{ClassifiedAt: "2026-09-14T10:00:00-04:00", ListedIn: []string{"US"}, Affected: map[string]int{}})
	if err != nil {
		t.Fatal(err)
	}
	plan := slices.DeleteFunc(Plan(testIncident, all), func(s Schedule) bool { return s.Input.Obligation != "US-SEC-8K-1.05" || s.Input.Kind == KindOverdue })
	last := plan[len(plan)-1]
	if last.Input.DueAt != "2026-09-18T17:30:00-04:00" || last.Input.Kind != KindDue || !last.At.Equal(time.Date(2026, 9, 18, 21, 30, 0, 0, time.UTC)) {
		t.Errorf("last reminder %+v", last)
	}
}
