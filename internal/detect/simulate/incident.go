package simulate

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"github.com/tocsin-ir/tocsin/internal/detect/weigh"
)

// A Theft is how insiders steal and what of it is reported.
type Theft struct {
	Insiders   int     // 0: nobody
	Stolen     int     // customers by each
	Days       float64 // over so many days from the tenth on
	OwnTickets bool    // only customers of whom they have a ticket
	Region     bool    // only customers of one region, not their own
	Unrelated  float64 // share of reports with another cause
	Exactly    bool    // just that share, rounded, and not each with that chance
	BusyReport bool    // unrelated reports come from those who are in touch often
	OneRegion  bool    // unrelated reports come from one region
	OneQueue   bool    // or from one queue's customers
	Mostly     float64 // share of them that do, where not all
	InTouch    bool    // unrelated reports come from those whom somebody looked up in the three weeks before
	Innocent   bool    // the insiders only read, for an audit say: none of the reports is about what they took
	AfterLog   bool    // all calls came after the log's end, so that times tell nothing
	WrongDates float64 // share of reports whose date is wrong by up to 20 days
	Complaints bool    // the called tell support first, and reports bear that day
}

// lags between theft and call, in days.
const minLag, maxLag = 3, 23

// An incident is one play.
type incident struct {
	theft    Theft
	insiders []int
	region   int
	log      *weigh.Log
	looks    map[int][]look // of insiders
	reports  []weigh.Report
	about    []int32 // by report: the customer
}

func (w *world) play(t Theft, n int, r *rand.Rand) *incident {
	in := &incident{theft: t, log: w.log, looks: map[int][]look{}, region: r.IntN(max(1, w.Regions))}
	for len(in.insiders) < t.Insiders {
		if a := r.IntN(w.Agents); !slices.Contains(in.insiders, a) && !(t.OwnTickets && w.auditor(a)) {
			in.insiders = append(in.insiders, a)
		}
	}
	unrelated := n
	switch {
	case t.Guiltless():
	case t.Exactly:
		unrelated = int(t.Unrelated*float64(n) + 0.5)
	default:
		unrelated = 0
		for range n {
			if r.Float64() < t.Unrelated {
				unrelated++
			}
		}
	}
	called := map[int32]int64{}
	for i, a := range in.insiders {
		stolen := w.steal(in, a, r)
		m := (n - unrelated) / t.Insiders
		if i < (n-unrelated)%t.Insiders {
			m++
		}
		for _, k := range r.Perm(len(stolen)) {
			c := stolen[k].customer
			if _, twice := called[c]; m > 0 && !twice {
				called[c] = stolen[k].at + int64((minLag+r.Float64()*(maxLag-minLag))*float64(day))
				m--
			}
		}
	}
	queue := r.IntN(len(w.within))
	focused := true
	for len(called) < n {
		c := int32(r.IntN(w.Customers)) // #nosec G115 -- below 2³¹
		if t.BusyReport {
			c = int32(w.all.draw(r)) // #nosec G115 -- below 2³¹
		}
		if t.InTouch && len(w.lookers[c]) < 2 { // nobody but the job that reads everybody
			continue
		}
		if focused && (t.OneQueue && w.group[c] != queue || t.OneRegion && w.group[c]/queues != in.region) {
			continue
		}
		if _, twice := called[c]; !twice {
			if called[c] = int64((30 + r.Float64()*80) * float64(day)); t.InTouch {
				looks := w.lookers[c] // the last is the job
				called[c] = looks[r.IntN(len(looks)-1)].At + int64((1+r.Float64()*20)*float64(day))
			}
			focused = t.Mostly == 0 || r.Float64() < t.Mostly
		}
	}
	w.report(in, called, r)
	if t.Innocent {
		in.insiders = nil
	}
	return in
}

// Guiltless says that nobody is guilty.
func (t Theft) Guiltless() bool { return t.Insiders == 0 || t.Innocent }

// steal adds one insider's look-ups and returns what they took.
func (w *world) steal(in *incident, a int, r *rand.Rand) []look {
	t := in.theft
	work := w.agents[a]
	if t.OwnTickets {
		var own []look
		for _, k := range work {
			if k.ticket && k.at > 10*day && k.at < int64((10+t.Days)*float64(day)) {
				own = append(own, k)
			}
		}
		r.Shuffle(len(own), func(i, j int) { own[i], own[j] = own[j], own[i] })
		in.looks[a] = work
		return own[:min(len(own), t.Stolen)]
	}
	first := make(map[int32]int64, t.Stolen)
	var stolen []look
	for len(stolen) < t.Stolen {
		c := int32(r.IntN(w.Customers)) // #nosec G115 -- below 2³¹
		if t.Region && w.group[c]/queues != in.region {
			continue
		}
		if _, twice := first[c]; twice {
			continue
		}
		at := int64((10 + r.Float64()*t.Days) * float64(day))
		first[c] = at
		stolen = append(stolen, look{c, at, false})
	}
	looks := make([]look, 0, len(work)+len(stolen))
	for _, k := range work {
		at, also := first[k.customer]
		if also && k.at > at {
			continue
		}
		if also {
			delete(first, k.customer)
		}
		looks = append(looks, k)
	}
	for _, k := range stolen {
		if _, ok := first[k.customer]; ok {
			looks = append(looks, k)
		}
	}
	slices.SortFunc(looks, func(a, b look) int { return cmp.Compare(a.at, b.at) })
	in.looks[a] = looks
	in.log = in.log.Replace(a, person(looks))
	return stolen
}

// report writes down the calls as support did.
func (w *world) report(in *incident, called map[int32]int64, r *rand.Rand) {
	var customers []int32
	for c := range called {
		customers = append(customers, c)
	}
	slices.Sort(customers)
	for _, c := range customers {
		rep := weigh.Report{Call: called[c], Looks: slices.Clone(w.lookers[c])}
		for _, a := range in.insiders {
			rep.Looks = slices.DeleteFunc(rep.Looks, func(k weigh.Look) bool { return int(k.Who) == a })
			for _, k := range in.looks[a] {
				if k.customer == c {
					rep.Looks = append(rep.Looks, weigh.Look{Who: int32(a), At: k.at, Ticket: k.ticket}) // #nosec G115 -- below 2³¹
				}
			}
		}
		if in.theft.AfterLog {
			rep.Call = 200 * day
		}
		if r.Float64() < in.theft.WrongDates {
			rep.Call += int64((2*r.Float64() - 1) * 20 * float64(day))
		}
		if in.theft.Complaints {
			w.complain(&rep, r)
		}
		in.reports, in.about = append(in.reports, rep), append(in.about, c)
	}
}

// complain has one of three people at a desk take the complaint, up to a day
// before the date that is written down.
func (w *world) complain(rep *weigh.Report, r *rand.Rand) {
	who := int32(r.IntN(3) * w.Agents / 3) // #nosec G115 -- below 2³¹
	at := rep.Call + int64(r.Float64()*float64(day))
	rep.Call = at + int64(r.Float64()*float64(day))
	for _, k := range rep.Looks {
		if k.Who == who {
			return
		}
	}
	rep.Looks = append(rep.Looks, weigh.Look{Who: who, At: at, Ticket: true})
}
