package scope

import (
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// A shift is a log of five weeks, an object a day, in which everybody works round
// the clock and agent-1 from 8 to 16 o'clock, with two customers an hour and
// sixteen a day.
type shift struct {
	lost  func(hour int) bool // hours since monday of which the log has nothing
	after map[int]string      // what stands behind the records of a day
}

func (s shift) log() logFiles {
	out := logFiles{}
	for day := range 35 {
		var b strings.Builder
		for hour := day * 24; hour < day*24+24; hour++ {
			if s.lost != nil && s.lost(hour) {
				continue
			}
			for i := range 8 {
				b.WriteString(event(float64(hour)+float64(i)/10, fmt.Sprint("peer-", i), "P"))
			}
			if h := hour % 24; h >= 8 && h < 16 {
				b.WriteString(event(float64(hour)+0.2, "agent-1", fmt.Sprint("A", hour), "name") + event(float64(hour)+0.4, "agent-1", fmt.Sprint("B", hour), "name"))
			}
		}
		b.WriteString(s.after[day])
		out[fmt.Sprintf("day-%s.jsonl", at(float64(day*24)).Format("2006-01-02"))] = b.String()
	}
	return out
}

// hours are those from first on and before end, counted from a day's midnight.
func hours(day, first, end int) func(int) bool {
	return func(h int) bool { return h >= day*24+first && h < day*24+end }
}

func scoped(t *testing.T, log logFiles, directory string, from, to string, principals ...string) *Report {
	t.Helper()
	q, err := NewQuery(principals, nil, from, to)
	if err != nil {
		t.Fatal(err)
	}
	p := Phase{People: &vault.Memory{}, Log: accesslog.Log{Archive: log}}
	if directory != "" {
		p.Directory = customerFile(directory)
	}
	report, _, err := p.Local(t.Context(), q, nil)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestUnknownIsBoundedByPace(t *testing.T) {
	everybody := header + "P,,,,,\n"
	for hour := range 35 * 24 {
		if h := hour % 24; h >= 8 && h < 16 {
			everybody += fmt.Sprintf("A%d,,,,,\nB%d,,,,,\n", hour, hour)
		}
	}
	bad := strings.Repeat("not a record\n", 3)
	for _, c := range []struct {
		name            string
		shift           shift
		directory       string
		from, to        string
		who             []string
		inGaps, damaged int
		badLines, hours int
		all             int
		says            string
	}{
		{name: "nothing is missing", says: "Nothing is missing in the log by its own rhythm"},
		{name: "three hours of work", shift: shift{lost: hours(16, 10, 13)}, inGaps: 6, hours: 3, all: 6, says: "in their fastest hour (2 customers) and day (16)"},
		{name: "three hours of the night", shift: shift{lost: hours(16, 1, 4)}, says: "(hours left: 0)"},
		{name: "the hour before work and after it", shift: shift{lost: func(h int) bool { return hours(16, 6, 8)(h) || hours(17, 16, 18)(h) }}, inGaps: 4, hours: 2, all: 4},
		{name: "a day, of which no more than the fastest day", shift: shift{lost: hours(16, 0, 24)}, inGaps: 16, hours: 10, all: 16},
		{name: "two days", shift: shift{lost: hours(16, 0, 48)}, inGaps: 32, hours: 20, all: 32},
		{name: "hours before the window", shift: shift{lost: hours(16, 10, 13)}, from: "2025-01-25", says: "Nothing is missing"},
		{name: "hours across the window's end", shift: shift{lost: hours(16, 10, 13)}, to: "2025-01-22T11:00:00Z", inGaps: 2, hours: 1, all: 2},
		{name: "bad lines", shift: shift{after: map[int]string{16: bad, 18: bad}}, badLines: 6, all: 6, says: "that a bad line hides at most one look-up"},
		{name: "bad lines, of which no more than the fastest day", shift: shift{after: map[int]string{16: strings.Repeat(bad, 30)}}, badLines: 16, all: 16},
		{name: "more than the directory has", shift: shift{lost: hours(16, 10, 13)}, directory: everybody, inGaps: 6, hours: 3, all: 6},
		{name: "a directory that lacks the affected bounds nothing", shift: shift{lost: hours(16, 10, 13)}, directory: header + "P,,,,,\n", inGaps: 6, hours: 3, all: 6},
		{name: "a suspect who is not in the log", shift: shift{lost: hours(16, 10, 13)}, who: []string{"agent-1", "agent-9"}, inGaps: 6, hours: 3, all: 6, says: "Suspects of whom the log has no look-up are not bounded by it."},
	} {
		if c.who == nil {
			c.who = []string{"agent-1"}
		}
		u := scoped(t, c.shift.log(), c.directory, c.from, c.to, c.who...).Unknown
		if u.InGaps != c.inGaps || u.InDamaged != c.damaged || u.InBadLines != c.badLines || u.Hours != c.hours || u.Customers != c.all || !strings.Contains(u.Assumption, c.says) {
			t.Errorf("%s: %+v\nwant in gaps %d, damaged %d, in bad lines %d, hours %d, all %d, and %q", c.name, u, c.inGaps, c.damaged, c.badLines, c.hours, c.all, c.says)
		}
	}
}

// Where lines name several customers, a bad one may hide as many.
func TestUnknownBehindLinesOfSeveral(t *testing.T) {
	search := strings.Replace(event(20*24+9, "peer-1", "P"), `"P"`, `["P1","P2","P3","P4"]`, 1)
	u := scoped(t, shift{after: map[int]string{16: "not a record\n", 20: search}}.log(), "", "", "", "agent-1").Unknown
	if u.InBadLines != 4 || !strings.Contains(u.Assumption, "that a bad line hides at most 4 customers, as many as any line names") {
		t.Errorf("%+v; want 4 behind one bad line: it may have been such a search", u)
	}
}

// Of a window in which the log has nothing, nothing is known.
func TestUnknownOfAWindowApart(t *testing.T) {
	for _, c := range []struct {
		from, to string
		apart    bool
	}{{"2024-01-01", "2024-02-01", true}, {"2026-01-01", "", true}, {"", "2024-06-01", true}, {"2024-01-01", "2025-01-07", false}, {"2025-01-08", "2026-01-01", false}} {
		u := scoped(t, shift{}.log(), "", c.from, c.to, "agent-1").Unknown
		if (u.Unbounded == "the log holds nothing of the whole window") != c.apart {
			t.Errorf("from %q to %q: %+v; want it unbounded: %v", c.from, c.to, u, c.apart)
		}
	}
}

// Behind the place where an object breaks off the suspect can have done what their
// pace allows until the next object begins.
func TestUnknownBehindDamage(t *testing.T) {
	log := logFiles{}
	for part := range 3 {
		var b strings.Builder
		for hour := part * 8; hour < part*8+8; hour++ {
			b.WriteString(event(float64(hour), "agent-1", fmt.Sprint("A", hour)) + event(float64(hour)+0.5, "agent-1", fmt.Sprint("B", hour)))
		}
		log[fmt.Sprintf("part-%d", part)] = b.String()
	}
	if u := scoped(t, log, "", "", "", "agent-1").Unknown; u.Customers != 0 {
		t.Fatalf("%+v, want nobody", u)
	}
	log["part-1"] = packedHalf(t, log["part-1"])
	r := scoped(t, log, "", "", "", "agent-1")
	seen, missed := r.Affected, 48-r.Affected
	u := r.Unknown
	if !r.LowerBound || seen <= 32 || missed <= 0 {
		t.Fatalf("%d of 48 are affected, lower bound %t: the object should break off in its middle", seen, r.LowerBound)
	}
	// The hours of which nothing is left count as gaps, the broken one as damage.
	if u.InDamaged != 2 || u.Customers != u.InGaps+u.InDamaged || u.Customers < missed || u.Customers > missed+2 {
		t.Errorf("%d were lost behind the damage, and the bound is %+v: want all of them, and no more than the broken hour beside", missed, u)
	}
}

// Where nothing says how long the lost part is, no number may be given as a bound:
// a team that trusts it leaves people untold.
func TestUnknownWithoutBound(t *testing.T) {
	var b strings.Builder
	for hour := range 24 {
		b.WriteString(event(float64(hour), "agent-1", fmt.Sprint("A", hour)) + event(float64(hour)+0.5, "peer", "P"))
	}
	half := packedHalf(t, b.String())
	parts := logFiles{}
	for part := range 5 {
		var b strings.Builder
		for hour := part * 8; hour < part*8+8; hour++ {
			b.WriteString(event(float64(hour), "agent-1", fmt.Sprint("A", hour)))
		}
		parts[fmt.Sprintf("part-%d", part)] = b.String()
	}
	parts["part-4"] = packedHalf(t, parts["part-4"])
	everybody := header + "P,,,,,\n"
	for n := range 500 {
		everybody += fmt.Sprintf("A%d,,,,,\n", n)
	}
	for _, c := range []struct {
		name      string
		log       logFiles
		directory string
		who       string
		unbounded string
		least     int
	}{
		{"the only file breaks off", logFiles{"log": half}, "", "agent-1", "breaks off", 0},
		{"the same, with a directory", logFiles{"log": half}, everybody, "agent-1", "breaks off", 480},
		{"a suspect without a pace", logFiles{"log": half, "other": event(100, "peer", "P")}, everybody, "agent-2", "no look-up of a suspect", 500},
		{"the last of many like it breaks off", parts, "", "agent-1", "", 3},
	} {
		r := scoped(t, c.log, c.directory, "", "", c.who)
		if u := r.Unknown; (u.Unbounded != "") != (c.unbounded != "") || !strings.Contains(u.Unbounded, c.unbounded) || u.Customers < c.least || !r.LowerBound {
			t.Errorf("%s: lower bound %t, %+v; want %q and at least %d", c.name, r.LowerBound, u, c.unbounded, c.least)
		}
	}
}

// Wherever the log loses hours, a suspect who keeps their pace has reached no more
// there than is said.
func TestUnknownIsABound(t *testing.T) {
	whole := scoped(t, shift{}.log(), "", "", "", "agent-1").Affected
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 5))
		begin := 24 + r.IntN(33*24)
		lost := shift{lost: hours(0, begin, begin+1+r.IntN(60))}
		report := scoped(t, lost.log(), "", "", "", "agent-1")
		if missed := whole - report.Affected; missed > report.Unknown.Customers {
			t.Errorf("seed %d: %d customers stood where the log was cut, and at most %d are said to", seed, missed, report.Unknown.Customers)
		}
	}
}

