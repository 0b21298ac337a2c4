package rehearsal

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Scale 1 is the case that Tocsin is measured by: a security company with 12
// million customers, of whom a support employee sold 68,000.
const (
	fullCustomers = 12_000_000
	fullStolen    = 68_000
	fullAgents    = 30_000 // as many as make 300 at 1:100
	fewestAgents  = 12     // fewer cannot staff three shifts
)

// Options of a world. The same Seed, Scale, Days and Until make the same bytes.
type Options struct {
	Scale int       // 1:Scale of the full case; 100 in the demo
	Days  int       // days of log; 0: 90
	Until time.Time // the log ends here, at midnight UTC
	Seed  uint64
	Dir   string // where the files go; made if missing
	Theme Theme  // the story
	Plain bool   // leave the log uncompressed, for a look at it
}

// A World is the invented company's files and what really happened.
type World struct {
	LogDir    string // the access log, one file a day
	Directory string // the customer directory, CSV, gzip
	Dataset   string // what describes the two, YAML
	Reports   string // what customers told support, CSV
	Truth     Truth
	Theme     Theme
}

// Make invents a world and writes its files.
func Make(ctx context.Context, o Options) (*World, error) {
	p, err := newPlan(o)
	if err != nil {
		return nil, fmt.Errorf("inventing a company: %w", err)
	}
	w := &World{
		Theme:     o.Theme.or(),
		LogDir:    filepath.Join(o.Dir, "log"),
		Directory: filepath.Join(o.Dir, "customers.csv.gz"),
		Dataset:   filepath.Join(o.Dir, "dataset.yaml"),
		Reports:   filepath.Join(o.Dir, "reports.csv"),
	}
	if err := os.MkdirAll(w.LogDir, 0o750); err != nil {
		return nil, fmt.Errorf("inventing a company: %w", err)
	}
	if err := p.writeDirectory(w.Directory); err != nil {
		return nil, err
	}
	if err := w.writeDataset(); err != nil {
		return nil, err
	}
	seen, err := p.writeLog(ctx, w.LogDir)
	if err != nil {
		return nil, err
	}
	reports := p.reports(seen)
	if err := writeReports(w.Reports, reports); err != nil {
		return nil, err
	}
	w.Truth = p.truth(seen, reports)
	return w, nil
}

// A plan is everything that is decided before the first event is written.
type plan struct {
	seed      uint64
	begin     time.Time // midnight UTC
	days      int
	plain     bool
	theme     Theme
	customers []customer
	agents    []agent
	insider   int           // index of the agent who steals
	theft     map[int][]act // by day
	quiet     span          // hours of which the log was lost
}

// A span is a stretch of time: from is in it, to is not.
type span struct{ from, to time.Time }

func (s span) holds(t time.Time) bool { return !t.Before(s.from) && t.Before(s.to) }

func newPlan(o Options) (*plan, error) {
	if o.Days == 0 {
		o.Days = 90
	}
	if o.Scale < 1 || fullStolen/o.Scale < 20 {
		return nil, fmt.Errorf("a scale of 1:%d is not between 1:1 and 1:%d", o.Scale, fullStolen/20)
	}
	if o.Days < 30 {
		return nil, errors.New("fewer than 30 days of log do not hold the story")
	}
	if o.Until.IsZero() || !o.Until.Equal(o.Until.UTC().Truncate(24*time.Hour)) {
		return nil, errors.New("the log must end at a midnight UTC")
	}
	if err := o.Theme.check(); err != nil {
		return nil, err
	}
	p := &plan{theme: o.Theme.or(), seed: o.Seed, days: o.Days, plain: o.Plain, begin: o.Until.UTC().AddDate(0, 0, -o.Days)}
	p.customers = newCustomers(o.Seed, fullCustomers/o.Scale, p.theme.where())
	p.agents = newAgents(o.Seed, max(fewestAgents, fullAgents/o.Scale))
	lost := p.day(o.Days * 6 / 10).Add(13 * time.Hour)
	p.quiet = span{lost, lost.Add(2 * time.Hour)}
	p.planTheft(fullStolen / o.Scale)
	return p, nil
}

// day returns the midnight that begins day n of the log, n from 0.
func (p *plan) day(n int) time.Time { return p.begin.AddDate(0, 0, n) }
