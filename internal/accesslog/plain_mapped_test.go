package accesslog

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// plainWhen reads times with the time package alone.
func plainWhen(s string, zone *time.Location) (time.Time, bool) {
	t, ok := plainAnyWhen(s, zone)
	return t, ok && t.UTC().Year() > 1 && t.UTC().Year() < 9999
}

func plainAnyWhen(s string, zone *time.Location) (time.Time, bool) {
	if epoch := regexp.MustCompile(`^(\d{10})(?:\.(\d{1,9}))?$|^(\d{13}|\d{16}|\d{19})$`).FindStringSubmatch(s); epoch != nil {
		whole := epoch[1] + (epoch[2] + "000000000")[:9]
		if epoch[3] != "" {
			whole = (epoch[3] + "000000000")[:19]
		}
		n, err := strconv.ParseInt(whole, 10, 64)
		return time.Unix(0, n), err == nil
	}
	if !regexp.MustCompile(`^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d`).MatchString(s) {
		return time.Time{}, false
	}
	for _, day := range []string{"2006-01-02T", "2006-01-02t", "2006-01-02 "} {
		for _, space := range []string{"", " "} {
			for _, offset := range []string{"Z07:00", "z07:00", "-07:00", "-0700", "-07", "UTC", ""} {
				in := zone
				if offset != "" {
					in = time.UTC
				}
				if in == nil || offset == "" && space != "" {
					continue
				}
				if t, err := time.ParseInLocation(day+"15:04:05"+space+offset, s, in); err == nil {
					return t, true
				}
			}
		}
	}
	return time.Time{}, false
}

// plainBuild makes a record of values by role as simply as can be; a nil value
// is absent.
func plainBuild(v [roleCount]*string, m Mapping, nobody bool) (Record, bool) {
	text := func(role int) string {
		if v[role] == nil {
			return ""
		}
		return *v[role]
	}
	id := func(role int) bool { return text(role) != "" && !strings.ContainsRune(text(role), '\ufffd') }
	var r Record
	var ok bool
	if r.Time, ok = plainWhen(text(roleTime), m.Zone); !ok || !id(rolePrincipal) {
		return r, false
	}
	r.Principal, r.Action = text(rolePrincipal), text(roleAction)
	if m.Action == NoColumn {
		for r.Action = range m.Lookups {
		}
	} else if !id(roleAction) {
		return r, false
	}
	r.CustomerID = text(roleCustomer)
	_, lookup := m.Lookups[r.Action]
	switch {
	case r.CustomerID != "" && !id(roleCustomer), r.CustomerID == "" && (m.Lookups == nil || lookup) && !nobody:
		return r, false
	}
	r.TicketID, r.SourceIP = text(roleTicket), text(roleSourceIP)
	switch list := text(roleFields); {
	case list == "":
		r.Fields = m.Lookups[r.Action]
	case list[0] == '[':
		r.Fields, ok = plainList(json.RawMessage(list))
		return r, ok
	default:
		for _, item := range regexp.MustCompile("[,;|]").Split(strings.TrimSuffix(strings.TrimPrefix(list, "{"), "}"), -1) {
			if item = strings.Trim(item, ` "`); item != "" {
				r.Fields = append(r.Fields, item)
			}
		}
	}
	return r, true
}

// plainRows reads rows by encoding/csv alone, one after the other, and behind one
// that is none goes on with its second line. nil stands for such a row.
func plainRows(text string, comma rune) (rows [][]string) {
	for text != "" {
		r := csv.NewReader(strings.NewReader(text))
		r.FieldsPerRecord, r.Comma = -1, comma
		row, err := r.Read()
		var syntax *csv.ParseError
		switch {
		case err == io.EOF:
			return rows
		case errors.As(err, &syntax) && syntax.Line > syntax.StartLine:
			for range syntax.StartLine {
				_, text, _ = strings.Cut(text, "\n")
			}
		default:
			text = text[r.InputOffset():]
		}
		if err != nil {
			row = nil
		}
		rows = append(rows, row)
	}
	return rows
}