// Fewer are in the directory than the pace allows.
func TestUnknownIsCappedByTheDirectory(t *testing.T) {
	log := shift{lost: hours(16, 10, 13)}.log()
	directory := header + "P,,,,,\nN1,,,,,\nN2,,,,,\n"
	for hour := range 35 * 24 {
		if h := hour % 24; h >= 8 && h < 16 && !hours(16, 10, 13)(hour) {
			directory += fmt.Sprintf("A%d,,,,,\nB%d,,,,,\n", hour, hour)
		}
	}
	u := scoped(t, log, directory, "", "", "agent-1").Unknown
	if u.Reachable == nil || *u.Reachable != 3 || u.Customers != 3 || u.InGaps != 6 {
		t.Errorf("%+v, want 3: there are no more in the directory, although the pace allows 6", u)
	}
}

// A silence that looks like holidays is no gap, and what it would hide is told.
func TestUnknownIfQuietDaysWereWorked(t *testing.T) {
	log := logFiles{}
	for day := range 56 {
		date := at(float64(day * 24))
		if day%7 >= 5 || day == 31 { // a Thursday
			continue
		}
		var b strings.Builder
		for hour := 8; hour < 17; hour++ {
			for i := range 12 {
				b.WriteString(event(float64(day*24+hour)+float64(i)/20, fmt.Sprint("peer-", i), "P"))
			}
			b.WriteString(event(float64(day*24+hour), "agent-1", fmt.Sprint("A", day, "-", hour)))
		}
		log[date.Format("2006-01-02")+".jsonl"] = b.String()
	}
	r := scoped(t, log, "", "", "", "agent-1")
	if len(r.Gaps) != 0 || len(r.Quiet) != 1 || r.Unknown.Customers != 0 || r.Unknown.IfQuietWorked != 9 {
		t.Errorf("gaps %v, quiet %v, %+v; want one quiet day, nobody in gaps, and 9 if it was worked", r.Gaps, r.Quiet, r.Unknown)
	}
}

// packedHalf is text as gzip that breaks off when half of it was read.
func packedHalf(t *testing.T, text string) string {
	t.Helper()
	var b strings.Builder
	z := gzip.NewWriter(&b)
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines {
		if _, err := z.Write([]byte(line)); err != nil {
			t.Fatal(err)
		}
		if i == len(lines)/2 {
			if err := z.Flush(); err != nil {
				t.Fatal(err)
			}
			break
		}
	}
	return b.String()
}
