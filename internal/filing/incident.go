package filing

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/obligation"
)

// An Incident is what is known for drafts: numbers, times and circumstances.
type Incident struct {
	ID    string
	Drill bool
	Company
	Facts   obligation.Facts
	Duties  []obligation.Obligation
	Answers map[string]string // what people filled in, by form and key: "ico.cause"

	// From the record; nil or zero where the phase is not done.
	Scope   *Scope
	Reports int // customers who told of calls
	Lines   int64
	Cut     *Cut
	Letters *Letters
}

// A Company is who files: kept by the privacy office in a file of its own.
type Company struct {
	Name         string `json:"name"`
	Address      string `json:"address"`
	Registration string `json:"registration"` // number in a register, where forms ask for it
	Sector       string `json:"sector"`
	Website      string `json:"website"`
	Contact      Person `json:"contact"` // who answers the authority
	DPO          Person `json:"dpo"`
	Employees    string `json:"employees"`
}

// A Person is somebody of the company whom a form asks for.
type Person struct {
	Name  string `json:"name"`
	Role  string `json:"role"`
	Email string `json:"email"`
	Phone string `json:"phone"`
}

// A Scope is the count.
type Scope struct {
	Affected   int            `json:"affected"`
	Recipients int            `json:"recipients"`
	Events     int64          `json:"events_matched"`
	First      *time.Time     `json:"first"`
	Last       *time.Time     `json:"last"`
	LowerBound bool           `json:"lower_bound"`
	GapHours   int            `json:"gap_hours"`
	Unexcluded int            `json:"cannot_be_excluded"`
	ByCountry  map[string]int `json:"by_country"`
	Fields     []string       `json:"fields"`
	At         time.Time      `json:"-"` // when it was done
}

// A Cut is the containment.
type Cut struct {
	Cut       int  `json:"cut"`
	Open      int  `json:"open"`
	Contained bool `json:"contained"`
	At        time.Time
}

// Letters are the notices to the people.
type Letters struct {
	Recipients int `json:"recipients"`
	Sent       int `json:"sent"`
	Bounced    int `json:"bounced"`
	At         time.Time
}

// FromRecord takes over what an incident's record says.
func FromRecord(r incident.Record) (Incident, error) {
	in := Incident{ID: string(r.ID), Drill: r.Drill}
	var detect struct {
		Reports int   `json:"reports"`
		Lines   int64 `json:"lines_read"`
	}
	for phase, into := range map[string]any{incident.PhaseDetect: &detect, incident.PhaseScope: &in.Scope, incident.PhaseRevoke: &in.Cut, incident.PhaseNotify: &in.Letters} {
		p := r.Phases[phase]
		if p.Status != incident.Done {
			continue
		}
		if err := json.Unmarshal(p.Result, into); err != nil {
			return in, fmt.Errorf("reading the result of phase %s: it is not as this version writes it", phase)
		}
		switch phase {
		case incident.PhaseScope:
			in.Scope.At = p.At
		case incident.PhaseRevoke:
			in.Cut.At = p.At
		case incident.PhaseNotify:
			in.Letters.At = p.At
		}
	}
	in.Reports, in.Lines = detect.Reports, detect.Lines
	return in, nil
}