// plainCSV reads a table by encoding/csv alone.
func plainCSV(log []byte, m Mapping) (records []Record, lines, bad int64, ok bool) {
	text := strings.TrimPrefix(string(log), "\ufeff")
	comma := ','
	line, _, _ := strings.Cut(text, "\n")
	for _, c := range ",;\t|" {
		if strings.Count(line, string(c)) > strings.Count(line, string(comma)) {
			comma = c
		}
	}
	rows := plainRows(text, comma)
	if len(rows) == 0 || rows[0] == nil {
		return nil, 0, 0, len(rows) == 0
	}
	header := rows[0]
	var at [roleCount]int
	for role, name := range m.names() {
		at[role] = -1
		for i, column := range header {
			if name != "" && strings.TrimSpace(column) == name {
				if at[role] >= 0 {
					return nil, 0, 0, false
				}
				at[role] = i
			}
		}
		if at[role] < 0 && name != "" && (role <= roleCustomer || m.named()[role] != "") {
			return nil, 0, 0, false
		}
	}
	for _, row := range rows[1:] {
		lines++
		if len(row) != len(header) {
			bad++
			continue
		}
		var v [roleCount]*string
		for role, i := range at {
			if i >= 0 && row[i] != `\N` {
				v[role] = &row[i]
			}
		}
		more, good := plainCells(v, m)
		if records = append(records, more...); !good {
			bad++
		}
	}
	return records, lines, bad, true
}

var plainItem = regexp.MustCompile(`^\s*(?:"((?:[^"\\]|\\.)*)"|([\p{L}\p{N}_.@/-]+))\s*([,}])`)

// plainArray reads an array of PostgreSQL.
func plainArray(cell string) (list []any, ok bool) {
	if !strings.HasPrefix(cell, "{") {
		return nil, false
	}
	if regexp.MustCompile(`^\{\s*\}$`).MatchString(cell) {
		return nil, true
	}
	for rest := cell[1:]; ; {
		m := plainItem.FindStringSubmatch(rest)
		if m == nil || strings.EqualFold(m[2], "null") {
			return nil, false
		}
		list = append(list, regexp.MustCompile(`\\(.)`).ReplaceAllString(m[1], "$1")+m[2])
		if rest = rest[len(m[0]):]; m[3] == "}" {
			return list, rest == ""
		}
	}
}

// plainOne is the record of values about one customer, or about nobody.
func plainOne(v [roleCount]*string, m Mapping, nobody bool) ([]Record, bool) {
	r, good := plainBuild(v, m, nobody)
	if !good {
		return nil, false
	}
	return []Record{r}, true
}

// plainCells makes the records of a row whose customer may be a list.
func plainCells(v [roleCount]*string, m Mapping) (records []Record, good bool) {
	if v[roleCustomer] == nil {
		return plainOne(v, m, false)
	}
	cell, list, several := *v[roleCustomer], []any(nil), false
	if strings.HasPrefix(cell, "[") && json.Valid([]byte(cell)) {
		d := json.NewDecoder(strings.NewReader(cell))
		d.UseNumber()
		several = d.Decode(&list) == nil
		for _, item := range list {
			if text, ok := plainScalar(item, false); !ok || text == nil {
				several = false
			}
		}
	} else {
		list, several = plainArray(cell)
	}
	if !several {
		return plainOne(v, m, false)
	}
	if len(list) == 0 {
		v[roleCustomer] = nil
		return plainOne(v, m, true)
	}
	good = true
	for _, item := range list {
		v[roleCustomer], _ = plainScalar(item, false)
		named := v[roleCustomer] != nil && *v[roleCustomer] != ""
		if r, whole := plainBuild(v, m, false); whole && named {
			records = append(records, r)
		} else {
			good = false
		}
	}
	return records, good
}

// plainPath looks a dotted path up in decoded JSON.
func plainPath(object map[string]any, path string) any {
	if v := object[path]; v != nil {
		return v
	}
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] != '.' {
			continue
		}
		if below, is := object[path[:i]].(map[string]any); is {
			if v := plainPath(below, path[i+1:]); v != nil {
				return v
			}
		}
	}
	return nil
}

// plainObject decodes an object, with its numbers as they are written.
func plainObject(s string) (map[string]any, bool) {
	if !json.Valid([]byte(s)) {
		return nil, false
	}
	d := json.NewDecoder(strings.NewReader(s))
	d.UseNumber()
	var object map[string]any
	return object, d.Decode(&object) == nil && object != nil
}

// plainScalar is the text of a string or of a whole number.
func plainScalar(v any, fraction bool) (*string, bool) {
	switch v := v.(type) {
	case nil:
		return nil, true
	case string:
		return &v, true
	case json.Number:
		text := v.String()
		return &text, !strings.ContainsAny(text, "eE+") && (fraction || !strings.Contains(text, "."))
	}
	return nil, false
}

