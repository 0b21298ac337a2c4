package customerreport

import (
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/task"
)

func at(text string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		panic(err)
	}
	return t
}

func TestParse(t *testing.T) {
	const good = "C1,2026-03-04T15:04:05Z,\"knew my ticket\"\n"
	tests := []struct {
		name, in   string
		want       []Report
		duplicates int
		bad        []int // lines
	}{
		{name: "plain", in: "customer_id,called_at,note\n" + good,
			want: []Report{{CustomerID: "C1", CalledAt: at("2026-03-04T15:04:05Z"), Note: "knew my ticket"}}},
		{name: "byte order mark and CRLF", in: "\ufeffcustomer_id,called_at,note\r\nC1,2026-03-04T15:04:05Z,x\r\n",
			want: []Report{{CustomerID: "C1", CalledAt: at("2026-03-04T15:04:05Z"), Note: "x"}}},
		{name: "offset", in: "customer_id,called_at\nC1,2026-03-04T01:00:00+02:00\n",
			want: []Report{{CustomerID: "C1", CalledAt: at("2026-03-03T23:00:00Z")}}},
		{name: "plain date is the end of that day", in: "customer_id,called_at\nC1,2026-02-28\n",
			want: []Report{{CustomerID: "C1", CalledAt: at("2026-02-28T23:59:59.999999999Z"), DayOnly: true}}},
		{name: "columns in another order, one more, header in capitals", in: "Agent, Called_At ,CUSTOMER_ID\nx,2026-03-04T15:04:05Z, C1 \n",
			want: []Report{{CustomerID: "C1", CalledAt: at("2026-03-04T15:04:05Z")}}},
		{name: "the earliest call of a customer stays, sorted by customer",
			in:         "customer_id,called_at,note\nC2,2026-03-09,b\nC1,2026-03-05T00:00:00Z,late\nC1,2026-03-04T15:04:05Z,early\nC1,2026-03-04,day\n",
			want:       []Report{{CustomerID: "C1", CalledAt: at("2026-03-04T15:04:05Z"), Note: "early"}, {CustomerID: "C2", CalledAt: at("2026-03-09T23:59:59.999999999Z"), DayOnly: true, Note: "b"}},
			duplicates: 2},
		{name: "bad rows are named, blank lines skipped",
			in: "customer_id,called_at,note\n" + good +
				",2026-03-04,no id\nC3,,no date\n\nC4,4 March,odd date\nC5\nC6,2026-03-04,un\"quoted\n" +
				strings.Repeat("9", 300) + ",2026-03-04,long\nC\xff,2026-03-04,latin\nC7,2026-13-40,no such day\n",
			want: []Report{{CustomerID: "C1", CalledAt: at("2026-03-04T15:04:05Z"), Note: "knew my ticket"}},
			bad:  []int{3, 4, 6, 7, 8, 9, 10, 11}},
		{name: "a note of several lines keeps the line numbers true",
			in:   "customer_id,called_at,note\nC1,2026-03-04T15:04:05Z,\"one\ntwo\"\nC2,never,x\n",
			want: []Report{{CustomerID: "C1", CalledAt: at("2026-03-04T15:04:05Z"), Note: "one\ntwo"}}, bad: []int{4}},
		{name: "an open quotation mark in the last row spoils that row only",
			in:   "customer_id,called_at,note\nC1,2026-03-04T15:04:05Z,x\nC2,2026-03-04,\"open\n",
			want: []Report{{CustomerID: "C1", CalledAt: at("2026-03-04T15:04:05Z"), Note: "x"}}, bad: []int{3}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Parse(strings.NewReader(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Reports) != len(tt.want) {
				t.Fatalf("reports: %+v, want %+v", got.Reports, tt.want)
			}
			for i, w := range tt.want {
				if got.Reports[i] != w {
					t.Errorf("report %d: %+v, want %+v", i, got.Reports[i], w)
				}
			}
			if got.Duplicates != tt.duplicates {
				t.Errorf("duplicates: %d, want %d", got.Duplicates, tt.duplicates)
			}
			var lines []int
			for _, b := range got.Bad {
				lines = append(lines, b.Line)
				if b.Reason == "" {
					t.Errorf("line %d has no reason", b.Line)
				}
			}
			if len(lines) != len(tt.bad) {
				t.Fatalf("bad rows: %+v, want lines %v", got.Bad, tt.bad)
			}
			for i := range lines {
				if lines[i] != tt.bad[i] {
					t.Errorf("bad rows: %+v, want lines %v", got.Bad, tt.bad)
				}
			}
		})
	}
}

