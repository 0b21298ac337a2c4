package detect

import (
	"strings"
	"testing"
)

// Logs in which who looked a customer up tells nothing of who else did must not hide a thief.
func TestRegularLogs(t *testing.T) {
	agents := func(b book, from int) book {
		for c := from; c < from+1000; c++ {
			b.reads(agentName(c%20), noon, "T", c, c+1)
		}
		return b
	}
	for name, b := range map[string]book{
		"every customer has one agent, and the thief comes on top": agents(newBook(), 0),
		"the same with a job that reads everybody":                 agents(newBook().reads("svc", noon, "", 0, 2000), 0),
		"nobody else looks up the thief's customers":               agents(newBook(), 500),
		"nobody else but a job that reads everybody":               agents(newBook().reads("svc", noon, "", 0, 2000), 500),
	} {
		t.Run(name, func(t *testing.T) {
			f := finding(b.reads("thief", noon, "", 0, 40).tally, called(callDay, 1, 5, 9, 14, 22, 31, 38, 701, 913, 1127), 0)
			if f.Decision != Confident || f.Named[0] != "thief" {
				t.Errorf("%s %v: %s", f.Decision, f.Named, f.Reason)
			}
		})
	}
}

// All reports are about one queue's customers, all of them known to one of its
// people: that may be chance, or about the queue, and a person must look.
func TestAQueueIsNoSource(t *testing.T) {
	b := newBook().reads("svc", noon, "", 0, 10_000)
	for i := range 50 {
		b.reads(agentName(i), noon, "T", 1000+40*i, 1040+40*i)
	}
	for c := range 300 {
		if c%2 == 0 {
			b.reads("one", noon, "T", c, c+1)
		}
		for i := range 8 {
			if (7*c+13*i+c/3)%5 < 2 {
				b.reads("colleague-"+agentName(i), noon, "T", c, c+1)
			}
		}
	}
	f := finding(b.tally, called(callDay, 2, 14, 26, 40, 52, 66, 78, 90, 120, 132, 156, 168, 190, 204, 230, 242, 256, 270, 284, 298), 0)
	if f.Decision != NeedsHuman || !strings.Contains(f.Reason, "a queue or team shares") {
		t.Errorf("%s %v, want a person to look: %s", f.Decision, f.Named, f.Reason)
	}
}
