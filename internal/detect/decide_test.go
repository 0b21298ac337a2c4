package detect

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/customerreport"
)

// callDay is late enough after noon for a look-up to be no way to take a complaint.
var callDay = noon.AddDate(0, 0, 5)

// office is 50 agents with 40 customers each out of 10,000, and a job that
// reads everybody: agent i has customers 1000+40i … 1000+40i+39.
func office() book {
	b := newBook().reads("svc-nightly", noon.AddDate(0, 0, -9), "", 0, 10_000)
	for i := range 50 {
		b.reads(agentName(i), noon, "T", 1000+40*i, 1040+40*i)
	}
	return b
}

func customers(from, to int) (all []int) {
	for c := from; c < to; c++ {
		all = append(all, c)
	}
	return all
}

func TestDecision(t *testing.T) {
	dayOnly := func(s customerreport.Set) customerreport.Set {
		for i := range s.Reports {
			s.Reports[i].CalledAt, s.Reports[i].DayOnly = time.Date(2026, 3, 4, 23, 59, 59, 999999999, time.UTC), true
		}
		return s
	}
	tests := []struct {
		name     string
		log      book
		reports  customerreport.Set
		decision string
		named    []string
		reason   string // a part of it
		more     func(Finding) string
	}{
		{name: "one insider among unrelated calls", log: office().reads("thief", noon, "", 0, 60),
			reports: called(callDay, 0, 1, 2, 3, 4, 5, 6, 9000, 9001, 9002, 9003, 9004), decision: Confident, named: []string{"thief"},
			reason: "thief explains 7 of 12 reports", more: func(f Finding) string {
				if f.Explained != 7 || f.Unexplained != 5 || f.Suspects[0].WithTicket != 0 || !f.Suspects[0].FirstAccess.Equal(noon) {
					return "wrong figures"
				}
				last := f.Suspects[len(f.Suspects)-1]
				if last.Principal != "svc-nightly" || last.Explained != 12 || last.PValue != 1 || last.QValue != 1 {
					return "the batch job is no longer unsurprising"
				}
				if last.Residual == nil || last.Residual.Explained != 5 || last.Residual.QValue != 1 {
					return "the batch job has no residual"
				}
				return ""
			}},
		{name: "tickets are counted", log: office().reads("thief", noon, "", 0, 4).reads("thief", noon, "T9", 4, 60),
			reports: called(callDay, 0, 1, 2, 3, 4, 5, 6), decision: Confident, named: []string{"thief"}, more: func(f Finding) string {
				if f.Suspects[0].WithTicket != 3 {
					return fmt.Sprintf("%d with ticket, want 3", f.Suspects[0].WithTicket)
				}
				return ""
			}},
		{name: "two insiders", log: office().reads("thief", noon, "", 0, 60).reads("second", noon, "", 100, 160),
			reports: called(callDay, 0, 1, 2, 3, 4, 100, 101, 102, 103, 9000), decision: NeedsHuman, named: []string{"thief", "second"}, reason: "there may be 2 insiders",
			more: func(f Finding) string {
				if f.Explained != 9 || f.Suspects[1].Residual == nil || f.Suspects[1].Residual.Explained != 4 {
					return "wrong figures"
				}
				return ""
			}},
		{name: "a colleague who shares some customers does not stand in the way", log: office().reads("thief", noon, "", 0, 60).reads("colleague", noon, "", 6, 16).reads("colleague", noon, "T", 1200, 1240),
			reports: called(callDay, 0, 1, 2, 3, 4, 5, 6, 7, 9000), decision: Confident, named: []string{"thief"}, more: func(f Finding) string {
				if s := f.Suspects[1]; s.Principal != "colleague" || s.Residual.QValue < 1 {
					return "the colleague has a case of their own"
				}
				return ""
			}},
		{name: "two who looked up the same customers cannot be told apart", log: office().reads("one", noon, "", 0, 60).reads("other", noon, "", 0, 61),
			reports: called(callDay, 0, 1, 2, 3, 4, 5, 6), decision: NeedsHuman, named: []string{"one", "other"}, reason: "cannot tell this apart from other"},
		{name: "two explained reports name nobody", log: newBook().reads("svc", noon, "", 0, 100_000).reads("thief", noon, "", 0, 10),
			reports: called(callDay, 0, 1), decision: NeedsHuman, named: []string{"thief"}, reason: "fewer than 3"},
		{name: "no breach", log: office(), reports: called(callDay, 0, 1000, 1050, 1100, 1150, 9000, 9001, 9002, 9003, 9004, 9005, 9006),
			decision: NoBreach, reason: "would have been found"},
		{name: "too few reports to say anything", log: office(), reports: called(callDay, 9000, 9001, 9002), decision: NeedsHuman, reason: "too few"},
		{name: "some suspicion is no proof and no acquittal", log: office(), reports: called(callDay, 1000, 1001, 9000, 9001, 9002, 9003, 9004, 9005), decision: NeedsHuman, reason: "chance alone may do"},
		{name: "unknown customers", log: office(), reports: called(callDay, customers(20_000, 20_012)...), decision: NeedsHuman, reason: "check the customer ids",
			more: func(f Finding) string {
				if f.UnknownCustomers != 12 || f.Customers != 10_012 || f.Unexplained != 12 {
					return "wrong figures"
				}
				return ""
			}},
		{name: "calls before the log begins", log: office(), reports: called(noon.AddDate(-1, 0, 0), customers(0, 12)...), decision: NeedsHuman, reason: "find an older log",
			more: func(f Finding) string {
				if f.BeforeLog != 12 || f.Tested != 0 || f.Unexplained != 12 {
					return "wrong figures"
				}
				return ""
			}},
		{name: "some calls before the log begins do not blur the rest", log: office().reads("thief", noon, "", 0, 60),
			reports:  customerreport.Set{Reports: append(called(noon.AddDate(-1, 0, 0), customers(9000, 9020)...).Reports, called(callDay, customers(0, 7)...).Reports...)},
			decision: Confident, named: []string{"thief"}, more: func(f Finding) string {
				if f.Reports != 27 || f.Tested != 7 || f.BeforeLog != 20 || f.Unexplained != 20 {
					return "wrong figures"
				}
				return ""
			}},
		{name: "the desk that takes the complaints", log: office().reads("desk", noon, "", 0, 60),
			reports: dayOnly(called(noon, customers(0, 7)...)), decision: NeedsHuman, named: []string{"desk"}, reason: "on the day of a call",
			more: func(f Finding) string {
				if f.Suspects[0].SameDay != 7 {
					return "wrong figures"
				}
				return ""
			}},
		{name: "look-ups after the calls explain nothing", log: office().reads("desk", callDay.AddDate(0, 0, 1), "", 0, 60),
			reports: called(callDay, customers(0, 7)...), decision: NoBreach},
		{name: "no report", log: office(), decision: NeedsHuman, reason: "proves nothing by itself", more: func(f Finding) string {
			s := f.Suspects[0]
			if f.Ranking != ByCustomers || s.Principal != "svc-nightly" || s.PValue != 0 || s.TimesMedian != 250 || s.WithoutTicket != 10_000 || len(f.Suspects) != 51 {
				return "wrong ranking"
			}
			return ""
		}},
		{name: "an empty log", log: newBook(), reports: called(callDay, 1, 2, 3), decision: NeedsHuman, reason: "right log"},
		{name: "an empty log and no report", log: newBook(), decision: NeedsHuman},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := finding(tt.log.tally, tt.reports, 0)
			if f.Decision != tt.decision || !slices.Equal(f.Named, tt.named) {
				t.Errorf("%s %v, want %s %v", f.Decision, f.Named, tt.decision, tt.named)
			}
			if !strings.Contains(f.Reason, tt.reason) || !strings.HasSuffix(f.Reason, ".") {
				t.Errorf("reason %q, want %q in it", f.Reason, tt.reason)
			}
			if f.Explained+f.Unexplained != f.Reports {
				t.Errorf("%d explained and %d not, of %d", f.Explained, f.Unexplained, f.Reports)
			}
			if tt.more != nil {
				if wrong := tt.more(f); wrong != "" {
					t.Errorf("%s: %+v", wrong, f)
				}
			}
			if t.Failed() {
				t.Log(f.Reason)
			}
		})
	}
}

