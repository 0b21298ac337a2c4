package accesslog

import (
	"bytes"
	"encoding/json"
	"strings"
	"time"
)

// plainRecord is the reader that the fast one is held to: encoding/json and
// nothing clever.
func plainRecord(line string) (Record, bool) {
	var members map[string]json.RawMessage // exact names; the last of a key that stands twice
	if json.Unmarshal([]byte(line), &members) != nil || members == nil {
		return Record{}, false
	}
	text := func(key string) (string, bool) {
		var v *string
		if raw, ok := members[key]; ok && json.Unmarshal(raw, &v) != nil {
			return "", false
		}
		if v == nil {
			return "", true
		}
		return *v, true
	}
	id := func(key string) (string, bool) {
		v, ok := text(key)
		return v, ok && v != "" && !strings.ContainsRune(v, '\ufffd')
	}
	var r Record
	var ok [6]bool
	r.Principal, ok[0] = id("principal")
	r.Action, ok[1] = id("action")
	r.CustomerID, ok[2] = id("customer_id")
	when, timeOK := id("time")
	r.TicketID, ok[3] = text("ticket_id")
	r.SourceIP, ok[4] = text("source_ip")
	r.Fields, ok[5] = plainList(members["fields"])
	if !timeOK || r.Time.UnmarshalText([]byte(strings.ToUpper(when))) != nil {
		return Record{}, false
	}
	for _, o := range ok {
		if !o {
			return Record{}, false
		}
	}
	r.Time = r.Time.In(time.UTC)
	return r, r.Time.Year() > 1 && r.Time.Year() < 9999
}

func plainList(raw json.RawMessage) ([]string, bool) {
	if raw == nil || string(raw) == "null" {
		return nil, true
	}
	var items []*string
	if json.Unmarshal(raw, &items) != nil {
		return nil, false
	}
	var list []string
	for _, item := range items {
		if item == nil {
			return nil, false
		}
		list = append(list, *item)
	}
	return list, true
}

// plainRead reads a whole plain log: its records, lines and numbers of bad lines.
func plainRead(log []byte) (records []Record, lines int64, bad []int64) {
	for i, line := range bytes.Split(log, []byte("\n")) {
		s := strings.Trim(strings.TrimPrefix(string(line), "\ufeff"), " \t\r")
		if s == "" {
			continue
		}
		lines++
		if r, ok := plainRecord(s); ok {
			records = append(records, r)
		} else {
			bad = append(bad, int64(i+1))
		}
	}
	return records, lines, bad
}
