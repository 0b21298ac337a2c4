package detect

import "testing"

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
			f := find(b.reads("thief", noon, "", 0, 40).tally, called(callDay, 1, 5, 9, 14, 22, 31, 38, 701, 913, 1127), 0)
			if f.Decision != Confident || f.Named[0] != "thief" {
				t.Errorf("%s %v: %s", f.Decision, f.Named, f.Reason)
			}
		})
	}
}
