// Package dataset reads the file in which the owner of a database describes it
// once: where its access log and its customer directory are, how the log is
// written, and what each action reveals of a customer.
package dataset

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

// A Dataset is such a file. Its names in YAML are its documentation's
// (docs/dataset.md) and its schema's (docs/dataset.schema.json).
type Dataset struct {
	Name string `yaml:"name"`
	Log  Log    `yaml:"log"`
	// Directory is where the customer directory is; empty when there is none.
	Directory string `yaml:"directory"`
	// Lookups are the actions that reveal something of a customer, and which fields
	// each reveals.
	Lookups map[string][]string `yaml:"lookups"`
	// OtherActions are known to reveal nothing.
	OtherActions []string `yaml:"other_actions"`

	file string // where it stands, for messages
}

// A Log says where the access log is and how it is written.
type Log struct {
	At      Places  `yaml:"at"`
	Format  string  `yaml:"format"`
	Zone    string  `yaml:"zone"`
	Columns Columns `yaml:"columns"`
}

// Columns say where a record has what: names of columns, or dotted paths.
type Columns struct {
	Time      string `yaml:"time"`
	Principal string `yaml:"principal"`
	Action    string `yaml:"action"`
	Customer  string `yaml:"customer"`
	Ticket    string `yaml:"ticket"`
	Fields    string `yaml:"fields"`
	SourceIP  string `yaml:"source_ip"`
	Sequence  string `yaml:"sequence"`
}

// ErrInvalid is in the error of a Dataset file that somebody must mend.
var ErrInvalid = errors.New("the Dataset file cannot be used")

// check finds what would make the file worthless, before anything is read.
func (d *Dataset) check() error {
	if len(d.Log.At) == 0 {
		return errors.New("log.at is missing: say where the access log is, such as s3://bucket/prefix/ or /var/log/access/*.gz")
	}
	for _, place := range d.Log.At {
		if strings.TrimSpace(place) == "" {
			return errors.New("log.at has an empty place: write a path, or leave it out")
		}
	}
	if mixed(d.Log.At) {
		return fmt.Errorf("log.at: %w", errMixed)
	}
	format, err := d.format()
	if err != nil {
		return fmt.Errorf("log.format: %w", err)
	}
	mapping, err := d.mapping()
	if err != nil {
		return err
	}
	if _, err := format.New(mapping, accesslog.Want{}); err != nil {
		return fmt.Errorf("log.columns: %w", err)
	}
	return d.checkActions()
}

// mixed says whether places are on this machine and in S3.
func mixed(places []string) bool {
	return len(places) > 0 && slices.ContainsFunc(places, func(place string) bool { return accesslog.InS3(place) != accesslog.InS3(places[0]) })
}

var errMixed = errors.New("there are local files and s3:// places: a log is read from one of the two, so copy what is in the other place there")

func (d *Dataset) checkActions() error {
	for action, fields := range d.Lookups {
		if action == "" || slices.Contains(fields, "") {
			return errors.New("lookups has an empty name: write the action as it stands in the log, with the fields that it shows")
		}
	}
	for _, action := range d.OtherActions {
		if _, lookup := d.Lookups[action]; lookup {
			return fmt.Errorf("the action %q is among lookups and among other_actions: it is one of the two", action)
		}
	}
	return nil
}

func (d *Dataset) format() (accesslog.Format, error) {
	if d.Log.Format == "" {
		return accesslog.Formats[0], nil
	}
	return accesslog.FormatNamed(d.Log.Format)
}

func (d *Dataset) mapping() (accesslog.Mapping, error) {
	c := d.Log.Columns
	m := accesslog.Mapping{Time: c.Time, Principal: c.Principal, Action: c.Action, Customer: c.Customer,
		Ticket: c.Ticket, Fields: c.Fields, SourceIP: c.SourceIP, Sequence: c.Sequence}
	if len(d.Lookups) > 0 {
		m.Lookups = d.Lookups
	}
	if d.Log.Zone == "" {
		return m, nil
	}
	var err error
	if m.Zone, err = time.LoadLocation(d.Log.Zone); err != nil || d.Log.Zone == "Local" {
		return m, fmt.Errorf("log.zone %q is no time zone: write one such as UTC or Europe/Berlin", d.Log.Zone)
	}
	return m, nil
}
