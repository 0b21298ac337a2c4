package dataset

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/pattern"
)

// A Report is what a sample of a data set shows. It holds no customer and no
// principal.
type Report struct {
	File         string           `json:"file"`
	Name         string           `json:"name,omitempty"`
	Format       string           `json:"format"`
	Objects      int              `json:"objects"`
	Bytes        int64            `json:"bytes"`           // of the whole log, as stored
	Sampled      int              `json:"sampled_objects"` //
	InPart       int              `json:"sampled_in_part"` // of those, the ones of which only the beginning was read
	Packing      map[string]int   `json:"packing"`         // sampled objects by packing
	Stats        accesslog.Stats  `json:"stats"`           // of the sample
	Records      int64            `json:"records"`         // of the sample, the good ones
	First        *time.Time       `json:"first,omitempty"` // of the sample
	Last         *time.Time       `json:"last,omitempty"`  // of the sample
	Principals   int              `json:"principals"`      // different ones
	Customers    int              `json:"customers"`       // different ones
	WithCustomer int64            `json:"with_customer"`   // records
	WithTicket   int64            `json:"with_ticket"`     // records
	ShownNobody  int64            `json:"shown_nobody"`    // look-ups that say so
	Actions      map[string]int64 `json:"actions"`         // records by action
	NotNamed     []string         `json:"actions_not_named"`
	Fields       []string         `json:"fields"`
	Members      []string         `json:"members,omitempty"` // of most records of JSON, where some lack what is looked for
	Directory    *DirectoryReport `json:"directory,omitempty"`
	Findings     []string         `json:"findings"` // what somebody should look at
}

// A DirectoryReport says how the sampled customers are found in the directory.
type DirectoryReport struct {
	At        string `json:"at"`
	Rows      int64  `json:"rows"`
	Looked    int    `json:"looked_for"` // sampled customers, at most maxCustomers
	Found     int    `json:"found"`
	Reachable int    `json:"with_address"`
	Flawed    int64  `json:"flawed_rows"`
}

func newReport(d *Dataset, format string, objects []accesslog.Object) *Report {
	r := &Report{File: d.file, Name: d.Name, Format: format, Objects: len(objects), Packing: map[string]int{}, Findings: []string{}}
	for _, o := range objects {
		r.Bytes += o.Size
	}
	return r
}

const (
	maxCustomers = 200_000 // who are looked for in the directory
	// maxActions is how many actions a log can have. More are something else, and
	// might be anybody's names.
	maxActions = 50
)

// A sample is what was read.
type sample struct {
	records, withCustomer, withTicket int64
	first, last                       time.Time
	principals, customers, fields     map[string]bool
	actions                           map[string]int64
	nobody                            map[string]int64 // of them, those without customer
	flaws                             []flaw
}

func newSample() *sample {
	return &sample{principals: map[string]bool{}, customers: map[string]bool{}, fields: map[string]bool{}, actions: map[string]int64{}, nobody: map[string]int64{}}
}

func (s *sample) add(r *accesslog.Record) {
	s.records++
	if s.first.IsZero() || r.Time.Before(s.first) {
		s.first = r.Time
	}
	if r.Time.After(s.last) {
		s.last = r.Time
	}
	if r.CustomerID != "" {
		s.withCustomer++
		if len(s.customers) < maxCustomers {
			s.customers[strings.Clone(r.CustomerID)] = true
		}
	} else {
		s.nobody[r.Action]++
	}
	if r.TicketID != "" {
		s.withTicket++
	}
	s.principals[r.Principal] = true
	s.actions[r.Action]++
	for _, f := range r.Fields {
		s.fields[f] = true
	}
}

// fieldForm keeps out of a report whatever is not the name of a field.
var fieldForm = pattern.Lazily(`^[A-Za-z][A-Za-z0-9_.-]{0,63}$`)

// describe fills in what the sample shows.
func (r *Report) describe(d *Dataset, s *sample) {
	r.Records, r.WithCustomer, r.WithTicket = s.records, s.withCustomer, s.withTicket
	r.Principals, r.Customers = len(s.principals), len(s.customers)
	if s.records > 0 {
		r.First, r.Last = &s.first, &s.last
	}
	r.Actions, r.Fields, r.NotNamed = map[string]int64{}, []string{}, []string{}
	if len(s.actions) <= maxActions {
		r.Actions = s.actions
	}
	for _, action := range slices.Sorted(maps.Keys(r.Actions)) {
		if _, lookup := d.Lookups[action]; !lookup && !slices.Contains(d.OtherActions, action) {
			r.NotNamed = append(r.NotNamed, action)
		}
	}
	for _, f := range slices.Sorted(maps.Keys(s.fields)) {
		if !fieldForm().MatchString(f) {
			f = "other"
		}
		if !slices.Contains(r.Fields, f) {
			r.Fields = append(r.Fields, f)
		}
	}
}

func (r *Report) find(format string, args ...any) {
	r.Findings = append(r.Findings, fmt.Sprintf(format, args...))
}

// findings says what somebody should look at.
func (r *Report) findings(d *Dataset, log accesslog.Log, s *sample) {
	all := max(r.Stats.Lines, r.Stats.Bad)
	if all == 0 {
		r.find("the sampled objects hold no records: is this the right log, and is it written?")
		return
	}
	r.findFlaws(s, all)
	r.findMembers()
	if r.Records == 0 {
		return
	}
	if len(s.actions) > maxActions {
		r.find("the action has %d different values in %d records, too many to be actions: is it the right column?", len(s.actions), r.Records)
	} else if len(d.Lookups) > 0 && len(r.NotNamed) > 0 {
		r.find("actions that the file does not name count for nothing: %s; name each under lookups or other_actions", strings.Join(r.NotNamed, ", "))
	}
	r.findLookups(d, log, s)
	if len(log.Format.Lookups) == 0 { // of other formats it is not the log that says so
		r.findNobody(log, s)
	}
	if d.Log.Columns.Ticket != "" && d.Log.Columns.Ticket != accesslog.NoColumn && r.WithTicket == 0 {
		r.find("no record has a ticket: is %s the right column?", d.Log.Columns.Ticket)
	}
	if j := r.Directory; j != nil && j.Looked > 0 && percent(int64(j.Found), int64(j.Looked)) < 90 {
		r.find("only %d %% of the sampled customers are in the directory: are the ids the same in both?", percent(int64(j.Found), int64(j.Looked)))
	}
}

// findLookups says which look-ups the sample does not hold.
func (r *Report) findLookups(d *Dataset, log accesslog.Log, s *sample) {
	var unseen []string
	for _, action := range log.Lookups() {
		if s.actions[action] == 0 {
			unseen = append(unseen, action)
		}
	}
	if len(unseen) == len(log.Lookups()) {
		r.find("no record is a look-up (%s): name the log's own actions under lookups", strings.Join(unseen, ", "))
	} else if len(unseen) > 0 && len(d.Lookups) > 0 {
		r.find("look-ups that the sample does not hold: %s", strings.Join(unseen, ", "))
	}
}

// findNobody counts the look-ups that say that they showed nobody. When most do,
// the ids may have been lost on the way into the log.
func (r *Report) findNobody(log accesslog.Log, s *sample) {
	all := int64(0)
	for _, action := range log.Lookups() {
		all += s.actions[action]
		r.ShownNobody += s.nobody[action]
	}
	if 2*r.ShownNobody > all {
		r.find("%d of %d look-ups say that they showed nobody, and count for nothing: does the log leave out whom they showed?", r.ShownNobody, all)
	}
}

func percent(n, of int64) int64 { return (100*n + of/2) / of }
