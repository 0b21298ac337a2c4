package rehearsal

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/localaws"
	"github.com/tocsin-ir/tocsin/internal/obligation"
	"github.com/tocsin-ir/tocsin/internal/status"
)

var told = Truth{
	Insider: "agent-052", Affected: []string{"C1", "C2", "C3", "C4"},
	Mail: map[string]string{"C1": "a@mail.example", "C2": "b@mail.example"}, Unreachable: []string{"C3"}, Departed: []string{"C4"},
	Bouncing: map[string]string{"C2": "b@mail.example"}, Events: 5, Lines: 100, Broken: 1,
	First: until, Last: until.Add(time.Hour), LostFrom: until, LostTo: until.Add(2 * time.Hour),
	ByCountry: map[string]int{"DE": 2, "XK": 1},
}

// right is what the product answers when it is right about told.
func right(t *testing.T) (status.View, []localaws.Mail) {
	t.Helper()
	v := status.View{Suspects: []incident.Suspect{{Principal: "agent-052"}}}
	v.Phases = map[string]incident.PhaseResult{}
	for phase, result := range map[string]string{
		incident.PhaseDetect: `{"decision": "confident", "lines_read": 100, "bad_lines": 1}`,
		incident.PhaseRevoke: `{"contained": true, "cut": 3}`,
		incident.PhaseScope: `{"affected": 4, "recipients": 2, "unreachable": 2, "not_in_directory": 1, "gap_hours": 2, "events_matched": 5,
			"first": "2026-03-02T00:00:00Z", "last": "2026-03-02T01:00:00Z", "by_country": {"DE": 2, "XK": 1, "ZZ": 1}}`,
		incident.PhaseNotify: `{"sent": 2}`,
	} {
		v.Phases[phase] = incident.PhaseResult{Phase: phase, Status: incident.Done, Result: json.RawMessage(result)}
	}
	return v, []localaws.Mail{{To: []string{"a@mail.example"}}, {To: []string{`"B" <b@mail.example>`}}}
}

func judge(v status.View, box []localaws.Mail) []string {
	s := NewStage(io.Discard)
	s.checkSource(v, told)
	s.checkScope(v, told)
	s.checkMail(box, told)
	s.checkDelivery(v, told)
	return s.differs
}

func TestWhatIsRightPasses(t *testing.T) {
	if differs := judge(right(t)); len(differs) > 0 {
		t.Error(differs)
	}
}