// plainMapped makes the records of a line of JSON with other names.
func plainMapped(line string, m Mapping) ([]Record, bool) {
	object, ok := plainObject(line)
	if !ok {
		return nil, false
	}
	var v [roleCount]*string
	customers, several := []*string{nil}, false
	for role, path := range m.names() {
		if path == "" {
			continue
		}
		value := plainPath(object, path)
		list, isList := value.([]any)
		switch {
		case isList && role == roleCustomer:
			several, customers = true, nil
			for _, item := range list {
				text, good := plainScalar(item, false)
				if !good {
					text = nil
				}
				customers = append(customers, text)
			}
		case isList && role == roleFields:
			body, err := json.Marshal(list)
			text := string(body)
			if v[role] = &text; err != nil {
				return nil, false
			}
		default:
			if v[role], ok = plainScalar(value, role == roleTime); !ok {
				return nil, false
			}
		}
	}
	if !several {
		customers = []*string{v[roleCustomer]}
	}
	if several && len(customers) == 0 {
		return plainOne(v, m, true)
	}
	var records []Record
	good := true
	for _, v[roleCustomer] = range customers {
		named := !several || v[roleCustomer] != nil && *v[roleCustomer] != "" // in a list, each must be
		if r, whole := plainBuild(v, m, false); whole && named {
			records = append(records, r)
		} else {
			good = false
		}
	}
	return records, good
}

// plainTrail reads CloudTrail by encoding/json alone. whole says that all of it
// is JSON; else the records are those before what is not.
func plainTrail(log []byte, m Mapping) (records []Record, lines, bad int64, whole bool) {
	if m.Lookups == nil {
		m.Lookups = map[string][]string{"GetObject": nil}
	}
	event := func(raw json.RawMessage) {
		object, ok := plainObject(string(raw))
		if ok && plainPath(object, "digestStartTime") != nil && plainPath(object, "eventName") == nil {
			return
		}
		lines++
		if r, good := plainEvent(object, m); ok && good {
			records = append(records, r)
		} else {
			bad++
		}
	}
	d := json.NewDecoder(strings.NewReader(strings.TrimPrefix(string(log), "\ufeff")))
	word := int64(-1) // where the last number, true, false or null ends
	for {
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return records, lines, bad, err == io.EOF
		}
		if !strings.ContainsRune(`{["`, rune(raw[0])) {
			joined := d.InputOffset()-int64(len(raw)) == word
			if word = d.InputOffset(); joined { // 00 is one that is none
				continue
			}
		}
		for _, raw := range plainUnwrap(raw) {
			event(raw)
		}
	}
}

// plainUnwrap takes the events out of a list, or out of an object with Records.
func plainUnwrap(raw json.RawMessage) (events []json.RawMessage) {
	if raw[0] == '[' {
		_ = json.Unmarshal(raw, &events)
		return events
	}
	if raw[0] != '{' {
		return []json.RawMessage{raw}
	}
	d := json.NewDecoder(strings.NewReader(string(raw)))
	_, _ = d.Token()
	lists := 0
	for d.More() {
		key, _ := d.Token()
		var value json.RawMessage
		_ = d.Decode(&value)
		if key == "Records" && value[0] == '[' {
			var more []json.RawMessage
			_ = json.Unmarshal(value, &more)
			events = append(events, more...)
			lists++
		}
	}
	if lists == 0 {
		return []json.RawMessage{raw}
	}
	return events
}

func plainEvent(object map[string]any, m Mapping) (Record, bool) {
	text := func(paths ...string) *string {
		for _, path := range paths {
			if s, is := plainPath(object, path).(string); is && s != "" {
				return &s
			}
		}
		return nil
	}
	var v [roleCount]*string
	for _, path := range []string{"@timestamp", "eventTime"} {
		if at, ok := plainScalar(plainPath(object, path), true); ok && at != nil && *at != "" {
			v[roleTime] = at
		}
	}
	v[rolePrincipal] = text("userIdentity.arn", "userIdentity.invokedBy", "userIdentity.principalId", "userIdentity.accountId", "eventSource")
	v[roleAction] = text("eventName")
	v[roleSourceIP] = text("sourceIPAddress")
	source := text("eventSource")
	nobody := plainPath(object, "errorCode") != nil || source == nil || !strings.HasPrefix(*source, "s3")
	if bucket, key := text("requestParameters.bucketName"), text("requestParameters.key"); bucket != nil && key != nil && !nobody {
		object := *bucket + "/" + *key
		v[roleCustomer] = &object
	}
	return plainBuild(v, m, nobody)
}
