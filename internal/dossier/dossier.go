// Package dossier makes what remains of an incident: a page for people, the
// same as JSON, the execution's full history, and the proof that nobody edited
// them since. Customers appear in it as counts only.
package dossier

import (
	"encoding/json"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// Format names the encoding of dossier.json.
const Format = "tocsin-dossier/1"

// A Dossier is dossier.json, and all that the page shows.
type Dossier struct {
	Format    string      `json:"format"`
	Incident  incident.ID `json:"incident"`
	Execution string      `json:"execution"` // ARN of the run that wrote it
	Run       int         `json:"run"`
	WrittenAt time.Time   `json:"written_at"`
	OpenedAt  time.Time   `json:"opened_at"`
	OpenedBy  string      `json:"opened_by"`
	AwareAt   time.Time   `json:"aware_at"`
	Trigger   string      `json:"trigger"`
	Drill     bool        `json:"drill,omitempty"` // an exercise: nothing of it happened

	Phases      []Phase      `json:"phases"` // as far as they were reached, in order
	Source      *Source      `json:"source,omitempty"`
	Containment *Containment `json:"containment,omitempty"`
	Scope       *Scope       `json:"scope,omitempty"`
	Duties      []Duty       `json:"duties"`
	Decision    *Decision    `json:"decision,omitempty"`
	Delivery    *Delivery    `json:"delivery,omitempty"`

	// Unread lists evidence that could not be read any more, and why.
	Unread []string `json:"unread,omitempty"`
	// Left is what a person still has to do, most pressing first.
	Left []string `json:"left"`
}

// A Phase is how one phase ended.
type Phase struct {
	Name   string    `json:"name"`
	Status string    `json:"status"`
	From   time.Time `json:"from"`  // when what it waits for had ended
	Until  time.Time `json:"until"` // when it ended
	Entry  int64     `json:"entry"` // number in the ledger
	Error  string    `json:"error,omitempty"`
	// Result is the SHA-256 of the phase's result, which all numbers here come
	// from: it must be the one that the ledger's entry holds.
	Result string `json:"result_sha256,omitempty"`
}

// A Source is who took the records, and why they were named.
type Source struct {
	Decision   string    `json:"decision"`        // confident or no-breach
	Basis      string    `json:"basis,omitempty"` // "named" or "chosen" by a person; else the test
	ChosenBy   string    `json:"chosen_by,omitempty"`
	ChosenAt   time.Time `json:"chosen_at,omitzero"`
	Reason     string    `json:"reason,omitempty"` // the test's own words
	Reports    int       `json:"reports"`          // customers who reported a suspicious contact
	Explained  int       `json:"explained"`        // of them, by those named
	Principals int       `json:"principals"`       // tested
	LinesRead  int64     `json:"lines_read"`
	BadLines   int64     `json:"bad_lines"`
	LogBegin   time.Time `json:"log_begin,omitzero"`
	LogEnd     time.Time `json:"log_end,omitzero"`
	Suspects   []Suspect `json:"suspects"`
	// Ranking has the best of the test. Only suspects have their name in it:
	// whoever came close without being named stays unnamed in a record that
	// nobody can erase for years.
	Ranking []Ranked `json:"ranking,omitempty"`
}

// A Suspect is one principal that was named.
type Suspect struct {
	Principal string `json:"principal"`
	Basis     string `json:"basis"`
	By        string `json:"by,omitempty"`
	Why       string `json:"why,omitempty"`
}

// A Ranked is one line of the common-point-of-access test.
type Ranked struct {
	Place      int       `json:"place"`               // from 1
	Principal  string    `json:"principal,omitempty"` // empty unless a suspect
	Accessed   int       `json:"accessed"`            // distinct customers looked up
	Explained  int       `json:"explained"`           // reported customers among them, before their call
	Expected   *float64  `json:"expected,omitempty"`  // what chance alone would give
	QValue     *float64  `json:"q_value,omitempty"`
	WithTicket int       `json:"with_ticket"`
	First      time.Time `json:"first,omitzero"`
	Last       time.Time `json:"last,omitzero"`
}

// A Containment is what was cut and what could not be.
type Containment struct {
	At          time.Time         `json:"at,omitzero"` // when it was read back
	Contained   bool              `json:"contained"`
	Cut         int               `json:"cut"`
	Open        int               `json:"open"`
	Refused     int               `json:"refused"`
	Unresolved  int               `json:"unresolved"`
	Credentials []Credential      `json:"credentials"`
	Principals  []Principal       `json:"principals"`
	Limits      map[string]string `json:"limits,omitempty"` // by kind of credential: what a cut does not reach
}

// A Credential is one thing that let a suspect in.
type Credential struct {
	Kind   string    `json:"kind"`
	Holder string    `json:"holder"`
	Target string    `json:"target"`
	State  string    `json:"state"`
	CutAt  time.Time `json:"cut_at,omitzero"`
	Reason string    `json:"reason,omitempty"`
}

// A Principal is what became of one suspect.
type Principal struct {
	Principal string `json:"principal"`
	Status    string `json:"status"`
	Reason    string `json:"reason,omitempty"`
	ByHand    string `json:"by_hand,omitempty"`
}

// A Scope is whose records were read: counts.
type Scope struct {
	Affected       int       `json:"affected"`
	Recipients     int       `json:"recipients"`
	Unreachable    int       `json:"unreachable"`      // affected, without a usable address
	NotInDirectory int       `json:"not_in_directory"` // of those: the directory does not know them
	First          time.Time `json:"first,omitzero"`
	Last           time.Time `json:"last,omitzero"`
	EventsMatched  int64     `json:"events_matched"`
	LinesRead      int64     `json:"lines_read"`
	BadLines       int64     `json:"bad_lines"`
	Damaged        int       `json:"damaged"` // objects of the log that could not be read to their end
	NotInLog       int       `json:"suspects_not_in_log"`
	Fields         []string  `json:"fields"`
	Gaps           int       `json:"gaps"` // stretches missing in the log
	GapHours       int       `json:"gap_hours"`
	Missing        []Gap     `json:"missing,omitempty"` // the stretches themselves
	// CannotBeExcluded are, at most, beside the affected: whom the suspects can have
	// reached where the log cannot be read.
	CannotBeExcluded int    `json:"cannot_be_excluded"`
	Assumption       string `json:"assumption,omitempty"` // that the bound stands on
	Reachable        int    `json:"reachable"`            // in the directory, beside the affected
	// OutsideWindow were touched only outside the suspects' estimated windows. They
	// are among the affected.
	OutsideWindow int `json:"outside_window"`

	ByCountry  map[string]int `json:"by_country"`
	BySegment  map[string]int `json:"by_segment"`
	ByLanguage map[string]int `json:"by_language"`
	// UnreachableList has the affected people without a usable address.
	UnreachableList vault.Ref `json:"unreachable_list,omitzero"`
}

// LowerBound reports whether more may be affected than the log shows.
func (s Scope) LowerBound() bool { return s.Gaps > 0 || s.BadLines > 0 || s.Damaged > 0 }

// A Gap is a stretch for which the log, or one source of it, has nothing; to is
// not included.
type Gap struct {
	From    time.Time `json:"from"`
	To      time.Time `json:"to"`
	Source  string    `json:"source,omitempty"`  // whose entries are missing; empty: everybody's
	Objects int       `json:"objects,omitempty"` // that are missing by their names
}

// A Duty is one obligation as it stood when the dossier was written.
type Duty struct {
	ID          string   `json:"id"`
	Law         string   `json:"law"`
	Article     string   `json:"article"`
	Title       string   `json:"title"`
	To          string   `json:"to"`
	Applies     *bool    `json:"applies"` // nil: a person must judge
	Reason      string   `json:"reason"`
	DueAt       string   `json:"due_at,omitempty"`          // RFC 3339 in the authority's offset
	GuidanceDue string   `json:"guidance_due_at,omitempty"` // named by guidance only
	Provisional bool     `json:"provisional,omitempty"`
	HowLong     string   `json:"how_long,omitempty"`
	NoRule      bool     `json:"no_rule,omitempty"`
	Needs       []string `json:"needs,omitempty"`
	Source      string   `json:"source,omitempty"`
	Filed       *Filing  `json:"filed,omitempty"`   // nil: nobody said that it was done
	Letters     string   `json:"letters,omitempty"` // what Tocsin's letters did for it, and what is left to check
}

// A Filing is what somebody said of a duty that was done.
type Filing struct {
	At        string `json:"at"` // RFC 3339
	Reference string `json:"reference,omitempty"`
	By        string `json:"by"`
}

// A Decision is a person's yes or no to the letters.
type Decision struct {
	Decision string    `json:"decision"`
	By       string    `json:"by"`
	At       time.Time `json:"at"`
	Reason   string    `json:"reason,omitempty"`
	Figures  string    `json:"figures,omitempty"` // digest of what was seen (package approval)
}

// A Delivery counts the letters.
type Delivery struct {
	Recipients int  `json:"recipients"`
	Sent       int  `json:"sent"` // taken by the mail service
	Failed     int  `json:"failed"`
	Unknown    int  `json:"unknown"` // the mail service's answer was lost
	Pending    int  `json:"pending"`
	Sending    int  `json:"sending"`
	Delivered  int  `json:"delivered"` // confirmed by the recipient's mail server
	Bounced    int  `json:"bounced"`
	Complained int  `json:"complained"`
	Doubled    int  `json:"doubled"`
	Settled    bool `json:"settled"`
	// PostList has the people to tell by post or telephone; Count says how many.
	PostList vault.Ref `json:"post_list,omitzero"`
}

// encode gives dossier.json: indented, since people open it too.
func (d Dossier) encode() ([]byte, error) {
	body, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		return nil, err
	}
	return append(body, '\n'), nil
}