// TestEveryDifferenceIsFound changes one thing at a time in right answers.
func TestEveryDifferenceIsFound(t *testing.T) {
	change := func(v *status.View, phase, old, new string) {
		p := v.Phases[phase]
		changed := strings.Replace(string(p.Result), old, new, 1)
		if changed == string(p.Result) {
			t.Errorf("%s: nothing to change in %s", old, p.Result)
		}
		p.Result = json.RawMessage(changed)
		v.Phases[phase] = p
	}
	for name, wrong := range map[string]func(*status.View, *[]localaws.Mail){
		"another suspect":  func(v *status.View, _ *[]localaws.Mail) { v.Suspects[0].Principal = "agent-053" },
		"one suspect more": func(v *status.View, _ *[]localaws.Mail) { v.Suspects = append(v.Suspects, incident.Suspect{}) },
		"no suspect":       func(v *status.View, _ *[]localaws.Mail) { v.Suspects = nil },
		"a phase failed": func(v *status.View, _ *[]localaws.Mail) {
			v.Phases[incident.PhaseScope] = incident.PhaseResult{Status: incident.Failed}
		},
		"a phase is missing": func(v *status.View, _ *[]localaws.Mail) { delete(v.Phases, incident.PhaseNotify) },
		"a phase says words": func(v *status.View, _ *[]localaws.Mail) { change(v, incident.PhaseScope, `{"affected"`, `"affected"`) },
		"not confident":      func(v *status.View, _ *[]localaws.Mail) { change(v, incident.PhaseDetect, "confident", "needs-human") },
		"a line unread":      func(v *status.View, _ *[]localaws.Mail) { change(v, incident.PhaseDetect, "100", "99") },
		"a broken line": func(v *status.View, _ *[]localaws.Mail) {
			change(v, incident.PhaseDetect, `"bad_lines": 1`, `"bad_lines": 0`)
		},
		"access still open": func(v *status.View, _ *[]localaws.Mail) { change(v, incident.PhaseRevoke, "true", "false") },
		"one too many": func(v *status.View, _ *[]localaws.Mail) {
			change(v, incident.PhaseScope, `"affected": 4`, `"affected": 5`)
		},
		"a recipient less": func(v *status.View, _ *[]localaws.Mail) {
			change(v, incident.PhaseScope, `"recipients": 2`, `"recipients": 1`)
		},
		"one dropped": func(v *status.View, _ *[]localaws.Mail) {
			change(v, incident.PhaseScope, `"unreachable": 2`, `"unreachable": 1`)
		},
		"an hour not missed": func(v *status.View, _ *[]localaws.Mail) {
			change(v, incident.PhaseScope, `"gap_hours": 2`, `"gap_hours": 1`)
		},
		"a country":         func(v *status.View, _ *[]localaws.Mail) { change(v, incident.PhaseScope, `"XK": 1`, `"XK": 0`) },
		"first look-up":     func(v *status.View, _ *[]localaws.Mail) { change(v, incident.PhaseScope, "02T00", "01T00") },
		"sent and not sent": func(v *status.View, _ *[]localaws.Mail) { change(v, incident.PhaseNotify, `"sent": 2`, `"sent": 1`) },
		"a letter lost":     func(_ *status.View, b *[]localaws.Mail) { *b = (*b)[:1] },
		"a letter twice":    func(_ *status.View, b *[]localaws.Mail) { *b = append(*b, (*b)[0]) },
		"two to one, none to the other": func(_ *status.View, b *[]localaws.Mail) {
			(*b)[1] = (*b)[0]
		},
		"a letter to somebody else": func(_ *status.View, b *[]localaws.Mail) {
			*b = append(*b, localaws.Mail{To: []string{"c@mail.example"}})
		},
		"a letter to nowhere": func(_ *status.View, b *[]localaws.Mail) {
			*b = append(*b, localaws.Mail{To: []string{"nowhere"}})
		},
	} {
		t.Run(name, func(t *testing.T) {
			v, box := right(t)
			v.Phases = maps.Clone(v.Phases)
			box = slices.Clone(box)
			wrong(&v, &box)
			if len(judge(v, box)) == 0 {
				t.Error("went unnoticed")
			}
		})
	}
}

func TestDutiesNeedAClockAndAWordForEachPlace(t *testing.T) {
	yes := true
	dated := obligation.Obligation{Law: "GDPR, Regulation (EU) 2016/679", Article: "Article 33(1)", Applies: &yes, DueAt: "2026-03-05T01:00:00+01:00"}
	unruled := obligation.Obligation{NoRule: true}
	for name, c := range map[string]struct {
		all     []obligation.Obligation
		differs int
	}{
		"both":    {[]obligation.Obligation{unruled, dated}, 0},
		"neither": {nil, 2},
		"no word": {[]obligation.Obligation{dated}, 1},
		"undated": {[]obligation.Obligation{unruled, {Law: "X", Applies: &yes}}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			s := NewStage(&out)
			s.duties(c.all, until)
			if len(s.differs) != c.differs {
				t.Errorf("%d differences: %v, want %d", len(s.differs), s.differs, c.differs)
			}
			if name == "both" && !strings.Contains(out.String(), "GDPR, Article 33(1): due Thu 5 Mar 01:00 +01:00, in 72 hours") {
				t.Errorf("shown as %s", out.String())
			}
		})
	}
}

func TestNumber(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 120_000: "120,000", 11_658_889: "11,658,889"} {
		if got := number(n); got != want {
			t.Errorf("number(%d) = %s", n, got)
		}
	}
}
