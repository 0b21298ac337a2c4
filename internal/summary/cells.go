package summary

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// cells counts one principal's events by hour. They are sorted by customer, so a
// customer is counted once an hour by looking at the neighbours.
func (b *Builder) cells(list []event, ids []string) []Cell {
	byHour := map[int64]*Cell{}
	seen, bare := map[int64]bool{}, map[int64]bool{} // hours of the customer at hand
	for i, e := range list {
		if i == 0 || list[i-1].customer != e.customer {
			clear(seen)
			clear(bare)
		}
		h := hourOf(e.second)
		c := byHour[h]
		if c == nil {
			c = &Cell{Hour: h}
			byHour[h] = c
		}
		c.Events++
		if ids[e.customer] == "" { // an action that is about nobody
			continue
		}
		if !seen[h] {
			seen[h] = true
			c.Customers++
		}
		if !b.kinds[e.kind].Ticket && !bare[h] {
			bare[h] = true
			c.Bare++
		}
	}
	out := make([]Cell, 0, len(byHour))
	for _, c := range byHour {
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b Cell) int { return cmp.Compare(a.Hour, b.Hour) })
	return out
}

// encodeCells writes the hours of all principals.
func encodeCells(names []string, cells map[string][]Cell) []byte {
	var out []byte
	for _, name := range names {
		out = binary.AppendUvarint(out, uint64(len(cells[name])))
		last := int64(0)
		for _, c := range cells[name] {
			out = binary.AppendVarint(out, c.Hour-last)
			out = binary.AppendUvarint(out, uint64(c.Events))             // #nosec G115 -- a count
			out = binary.AppendUvarint(out, uint64(c.Events-c.Customers)) // #nosec G115 -- a customer has an event
			out = binary.AppendUvarint(out, uint64(c.Customers-c.Bare))   // #nosec G115 -- some of them
			last = c.Hour
		}
	}
	return out
}

// decodeCells is its inverse.
func decodeCells(plain []byte, names []string) (map[string][]Cell, error) {
	r := reader{rest: plain}
	out := make(map[string][]Cell, len(names))
	for _, name := range names {
		n := r.count(4)
		list := make([]Cell, n)
		last := int64(0)
		for i := range list {
			c := &list[i]
			c.Hour = last + r.varint()
			c.Events = r.signed()
			c.Customers = c.Events - r.signed()
			c.Bare = c.Customers - r.signed()
			last = c.Hour
		}
		out[name] = list
	}
	return out, r.end()
}
