// Package accesslog reads the log of who looked up which customer: canonical
// records out of JSON lines, plain or compressed, in files or S3 objects.
package accesslog

import "time"

// A Record is one canonical access. Strings may share memory with the reader's
// buffer: they are valid only during the callback that receives them.
type Record struct {
	Time       time.Time
	Principal  string
	Action     string
	CustomerID string
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
}

// MaxBadLines is how many bad places are kept by name; Bad counts all of them.
const MaxBadLines = 100