// A directory that is larger than what was looked up makes a hit less likely by chance.
func TestDirectorySize(t *testing.T) {
	log := func() *tally { return newBook().reads("a", noon, "", 0, 50).reads("b", noon, "", 30, 100).tally }
	reports := called(callDay, 0, 1, 2, 99)
	small, large := finding(log(), reports, 0), finding(log(), reports, 100_000)
	if small.Customers != 100 || large.Customers != 100_000 {
		t.Fatalf("customers %d and %d", small.Customers, large.Customers)
	}
	if large.Suspects[0].PValue >= small.Suspects[0].PValue {
		t.Errorf("p %g with the directory, %g without", large.Suspects[0].PValue, small.Suspects[0].PValue)
	}
	if tiny := finding(log(), reports, 5); tiny.Customers != 100 {
		t.Errorf("a directory smaller than the log is believed: %d customers", tiny.Customers)
	}
}

func TestScientific(t *testing.T) {
	for log, want := range map[float64]string{-2: "0.14", -20: "2.1e-09", -2302.585092994046: "1.0e-1000", -2300: "1.3e-999"} {
		if got := scientific(log); got != want {
			t.Errorf("exp(%g) is written %s, want %s", log, got, want)
		}
	}
}

// Whoever stands in the ranking may not choose the suspect, so everybody who
// explains a report must stand there, however many they are.
func TestEverybodyWhoExplainsAReportIsRanked(t *testing.T) {
	const agents = 2 * mostRanked
	b := newBook().reads("filler", noon, "T", 1000, 3000)
	for i := range agents {
		b.reads(agentName(i), noon, "T", i%7, i%7+1)
	}
	f := finding(b.tally, called(callDay, 0, 1, 2, 3, 4, 5, 6), 0)
	if len(f.Suspects) != agents {
		t.Fatalf("%d of %d who explain a report stand in the ranking", len(f.Suspects), agents)
	}
	last := f.Suspects[agents-1]
	if last.Principal == "" || last.Accessed != 1 || last.Explained != 1 {
		t.Errorf("the last one has lost their counts: %+v", last)
	}
	body, err := json.Marshal(f.Suspects[mostRanked:])
	if err != nil {
		t.Fatal(err)
	}
	if each := len(body) / (agents - mostRanked); each > 150 {
		t.Errorf("each of those at the end takes %d bytes, want at most 150: the evidence must stay small for thousands", each)
	}
}
