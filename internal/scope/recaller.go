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
	phase  *Phase
	query  *Query
	fields *fieldTable // that the rolls' visits are numbered by
	rolls  []*roll
	inLog  []int64 // events of each suspect, of any action
	part   summary.Roll
	kinds  []int32 // of the object's kinds of access: number of the fields, or none
}

// none stands for the fields of accesses that do not count.
const none = -1

// recall adds one object, or nothing when its sidecar cannot be trusted.
func (r *recaller) recall(ctx context.Context, o accesslog.Object) (*summary.Sidecar, error) {
	side, file, err := summary.Lookup(ctx, r.phase.Summaries, r.phase.Log, o)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	r.kinds = r.kinds[:0]
	for _, k := range side.Kinds() {
		fields := int32(none)
		if slices.Contains(r.query.Actions, k.Action) {
			fields = r.fields.of(k.Fields)
		}
		r.kinds = append(r.kinds, fields)
	}
	rolls := make([]*roll, len(r.query.Principals))
	for i, principal := range r.query.Principals {
		if err := side.Roll(principal, &r.part); err != nil {
			return nil, err
		}
		rolls[i] = r.rollOf(int32(i)) // #nosec G115 -- suspects are few
	}
	r.rolls = append(r.rolls, rolls...)
	for i, principal := range r.query.Principals {
		r.inLog[i] += side.Events(principal)
	}
	return side, nil
}

// rollOf makes visits of the part at hand.
func (r *recaller) rollOf(suspect int32) *roll {
	p := &r.part
	out := &roll{make([]string, 0, len(p.Counts)), make([]int, 0, len(p.Counts)), make([]visit, 0, len(p.Seconds))}
	bounded := !r.query.From.IsZero() || !r.query.To.IsZero()
	hour, at, ids := int64(0), p.Nobody, p.IDs.Texts()
	for customer, count := range p.Counts {
		begin, end := len(out.visits), at+int(count)
		for ; at < end; at++ {
			fields := r.kinds[p.Kinds[at]]
			if fields == none {
				continue
			}
			second, nano := p.Seconds[at], int64(0)
			if len(p.Nanos) > 0 {
				nano = int64(p.Nanos[at])
			}
			if into := second - hour*3600; into < 0 || into >= 3600 {
				hour = floorDiv(second, 3600)
			}
			into := (second-hour*3600)*int64(time.Second) + nano
			v := visit{Hour: hour, Suspect: suspect, Fields: fields, Events: 1, First: into, Last: into,
				Outside: bounded && !r.query.within(time.Unix(second, nano))}
			if !r.fields.join(out.visits[begin:], v) {
				out.visits = append(out.visits, v)
			}
		}
		if n := len(out.visits); n > begin {
			sortVisits(out.visits[begin:])
			out.ids, out.ends = append(out.ids, ids.At(customer)), append(out.ends, n)
		}
	}
	return out
}

// handOver gives what was taken to a set.
func (r *recaller) handOver(to *set) {
	to.adopt(r.rolls, r.fields)
	for i, n := range r.inLog {
		to.InLog[i] += n
	}
}
