package scope

import (
	"context"
	"slices"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/summary"
)

// A recaller takes what the suspects did out of sidecars, one after the other.
type recaller struct {
	phase *Phase
	query *Query
	found *set // with a table of fields that others use at the same time
	part  summary.Roll
	kinds []int32 // of the object's kinds of access: number of the fields, or uncounted
}

// uncounted stands for the fields of accesses that do not count.
const uncounted = -1

// recall adds one object, or nothing when its sidecar cannot be trusted.
func (r *recaller) recall(ctx context.Context, o accesslog.Object) (*summary.Sidecar, error) {
	side, file, err := summary.Lookup(ctx, r.phase.Summaries, r.phase.Log, o)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	r.number(side.Kinds())
	rolls := make([]*roll, len(r.query.Principals))
	for i, principal := range r.query.Principals {
		if err := side.Roll(principal, &r.part); err != nil {
			return nil, err
		}
		rolls[i] = r.rollOf(uint16(i)) // #nosec G115 -- suspects are few
	}
	r.found.recalled(o.Name, side)
	r.found.rolls = append(r.found.rolls, rolls...)
	for i, principal := range r.query.Principals {
		r.found.InLog[i] += side.Events(principal)
	}
	return side, nil
}

// number says which kinds of access count.
func (r *recaller) number(kinds []summary.Kind) {
	r.found.fields.one.Lock()
	defer r.found.fields.one.Unlock()
	r.kinds = r.kinds[:0]
	for _, k := range kinds {
		fields := int32(uncounted)
		if slices.Contains(r.query.Actions, k.Action) {
			fields = r.found.fields.of(k.Fields)
		}
		r.kinds = append(r.kinds, fields)
	}
}

// rollOf makes visits of the part at hand.
func (r *recaller) rollOf(suspect uint16) *roll {
	p := &r.part
	out := &roll{ids: p.IDs, ends: make([]uint32, 0, len(p.Counts)), visits: make([]visit, 0, len(p.Seconds)-p.Nobody)}
	bounded := !r.query.From.IsZero() || !r.query.To.IsZero()
	hour, at := int64(0), p.Nobody
	var none []int // customers of whom no access counts
	for customer, count := range p.Counts {
		begin, end := len(out.visits), at+int(count)
		for ; at < end; at++ {
			fields := r.kinds[p.Kinds[at]]
			if fields == uncounted {
				continue
			}
			second, nano := p.Seconds[at], int64(0)
			if len(p.Nanos) > 0 {
				nano = int64(p.Nanos[at])
			}
			into := second - hour*3600
			if into < 0 || into >= 3600 {
				hour = floorDiv(second, 3600)
				into = second - hour*3600
			}
			into = into*int64(time.Second) + nano
			v := visit{Hour: int32(hour), Suspect: suspect, Fields: fields, Events: 1, First: into, Last: into, // #nosec G115 -- see visit
				Outside: bounded && !r.query.within(time.Unix(second, nano))}
			if len(out.visits) == begin || !r.found.fields.join(out.visits[begin:], v) {
				out.visits = append(out.visits, v)
			}
		}
		if len(out.visits) == begin {
			none = append(none, customer)
			continue
		}
		if len(out.visits) > begin+1 {
			sortVisits(out.visits[begin:])
		}
		out.close()
	}
	out.ids.Drop(none)
	return out
}
