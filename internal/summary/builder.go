package summary

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

// A Builder gathers one object's records. It holds 24 bytes an event and each
// customer's id once, so its memory is bounded by the object.
type Builder struct {
	principals map[string]*events
	customers  map[string]uint32
	kinds      []Kind
	byContent  map[string]uint32
	byIdentity map[identity]uint32
	unit       uint32 // nanoseconds that divide the sub-second part of every time
}

type events struct{ list []event }

// identity finds a kind without comparing lists: a reader keeps each list once.
type identity struct {
	action string
	first  *string
	fields int
	ticket bool
}

// maxIdentities bounds the table of a reader that makes every list anew.
const maxIdentities = 1 << 12

const second = 1_000_000_000 // nanoseconds

// NewBuilder makes an empty one.
func NewBuilder() *Builder {
	return &Builder{principals: map[string]*events{}, customers: map[string]uint32{}, byContent: map[string]uint32{},
		byIdentity: map[identity]uint32{}, unit: second}
}

// Keep takes one record; nothing of it is kept that must not be.
func (b *Builder) Keep(r *accesslog.Record) error {
	id, known := b.customers[r.CustomerID]
	if !known {
		id = uint32(len(b.customers)) // #nosec G115 -- an object of 4 billion customers fits no memory
		b.customers[strings.Clone(r.CustomerID)] = id
	}
	nano := uint32(r.Time.Nanosecond()) // #nosec G115 -- below a billion
	for nano%b.unit != 0 {
		b.unit /= 1000
	}
	p := b.principals[r.Principal]
	if p == nil {
		p = &events{}
		b.principals[strings.Clone(r.Principal)] = p
	}
	p.list = append(p.list, event{id, b.kind(r), r.Time.Unix(), nano})
	return nil
}

func (b *Builder) kind(r *accesslog.Record) uint32 {
	at := identity{action: r.Action, fields: len(r.Fields), ticket: r.TicketID != ""}
	if len(r.Fields) > 0 {
		at.first = &r.Fields[0]
	}
	if k, known := b.byIdentity[at]; known {
		return k
	}
	made := Kind{r.Action, r.Fields, at.ticket}
	content := string(made.encode(nil))
	k, known := b.byContent[content]
	if !known {
		k = uint32(len(b.kinds)) // #nosec G115 -- at most one an event
		b.kinds = append(b.kinds, made)
		b.byContent[content] = k
	}
	if len(b.byIdentity) >= maxIdentities {
		clear(b.byIdentity)
	}
	b.byIdentity[at] = k
	return k
}

// rank renumbers the customers in the order of their ids, and sorts every
// principal's events by customer, then by time. It returns the ids in order.
func (b *Builder) rank() []string {
	ids := make([]string, 0, len(b.customers))
	for id := range b.customers {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	ranks := make([]uint32, len(ids))
	for i, id := range ids {
		ranks[b.customers[id]] = uint32(i) // #nosec G115 -- see Keep
	}
	for _, p := range b.principals {
		for i := range p.list {
			p.list[i].customer = ranks[p.list[i].customer]
		}
		slices.SortFunc(p.list, func(a, b event) int {
			if a.customer != b.customer {
				return cmp.Compare(a.customer, b.customer)
			}
			if a.second != b.second {
				return cmp.Compare(a.second, b.second)
			}
			return cmp.Or(cmp.Compare(a.nano, b.nano), cmp.Compare(a.kind, b.kind))
		})
	}
	return ids
}
