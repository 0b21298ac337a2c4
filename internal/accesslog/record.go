// Package accesslog reads the log of who looked up which customer: canonical
// records out of JSON lines, plain or compressed, in files or S3 objects.
package accesslog

import "time"

// A Record is one canonical access. The Record is used again for the next
// line. Its strings are cut out of a block of the log: they never change, but
// one that is kept keeps its block alive, so clone CustomerID, TicketID and
// SourceIP before keeping them. Principal, Action and Fields may be kept.
type Record struct {
	Time      time.Time // UTC
	Principal string
	// Number is the principal's, from 1, where the decoder gives numbers: as long as
	// it reads, one number means one principal. It saves looking up a name; 0 is none.
	Number     int
	Action     string
	CustomerID string // empty only where an action that is no look-up named nobody
	TicketID   string // empty when absent or null
	Fields     []string
	SourceIP   string
}

// A BadLine is a line that is not a whole record. It names the place, never the content.
type BadLine struct {
	File   string `json:"file"`
	Line   int64  `json:"line"` // from 1
	Reason string `json:"reason"`
}

// Stats says what reading one stream or many saw. Add sums two of them.
type Stats struct {
	Lines    int64     `json:"lines_read"` // blank lines not counted
	Bad      int64     `json:"bad_lines"`
	BadLines []BadLine `json:"bad_line_places,omitempty"` // the first MaxBadLines
	// Damaged holds the place where a stream broke off: what stood behind it is
	// unknown, so every count is a lower bound. Each counts once in Bad as well.
	Damaged []BadLine `json:"damaged,omitempty"`
	// Wide counts the bad lines that may be about any number of customers, such as
	// a statement that does not say whom it reads.
	Wide int64 `json:"wide_lines,omitempty"`
	// Most is how many customers one line named at most, as far as lists were looked at;
	// 0 where none had a list.
	Most int64 `json:"most_customers,omitempty"`
	// Lost counts the records that the log's own numbers say are missing. Each counts
	// once in Bad as well.
	Lost       int64     `json:"lost_records,omitempty"`
	LostPlaces []BadLine `json:"lost_record_places,omitempty"` // the first MaxBadLines, by the records behind them
}

// MaxBadLines is how many bad places are kept by name; Bad counts all of them.
const MaxBadLines = 100

// Add adds what another stream saw. The kept places are those added first.
func (s *Stats) Add(other Stats) {
	s.Lines += other.Lines
	s.Bad += other.Bad
	room := min(MaxBadLines-len(s.BadLines), len(other.BadLines))
	s.BadLines = append(s.BadLines, other.BadLines[:max(room, 0)]...)
	s.Damaged = append(s.Damaged, other.Damaged...)
	s.Wide += other.Wide
	s.Most = max(s.Most, other.Most)
	s.Lost += other.Lost
	room = min(MaxBadLines-len(s.LostPlaces), len(other.LostPlaces))
	s.LostPlaces = append(s.LostPlaces, other.LostPlaces[:max(room, 0)]...)
}

// lost notes that records are missing before a line.
func (s *Stats) lost(file string, line, records int64, reason string) {
	s.Bad += records
	s.Lost += records
	if len(s.LostPlaces) < MaxBadLines {
		s.LostPlaces = append(s.LostPlaces, BadLine{File: file, Line: line, Reason: reason})
	}
}

// wide is bad for a line that may be about any number of customers.
func (s *Stats) wide(file string, line int64, reason string) {
	s.bad(file, line, reason)
	s.Wide++
}

func (s *Stats) bad(file string, line int64, reason string) {
	s.Bad++
	if len(s.BadLines) < MaxBadLines {
		s.BadLines = append(s.BadLines, BadLine{File: file, Line: line, Reason: reason})
	}
}

func (s *Stats) damaged(file string, line int64, reason string) {
	s.bad(file, line, reason)
	s.Damaged = append(s.Damaged, BadLine{File: file, Line: line, Reason: reason})
}
