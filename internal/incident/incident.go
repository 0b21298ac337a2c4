// Package incident is the record of one cause: what opened it, who did, which
// phases are done with what result, and which question waits for a person.
package incident

import (
	"encoding/json"
	"fmt"
	"regexp"
	"time"

	"github.com/tocsin-ir/tocsin/internal/vault"
)

// An ID names an incident: "inc-", 12 hex digits of its cause, and how many
// incidents that cause has had ("inc-3f9a2c81d0e4-1").
type ID string

var idForm = regexp.MustCompile(`^inc-[0-9a-f]{12}-[1-9][0-9]*$`)

// Check says whether id has the form of an ID, so that it may stand in keys and names.
func (id ID) Check() error {
	if !idForm.MatchString(string(id)) {
		return fmt.Errorf("%q is not an incident id (want the form inc-3f9a2c81d0e4-1; see 'tocsin list')", string(id))
	}
	return nil
}

// Phases in the order of the story. A phase's name is its key in the record,
// in the ledger and in the dossier.
const (
	PhaseOpen    = "open"
	PhaseClocks  = "clocks" // reminders set as soon as the hour of awareness is known
	PhaseDetect  = "detect"
	PhaseRevoke  = "revoke"
	PhaseScope   = "scope"
	PhaseAssess  = "assess"
	PhaseApprove = "approve"
	PhaseNotify  = "notify"
	PhaseReport  = "report"
	PhaseClose   = "close"
)

// Phases lists every phase once, in order.
var Phases = []string{PhaseOpen, PhaseClocks, PhaseDetect, PhaseRevoke, PhaseScope, PhaseAssess, PhaseApprove, PhaseNotify, PhaseReport, PhaseClose}

// What people say of an incident's duties, between the phases; an entry in the ledger each.
const (
	ActFile  = "file"
	ActJudge = "judge"
)

// Acts lists them.
var Acts = []string{ActFile, ActJudge}

// Statuses of a phase.
const (
	Done   = "done"
	Failed = "failed"
)

// A Suspect is one principal whose access is to be cut and scoped.
type Suspect struct {
	Principal string `json:"principal"`     // as in the access log, or an IAM ARN
	Basis     string `json:"basis"`         // "named", "detected" or "chosen"
	By        string `json:"by,omitempty"`  // ARN of who named or chose it
	Why       string `json:"why,omitempty"` // evidence in one sentence
}

// A PhaseResult is what the record keeps of a phase.
type PhaseResult struct {
	Phase  string          `json:"phase"`
	Status string          `json:"status"`           // Done or Failed
	Result json.RawMessage `json:"result,omitempty"` // the phase's own Result; no personal data
	Error  string          `json:"error,omitempty"`  // the error's name and message; no personal data
	At     time.Time       `json:"at"`
	Entry  int64           `json:"entry"` // number in the ledger
}

// An Input starts the state machine, the same for every run of an incident:
// references, no people. Absent values are null, because a JSONata expression
// that finds nothing is an error.
type Input struct {
	Incident ID         `json:"incident"`
	AwareAt  time.Time  `json:"aware_at"`
	Reports  *vault.Ref `json:"reports"`
	Suspects *vault.Ref `json:"suspects"` // JSON array of Suspect, when a person named them
	From     *time.Time `json:"from"`     // included
	To       *time.Time `json:"to"`       // not included
}

// A Record is one incident.
type Record struct {
	ID        ID        `json:"id"`
	OpenedAt  time.Time `json:"opened_at"`
	OpenedBy  string    `json:"opened_by"` // ARN of a person, or of the alarm, or "s3:" and the account that put the file
	AwareAt   time.Time `json:"aware_at"`  // the hour from which the clocks run
	Trigger   string    `json:"trigger"`   // "person", "alarm" or "intake"
	Causes    []string  `json:"causes"`    // what a later trigger is compared with, as digests
	Status    string    `json:"status"`    // "open", "closed", or the name of the state it stopped in
	Execution string    `json:"execution"` // ARN of the newest execution
	Run       int       `json:"run"`       // number of executions so far
	ClosedAt  time.Time `json:"closed_at,omitzero"`
	Input     Input     `json:"input"`
	// Drill marks an exercise: the deployment that opened it is for drills.
	Drill bool `json:"drill,omitempty"`
	// Phases by name, as far as they were reached.
	Phases map[string]PhaseResult `json:"phases,omitempty"`
}
