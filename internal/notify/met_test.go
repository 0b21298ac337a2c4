package notify

import (
	"slices"
	"testing"
	"time"
)

func TestDutiesThatTheLettersMeet(t *testing.T) {
	for _, c := range []struct {
		what              string
		places, languages []string
		want              []string
	}{
		{"Germany", []string{"DE"}, []string{"de", "en-GB"}, []string{"EU-GDPR-34", "UK-GDPR-34"}},
		{"somebody who reads Polish", []string{"PL"}, []string{"de", "pl"}, []string{}},
		{"California and Australia", []string{"AU-NSW", "US-CA"}, []string{"en"}, []string{"AU-NDB-S", "EU-GDPR-34", "UK-GDPR-34", "US-CA-S"}},
		{"Americans without a state", []string{"US", "US-CA"}, []string{"en"}, []string{"EU-GDPR-34", "UK-GDPR-34"}},
		{"a state whose law wants what the general letter lacks", []string{"US-NY"}, []string{"en"}, []string{"EU-GDPR-34", "UK-GDPR-34"}},
	} {
		if got := Met(Facts{Places: c.places, Languages: c.languages}); !slices.Equal(got, c.want) {
			t.Errorf("%s: the letters meet %q, want %q", c.what, got, c.want)
		}
	}
}

func TestWhenTheLastWasTold(t *testing.T) {
	f := newFixture(t, people(3, "en"))
	f.send(t, 0)
	sent := f.clock.at
	if out := f.settle(t); !out.LastAt.Equal(sent) || !slices.Equal(out.Duties, Met(mustFacts(t, f))) || len(out.Duties) == 0 {
		t.Errorf("after sending: the last was told at %s, duties %q; want %s", out.LastAt, out.Duties, sent)
	}
	f.clock.at = sent.Add(time.Minute)
	f.hear(t, Notice{N: 1, MessageID: f.post.out[0].MessageID, Kind: Delivered})
	delivered := f.clock.at
	f.clock.at = sent.Add(2 * time.Minute)
	f.hear(t, Notice{N: 2, MessageID: f.post.out[1].MessageID, Kind: Bounced, Reason: "Permanent"})
	if out := f.settle(t); !out.LastAt.Equal(delivered) {
		t.Errorf("the last was told at %s, want %s, when it was delivered: a letter that came back told nobody", out.LastAt, delivered)
	}
}

func mustFacts(t *testing.T, f *fixture) Facts {
	t.Helper()
	record, err := f.n.Incidents.Get(t.Context(), testID)
	if err != nil {
		t.Fatal(err)
	}
	facts, err := FactsOf(record)
	if err != nil {
		t.Fatal(err)
	}
	return facts
}
