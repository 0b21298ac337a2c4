package summary

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

// A Builder gathers one object's records, which one decoder reads. It holds 24 bytes an event and each
// customer's id once, so its memory is bounded by the object.
type Builder struct {
	principals map[string]*events
	numbered   []*events // by accesslog.Record.Number; nil where that is not known yet
	customers  map[string]uint32
	ids        []string // of customers, by number
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
		b.ids = append(b.ids, strings.Clone(r.CustomerID))
		b.customers[b.ids[id]] = id
	}
	nano := uint32(r.Time.Nanosecond()) // #nosec G115 -- below a billion
	for nano%b.unit != 0 {
		b.unit /= 1000
	}
	p := b.principal(r)
	p.list = append(p.list, event{id, b.kind(r), r.Time.Unix(), nano})
	return nil
}

func (b *Builder) principal(r *accesslog.Record) *events {
	if r.Number < len(b.numbered) && b.numbered[r.Number] != nil {
		return b.numbered[r.Number]
	}
	p := b.principals[r.Principal]
	if p == nil {
		p = &events{}
		b.principals[strings.Clone(r.Principal)] = p
	}
	if r.Number > 0 {
		b.numbered = append(b.numbered, make([]*events, max(0, r.Number+1-len(b.numbered)))...)
		b.numbered[r.Number] = p
	}
	return p
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
	b.customers = nil // its memory is needed
	order := b.order()
	ids, ranks := make([]string, len(order)), make([]uint32, len(order))
	for i, c := range order {
		ids[i], ranks[c.number] = b.ids[c.number], uint32(i) // #nosec G115 -- see Keep
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

// A lettered customer has letters of the id as a number.
type lettered struct {
	letters uint64
	number  uint32
}

// order is all customers in the order of their ids.
func (b *Builder) order() []lettered {
	shared := SharedLetters(slices.Values(b.ids))
	order := make([]lettered, len(b.ids))
	for i, id := range b.ids {
		order[i] = lettered{Letters(id, shared), uint32(i)} // #nosec G115 -- see Keep
	}
	slices.SortFunc(order, func(x, y lettered) int {
		if x.letters != y.letters {
			return cmp.Compare(x.letters, y.letters)
		}
		return strings.Compare(b.ids[x.number], b.ids[y.number])
	})
	return order
}