// A file that cannot be used is the sender's to mend: the message names the
// line and the header, and nothing of what the customers said.
func TestParseUnusable(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"empty", "", "line 1"},
		{"only a byte order mark", "\ufeff", "line 1"},
		{"no header", "SECRET,2026-03-04,note\n", "line 1"},
		{"header of something else", "id;called;SECRET\n1;2;3\n", "line 1"},
		{"header with a stray quotation mark", "customer_id,called_at,no\"SECRET\nC1,2026-03-04,x\n", "line 1"},
		{"header alone", "customer_id,called_at,note\r\n", "line 2"},
		{"no usable row", "customer_id,called_at,note\nSECRET,soon,SECRET\n", "line 2"},
		{"an open quotation mark swallows rows", "customer_id,called_at,note\nC0,2026-03-04,x\nC1,2026-03-04,\"SECRET\nC2,2026-03-04,x\nC3,2026-03-04,\"x\"\n", "line 3"},
		{"the same up to the end", "customer_id,called_at,note\nC1,2026-03-04,\"SECRET\nC2,2026-03-04,x\n", "line 2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse(strings.NewReader(tt.in))
			if err == nil {
				t.Fatal("no error")
			}
			if task.Name(err) != task.BadInput {
				t.Errorf("error name %s, want %s", task.Name(err), task.BadInput)
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%q does not name %s", err, tt.want)
			}
			if strings.Contains(err.Error(), "SECRET") {
				t.Errorf("%q holds the file's content", err)
			}
		})
	}
}

func TestLatest(t *testing.T) {
	set, err := Parse(strings.NewReader("customer_id,called_at\nA,2026-01-02\nB,2026-03-04T15:04:05Z\nC,2025-12-31\n"))
	if err != nil {
		t.Fatal(err)
	}
	if want := at("2026-03-04T15:04:05Z"); !set.Latest().Equal(want) {
		t.Errorf("latest call %s, want %s", set.Latest(), want)
	}
	if latest := (Set{}).Latest(); !latest.IsZero() {
		t.Errorf("latest call of no report: %s", latest)
	}
}

// FuzzParse holds what any file must keep: no panic, each customer once and in
// order, every row accounted for, and reading twice gives the same digest.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"customer_id,called_at,note\nC1,2026-03-04,x\n", "\ufeffcustomer_id,called_at\r\nC1,2026-03-04T15:04:05+01:00\r\nC1,2026-03-01\r\n",
		"called_at,customer_id\n2026-03-04,\"a,b\"\n", "customer_id,called_at,note\nC1,2026-03-04,\"\nC2", "customer_id,called_at\n\"\",\n,,,\n", "",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		set, err := Parse(strings.NewReader(string(body)))
		if err != nil {
			if task.Name(err) != task.BadInput {
				t.Fatalf("error name %s for %q", task.Name(err), err)
			}
			return
		}
		for i, r := range set.Reports {
			if r.CustomerID == "" || r.CalledAt.Location() != time.UTC {
				t.Fatalf("report %+v", r)
			}
			if i > 0 && set.Reports[i-1].CustomerID >= r.CustomerID {
				t.Fatalf("reports out of order or twice: %q, %q", set.Reports[i-1].CustomerID, r.CustomerID)
			}
		}
		last := 1
		for _, b := range set.Bad {
			if b.Line <= last || b.Reason == "" {
				t.Fatalf("bad row %+v after line %d", b, last)
			}
			last = b.Line
		}
		again, err := Parse(strings.NewReader(string(body)))
		if err != nil || again.Digest() != set.Digest() {
			t.Fatalf("second reading differs: %v", err)
		}
	})
}
