package detect

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sort"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/customerreport"
)

// A world is an invented company: agents with very unequal workloads look up
// customers for some months, a nightly job reads everybody, and perhaps
// somebody steals.
type world struct {
	agents, customers, lookups int
	busy                       float64 // 0: all customers are looked up equally often; 1: some a hundred times as often
	batch                      bool    // the nightly job
	insiders                   []theft
	unrelated                  int  // reports of calls that have another cause
	busyReport                 bool // and they come from customers who are in touch with support often
}

// A theft is one agent's extra look-ups, and how many of them were reported.
type theft struct{ agent, stolen, reported int }

var worldBegin = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

const worldDays = 90

func agentName(i int) string    { return fmt.Sprintf("agent-%03d", i) }
func customerName(i int) string { return fmt.Sprintf("C%06d", i) }

// names makes each name once: a world writes millions of records.
func names(n int, name func(int) string) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = name(i)
	}
	return out
}

// A picker draws a number with the chance of its weight.
type picker []float64

func newPicker(n int, weight func(i int) float64) picker {
	p, sum := make(picker, n), 0.0
	for i := range p {
		sum += weight(i)
		p[i] = sum
	}
	return p
}

func (p picker) pick(r *rand.Rand) int {
	return min(sort.SearchFloat64s(p, r.Float64()*p[len(p)-1]), len(p)-1)
}

// play gives every record to keep, in no order, and returns the reports.
func (w world) play(seed uint64, keep func(*accesslog.Record)) customerreport.Set {
	r := rand.New(rand.NewPCG(seed, 42))
	agentNames, customerNames := names(w.agents, agentName), names(w.customers, customerName)
	agents := newPicker(w.agents, func(i int) float64 { return 1 / math.Pow(float64(i+1), 0.7) })
	activity := newPicker(w.customers, func(int) float64 { return math.Exp(w.busy * 1.2 * r.NormFloat64()) })
	at := func(days int) time.Time {
		return worldBegin.Add(time.Duration(r.Int64N(int64(days) * 24 * int64(time.Hour))))
	}
	record := accesslog.Record{Action: DefaultAction}
	for range w.lookups {
		record.Time, record.Principal, record.CustomerID = at(worldDays), agentNames[agents.pick(r)], customerNames[activity.pick(r)]
		if record.TicketID = ""; r.Float64() < 0.9 {
			record.TicketID = "TICKET-1"
		}
		keep(&record)
	}
	record.TicketID = ""
	if w.batch {
		record.Principal = "svc-nightly"
		for night := range 2 {
			for c := range w.customers {
				record.Time, record.CustomerID = worldBegin.AddDate(0, 0, night*30).Add(time.Duration(c)*time.Millisecond), customerNames[c]
				keep(&record)
			}
		}
	}
	var reports []customerreport.Report
	reported := map[int]bool{}
	report := func(c int, call time.Time) bool {
		if reported[c] {
			return false
		}
		reported[c] = true
		reports = append(reports, customerreport.Report{CustomerID: customerNames[c], CalledAt: call})
		return true
	}
	for _, theft := range w.insiders {
		record.Principal = agentNames[theft.agent]
		for i, c := range r.Perm(w.customers)[:theft.stolen] {
			record.Time, record.CustomerID = at(worldDays/2), customerNames[c]
			keep(&record)
			if i < theft.reported {
				report(c, record.Time.AddDate(0, 0, 3+r.IntN(20)))
			}
		}
	}
	for n := 0; n < w.unrelated; {
		c := r.IntN(w.customers)
		if w.busyReport {
			c = activity.pick(r)
		}
		if report(c, at(worldDays).AddDate(0, 0, 10)) {
			n++
		}
	}
	return customerreport.Set{Reports: reports}
}

// finding plays a world without files.
func (w world) finding(seed uint64) Finding {
	t := inMemory()
	set := w.play(seed, func(r *accesslog.Record) { t.keep(filter{actions: []string{DefaultAction}}, r) })
	// Only now is the last call known; the log is what it would have been.
	return finding(t.until(set.Latest()), set, 0)
}

// until drops what a filter with that end would have dropped.
func (t *tally) until(end time.Time) *tally {
	out := inMemory()
	out.begin, out.end = t.begin, t.end
	for name, l := range t.principals {
		_ = t.reader().each(l, func(block []access) {
			for _, a := range block {
				if a.at.millis() < end.UnixMilli() {
					_ = out.add(out.of(name), a)
				}
			}
		})
	}
	return out
}
