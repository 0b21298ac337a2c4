package detect

import (
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/customerreport"
	"github.com/tocsin-ir/tocsin/internal/summary"
)

// Decisions.
const (
	Confident  = "confident"
	NeedsHuman = "needs-human"
	NoBreach   = "no-breach"
)

// What a ranking is by.
const (
	ByReports   = "common-point-of-access" // the test of this package
	ByCustomers = "distinct-customers"     // no report was there: who looked up most, which proves nothing
)

// maxBadRows is how many bad rows of the reports are kept by line number.
const maxBadRows = 100

// A Finding is the evidence of one detection. It names principals, never customers.
type Finding struct {
	Decision string   `json:"decision"`
	Reason   string   `json:"reason"` // in words
	Named    []string `json:"named"`  // principals whom the decision is about; a confident one names one
	Ranking  string   `json:"ranking"`

	Reports          int `json:"reports"`           // customers who reported, each once
	Tested           int `json:"tested"`            // reports that the test was about
	Explained        int `json:"explained"`         // by those named, or by the first suspect where nobody is
	Unexplained      int `json:"unexplained"`       // by them
	BeforeLog        int `json:"before_log"`        // dated before the log begins, so not tested
	UnknownCustomers int `json:"unknown_customers"` // customers of whom the log knows nothing; tested, explained by nobody
	DuplicateReports int `json:"duplicate_reports"` // merged into an earlier call of the same customer
	BadReports       int `json:"bad_reports"`       // rows that could not be used
	// BadReportRows are the first maxBadRows of them.
	BadReportRows []customerreport.BadRow `json:"bad_report_rows,omitempty"`

	Principals int       `json:"principals"` // tested
	Customers  int       `json:"customers"`  // M: looked up or reported, or the directory's size where that is known and larger
	Actions    []string  `json:"actions"`
	LogBegin   time.Time `json:"log_begin,omitzero"`
	LogEnd     time.Time `json:"log_end,omitzero"`
	Power      *Power    `json:"power,omitempty"`

	// Suspects are everybody who explains a report, best first; of those behind
	// the first mostRanked only the counts are told.
	Suspects []Suspect `json:"suspects"`
	// Summarised is nil when the whole log was read.
	Summarised *summary.Summarised `json:"summaries,omitempty"`

	accesslog.Stats
}

// A Power says whether the reports could have named anybody at all.
type Power struct {
	Accessed   int     `json:"accessed"`  // the median principal's number of customers
	Explained  int     `json:"explained"` // 60 % of the reports whose customer anybody looked up before the call
	QValue     float64 `json:"q_value"`   // what that would have given
	Sufficient bool    `json:"sufficient"`
}

// A Suspect is one principal in a ranking. Figures of the test are absent from
// a ranking by customers.
type Suspect struct {
	Principal string  `json:"principal"`
	Accessed  int     `json:"accessed"`               // K: distinct customers looked up before the last call
	Explained int     `json:"explained"`              // k: reported customers looked up before their own call
	PValue    float64 `json:"p_value,omitzero"`       // never 0: what is smaller than 1e-300 is written so
	QValue    float64 `json:"q_value,omitzero"`       // how many innocent principals would look as suspicious
	Log10P    float64 `json:"log10_p,omitzero"`       // for what is too small for p_value
	Expected  float64 `json:"expected,omitzero"`      // mean of k if the thief is somebody else, without look-ups within a day before a call
	LogRatio  float64 `json:"log_ratio,omitzero"`     // natural logarithm of how much likelier the reports are if this is the source
	PlainP    float64 `json:"plain_p_value,omitzero"` // the textbook's hypergeometric tail, for comparison; decides nothing

	WithTicket  int       `json:"with_ticket"`           // explained look-ups (the first of each customer) that had a ticket
	SameDay     int       `json:"same_day"`              // explained look-ups on the day of a call of which only the day is known
	Near        int       `json:"near,omitzero"`         // explained look-ups within a day before the call: they name nobody
	TicketShare float64   `json:"ticket_share,omitzero"` // share of all their customers whose first look-up had a ticket
	FirstAccess time.Time `json:"first_access,omitzero"`
	LastAccess  time.Time `json:"last_access,omitzero"` // both of the explained look-ups

	// Residual is what is left of this suspect without the reports that the first one explains.
	Residual *Residual `json:"residual,omitempty"`
	Reasons  []string  `json:"reasons,omitempty"` // what speaks for it, in sentences; of the first few only
	Doubts   []string  `json:"doubts,omitempty"`  // and what against
	Reads    []Read    `json:"reads,omitempty"`   // their look-ups of reported customers; of the first few only

	TimesMedian   float64 `json:"times_median,omitzero"`   // by customers: Accessed against the median principal's
	WithoutTicket int     `json:"without_ticket,omitzero"` // by customers: customers whose first look-up had no ticket
	Alarms        []Alarm `json:"alarms,omitempty"`        // by alarms: what the watch rang for, the highest score first
}

// A Residual is a suspect's own test on the reports that the first suspect does not explain.
type Residual struct {
	Explained int     `json:"explained"`
	PValue    float64 `json:"p_value"`
	QValue    float64 `json:"q_value"`
}

// A Read is one suspect's first look-up of one reported customer, before the call.
type Read struct {
	Report  int       `json:"report"` // in order of the calls, from 1
	At      time.Time `json:"at"`
	Call    time.Time `json:"call"`
	DayOnly bool      `json:"day_only,omitzero"` // only the day of the call is known
	Ticket  bool      `json:"ticket,omitzero"`
	Near    bool      `json:"near,omitzero"` // within a day before the call
}
