package obligation

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
)

const seedFacts = `{"aware_at":"2026-11-20T18:30:00+01:00","data_elements":["name","email","phone","tickets"],
	"affected":{"DE":300,"FR":4,"GB":20,"US-CA":600,"US-GU":5,"JP":7,"AU":3,"ZZ":9,"XK":2},
	"role":"controller","establishments":["DE","UK"],"listed_in":["US"],"wrongful_purpose":true}`

func seed(t testing.TB) []Obligation {
	t.Helper()
	facts, err := Decode(strings.NewReader(seedFacts))
	if err != nil {
		t.Fatal(err)
	}
	all, err := Assess(facts)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// The seed's case: names, addresses, phone and ticket numbers, sold by an insider.
func TestSeedCase(t *testing.T) {
	want := map[string]string{
		"EU-GDPR-33": "true", "EU-GDPR-34": "null", "UK-GDPR-33": "true", "UK-GDPR-34": "null",
		"EU-GDPR-33-2": "false", "UK-GDPR-33-2": "false", "US-CA-B": "false", "US-CA-S": "false", "US-CA-AG": "false",
		"AU-NDB-assess": "true", "AU-NDB-P": "null", "AU-NDB-S": "null",
		"JP-APPI-prelim": "true", "JP-APPI-final": "true", "JP-APPI-S": "true", "US-SEC-8K-1.05": "null",
		"NO-RULE-US-GU": "null", "NO-RULE-XK": "null", "NO-RULE-ZZ": "null",
	}
	all, found := seed(t), 0
	for _, o := range all {
		if want[o.ID] == "" {
			continue
		}
		found++
		if got := word(o.Applies); got != want[o.ID] {
			t.Errorf("%s applies %s, want %s: %s", o.ID, got, want[o.ID], o.Reason)
		}
		if o.ID == "US-CA-S" && !strings.Contains(o.Reason, "name, email, phone, support_ticket") {
			t.Errorf("California says not why: %s", o.Reason)
		}
	}
	if found != len(want) {
		t.Errorf("%d of the obligations, want %d", found, len(want))
	}
}

func TestOrderIsDueFirst(t *testing.T) {
	all := seed(t)
	if !slices.IsSortedFunc(all, urgency) {
		t.Error("not in order of urgency")
	}
	first, last := all[0], all[len(all)-1]
	if _, dated := first.Aim(); !dated || last.Open() {
		t.Errorf("first %s (due %q), last %s (open %v)", first.ID, first.DueAt, last.ID, last.Open())
	}
}

// Before anything is known every regime is listed, undecided, with a clock.
func TestNothingKnownButTheHour(t *testing.T) {
	all, err := Assess(Facts{AwareAt: "2026-06-01T12:00:00Z"})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != len(Rules())+1 {
		t.Errorf("%d obligations, want each of %d rules and one without", len(all), len(Rules()))
	}
	for _, o := range all {
		if strings.Contains(o.Reason, notInForce) {
			continue
		}
		if o.Applies != nil || len(o.Needs) == 0 {
			t.Errorf("%s: applies %s, needs %q", o.ID, word(o.Applies), o.Needs)
		}
		if !o.NoRule && o.ClockStarts == "" {
			t.Errorf("%s has no clock", o.ID)
		}
	}
}

func TestNoAwarenessAsksForIt(t *testing.T) {
	o, _ := find(t, Facts{Affected: map[string]int{"DE": 1}}, "EU-GDPR-33")
	if word(o.Applies) != "true" || o.DueAt != "" || !strings.HasPrefix(o.Needs[len(o.Needs)-1], "aware_at") {
		t.Errorf("%+v", o)
	}
}

func TestAuthorities(t *testing.T) {
	for _, c := range []struct {
		facts Facts
		want  string
	}{
		{Facts{Establishments: []string{"US", "IE", "DE"}}, "the data protection authority of IE (lead: main establishment)"},
		{Facts{Establishments: []string{"US"}, Affected: map[string]int{"FR": 1, "DE-BY": 2, "AT": 0, "DE": 1}}, "the data protection authority of each country: DE, FR"},
		{Facts{}, "the competent data protection authority"},
	} {
		if o, _ := find(t, c.facts, "EU-GDPR-33"); o.To != c.want {
			t.Errorf("to %q, want %q", o.To, c.want)
		}
	}
}

// The JSON is a contract: applies is there also when it is null, needs is a list.
func TestJSON(t *testing.T) {
	for _, o := range seed(t) {
		body, err := json.Marshal(o)
		if err != nil {
			t.Fatal(err)
		}
		var fields map[string]any
		if err := json.Unmarshal(body, &fields); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"id", "law", "article", "to", "applies", "reason", "needs", "source", "verified"} {
			if _, ok := fields[name]; !ok {
				t.Errorf("%s has no %s", o.ID, name)
			}
		}
		if _, ok := fields["needs"].([]any); !ok {
			t.Errorf("%s: needs is %v", o.ID, fields["needs"])
		}
	}
}

// A law that was passed and starts later is in the list, with its date: not
// before it, and from its first day on.
func TestLawsThatStartLater(t *testing.T) {
	later := 0
	for _, r := range Rules() {
		if r.From <= r.Checked {
			continue
		}
		later++
		zone := mustZone(r.To(Case{}).Zone)
		first, _ := time.ParseInLocation(time.DateOnly, r.From, zone)
		for _, c := range []struct {
			aware time.Time
			early bool
		}{{first.Add(-time.Second), true}, {first, false}} {
			o, _ := find(t, Facts{AwareAt: c.aware.Format(time.RFC3339)}, r.ID)
			says := word(o.Applies) == "false" && strings.Contains(o.Reason, "not yet in force at awareness: it holds from "+r.From)
			if says != c.early {
				t.Errorf("%s, which holds from %s, with awareness at %s applies %s: %s", r.ID, r.From, c.aware, word(o.Applies), o.Reason)
			}
		}
	}
	if later == 0 {
		t.Error("no law starts later: mend this test once all have started")
	}
}
