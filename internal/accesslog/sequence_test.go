package accesslog

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

type countedRow struct {
	Time      string `parquet:"time" json:"time"`
	Principal string `parquet:"principal,dict" json:"principal"`
	Action    string `parquet:"action,dict" json:"action"`
	Customer  string `parquet:"customer_id" json:"customer_id"`
	Seq       *int64 `parquet:"seq,optional" json:"seq"`
}

// countedLogs write records with these numbers, -1 for none, in each format that can
// have them.
func countedLogs(t *testing.T, numbers []int64) map[string]Log {
	var rows []countedRow
	var table, lines bytes.Buffer
	table.WriteString("seq,time,principal,action,customer_id\n")
	for i, n := range numbers {
		row := countedRow{"2025-03-01T08:15:30Z", fmt.Sprint("agent-", i%3), "customer.read", "C1", &n}
		cell := fmt.Sprint(n)
		if n < 0 {
			row.Seq, cell = nil, ""
		}
		rows = append(rows, row)
		fmt.Fprintf(&table, "%s,%s,%s,%s,C1\n", cell, row.Time, row.Principal, row.Action)
		if cell == "" {
			lines.WriteString("{cut off\n")
		} else {
			fmt.Fprintf(&lines, `{"time":%q,"principal":%q,"action":"customer.read","customer_id":["C1","C2"],"seq":%s}`+"\n", row.Time, row.Principal, cell)
		}
	}
	m := Mapping{Sequence: "seq"}
	return map[string]Log{
		"csv":     {memory{"log": table.Bytes()}, csvTables, m},
		"json":    {memory{"log": lines.Bytes()}, jsonLines, m},
		"parquet": {memory{"log": parquetFile(t, rows)}, parquetFiles, m},
	}
}

func span(from, to int64) (all []int64) {
	for n := from; n <= to; n++ {
		all = append(all, n)
	}
	return all
}

// What the numbers leave out is missing, whoever asks and in whatever order.
func TestSequence(t *testing.T) {
	shuffled := span(1, 900)
	for i := 0; i+4 < len(shuffled); i += 3 {
		shuffled[i], shuffled[i+4] = shuffled[i+4], shuffled[i]
	}
	for _, c := range []struct {
		name    string
		numbers []int64
		lost    int64
		reason  string // of the first place, with its record
	}{
		{"none is missing", span(1, 900), 0, ""},
		{"nothing", nil, 0, ""},
		{"forty are missing", slices.Concat(span(1, 300), span(341, 900)), 40, "301: seq goes from 300 to 341 before it"},
		{"two places", slices.Concat(span(5, 9), span(11, 20), span(31, 40)), 11, "6: seq goes from 9 to 11 before it"},
		{"in another order", shuffled, 0, ""},
		{"in another order, one is missing", slices.DeleteFunc(slices.Clone(shuffled), func(n int64) bool { return n == 500 }), 1, "seq goes from 499 to 501"},
		{"downwards", []int64{9, 8, 6, 5}, 1, "seq goes from 6 to 8"},
		{"some twice", slices.Concat(span(1, 50), span(40, 60)), 0, ""},
		{"a record whose number cannot be read", slices.Concat(span(1, 5), []int64{-1}, span(7, 9)), 0, ""},
		{"and three more", slices.Concat(span(1, 5), []int64{-1}, span(10, 12)), 3, "7: seq goes from 5 to 10 before it"},
	} {
		for format, log := range countedLogs(t, c.numbers) {
			for _, w := range []Want{{}, {Principals: []string{"agent-1"}, Tally: func(*Tally) {}}} {
				stats, err := log.Scan(t.Context(), []Object{{Name: "log", Size: int64(len(log.Archive.(memory)["log"]))}}, Options{Want: w}, func() func(*Record) error {
					return func(*Record) error { return nil }
				})
				place := ""
				if len(stats.LostPlaces) > 0 {
					place = fmt.Sprint(stats.LostPlaces[0].Line, ": ", stats.LostPlaces[0].Reason)
					if format == "csv" { // the header is a line, too
						place = fmt.Sprint(stats.LostPlaces[0].Line-1, ": ", stats.LostPlaces[0].Reason)
					}
				}
				unread := int64(0)
				if format == "json" {
					unread = int64(len(c.numbers) - len(slices.DeleteFunc(slices.Clone(c.numbers), func(n int64) bool { return n < 0 })))
				}
				if err != nil || stats.Lost != c.lost || stats.Bad != c.lost+unread || !strings.Contains(place, c.reason) || (c.reason == "") != (place == "") {
					t.Errorf("%s, %s: %+v, %v; want %d lost, at %s: who takes records out must not go unseen", c.name, format, stats, err, c.lost, c.reason)
				}
			}
		}
	}
}

// Numbers that do not count the records of one object say nothing, and that is said.
func TestSequenceOfSeveralObjects(t *testing.T) {
	var every5 []int64
	for n := int64(0); n < 5*2*maxRuns; n += 5 {
		every5 = append(every5, n)
	}
	for format, log := range countedLogs(t, every5[:100]) { // of few objects, too
		if _, stats, err := scanOne(t, log, log.Archive.(memory)["log"]); err != nil || stats.Bad != 1 || stats.Lost != 0 {
			t.Errorf("%s: %+v, %v; want it said that nothing can be told", format, stats, err)
		}
	}
	for format, log := range countedLogs(t, every5) {
		_, stats, err := scanOne(t, log, log.Archive.(memory)["log"])
		if err != nil || stats.Bad != 1 || !strings.Contains(stats.BadLines[0].Reason, "seq does not count the records of this file one by one") {
			t.Errorf("%s: %+v, %v; want it said that nothing can be told", format, stats, err)
		}
	}
	if _, err := cloudTrail.New(Mapping{Sequence: "seq"}, Want{}); err == nil || !strings.Contains(err.Error(), "leave sequence out") {
		t.Errorf("a sequence of a format that has its own names: %v", err)
	}
}

// The runs are those that a set of all numbers has.
func TestSequenceRuns(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 300 { // of numbers that come several times each
		s, seen := &sequence{label: "n"}, map[int64]bool{}
		for range 500 {
			n := r.Int64N(200)
			seen[n] = true
			s.note(fmt.Sprint(n), 1)
		}
		lost := int64(0)
		for n := s.runs[0].first; n <= s.runs[len(s.runs)-1].last; n++ {
			if !seen[n] {
				lost++
			}
		}
		var stats Stats
		if s.settle("x", &stats); stats.Lost != lost || stats.Bad != lost {
			t.Fatalf("%d lost, want %d, of %v", stats.Lost, lost, s.runs)
		}
	}
}
