package rehearsal

import (
	"strconv"
	"time"
)

// An act is one line of the access log.
type act struct {
	at       time.Time // UTC
	by       int       // index of the agent; nobody for the night job
	customer int       // index of the customer
	ticket   int       // 0: without
	update   bool      // ticket.update, which reveals nothing, instead of customer.read
}

const (
	nobody   = -1
	stranger = -2 // a thief who is none of the agents
)

// appendAct appends the canonical line of an act, newline included.
func (p *plan) appendAct(b []byte, a act) []byte {
	sh, name, ip := shift{zone: "Z"}, nightJob, "10.9.0.14"
	switch {
	case a.by == stranger:
		name, ip = p.theme.Thief, "198.51.100.7" // RFC 5737: an address of nobody
	case a.by != nobody:
		sh, name = shifts[p.agents[a.by].desk], p.agents[a.by].name
	}
	b = append(b, `{"time":"`...)
	b = appendTime(b, a.at.Add(sh.ahead), sh.zone)
	b = append(b, `","principal":"`...)
	b = append(b, name...)
	if a.update {
		b = append(b, `","action":"ticket.update","customer_id":"`...)
	} else {
		b = append(b, `","action":"`...)
		b = append(b, p.theme.Action...)
		b = append(b, `","customer_id":"`...)
	}
	b = append(b, p.customers[a.customer].id...)
	b = append(b, `","ticket_id":`...)
	if a.ticket == 0 {
		b = append(b, `null`...)
	} else {
		b = append(b, '"')
		b = append(b, ticketID(a.ticket)...)
		b = append(b, '"')
	}
	b = append(b, `,"fields":`...)
	if a.update {
		b = append(b, `["ticket_id"]`...)
	} else {
		b = append(b, p.theme.fields()...)
	}
	b = append(b, `,"source_ip":"`...)
	if a.by < 0 {
		b = append(b, ip...)
	} else {
		b = append(b, "10.20."...)
		b = strconv.AppendInt(b, int64(p.agents[a.by].desk), 10)
		b = append(b, '.')
		b = strconv.AppendInt(b, int64(a.by%250+1), 10)
	}
	return append(b, "\"}\n"...)
}

func ticketID(n int) string { return "T-" + strconv.Itoa(n) }

// appendTime writes RFC 3339 with milliseconds. time.AppendFormat would take a
// third of the time that ten million lines take.
func appendTime(b []byte, t time.Time, zone string) []byte {
	year, month, day := t.Date()
	hour, minute, second := t.Clock()
	b = two(two(b, year/100), year%100)
	b = two(append(b, '-'), int(month))
	b = two(append(b, '-'), day)
	b = two(append(b, 'T'), hour)
	b = two(append(b, ':'), minute)
	b = two(append(b, ':'), second)
	ms := t.Nanosecond() / 1_000_000
	b = append(b, '.', digit(ms/100), digit(ms/10%10), digit(ms%10))
	return append(b, zone...)
}

func two(b []byte, n int) []byte { return append(b, digit(n/10), digit(n%10)) }

func digit(n int) byte { return "0123456789"[n] }
