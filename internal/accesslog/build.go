package accesslog

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"
)

// A builder makes records out of texts by role, for every format that has a
// Mapping. It remembers the texts that come again and again.
type builder struct {
	Mapping
	labels [roleCount]string
	only   string // the action of every record, where the log has none
	want   Want
	nobody bool // the record itself says that it shows no customer
	most   int64
	record Record
	texts  map[string]string
	lists  map[string][]string
}

func newBuilder(m Mapping, w Want) *builder {
	b := &builder{Mapping: m, want: w, texts: map[string]string{}, lists: map[string][]string{}}
	for role := range b.labels {
		b.labels[role] = m.label(role)
	}
	if m.Action == NoColumn {
		for action := range m.Lookups {
			b.only = action
		}
	}
	return b
}

func (b *builder) wanted(principal string) bool {
	return len(b.want.Principals) == 0 || slices.Contains(b.want.Principals, principal)
}

// build fills b.record from values by role, "" where a value is absent. It
// returns why they are no whole record, or "".
func (b *builder) build(v *[roleCount]string) (reason string) {
	r := &b.record
	*r = Record{}
	if v[roleTime] == "" {
		return b.labels[roleTime] + " is missing"
	}
	var why string
	if r.Time, why = parseWhen(v[roleTime], b.Zone); why != "" {
		return b.labels[roleTime] + " " + why
	}
	if r.Principal, why = b.known(rolePrincipal, v[rolePrincipal]); why != "" {
		return why
	}
	if !b.wanted(r.Principal) {
		return ""
	}
	if r.Action = b.only; r.Action == "" {
		if r.Action, why = b.known(roleAction, v[roleAction]); why != "" {
			return why
		}
	}
	reveals, lookup := b.Lookups[r.Action]
	if v[roleCustomer] != "" || (lookup || b.Lookups == nil) && !b.nobody {
		if r.CustomerID, why = b.id(roleCustomer, v[roleCustomer]); why != "" {
			return why
		}
	}
	r.TicketID, r.SourceIP = v[roleTicket], v[roleSourceIP]
	if v[roleFields] == "" {
		r.Fields = reveals
		return ""
	}
	var ok bool
	if r.Fields, ok = b.list(v[roleFields]); !ok {
		return b.labels[roleFields] + " is not a list of strings"
	}
	return ""
}

// buildEach makes a record for each of several customers, or, when there is none,
// one that has no customer. Of customers of whom one is bad the others count, and
// why it is bad is returned.
func (b *builder) buildEach(v *[roleCount]string, customers []string, keep func(*Record) error) (reason string, err error) {
	b.most = max(b.most, int64(len(customers)))
	if len(customers) == 0 {
		customers, b.nobody = []string{""}, true
		defer func() { b.nobody = false }()
	}
	for _, v[roleCustomer] = range customers {
		if v[roleCustomer] == "" && !b.nobody {
			reason = b.labels[roleCustomer] + " is missing"
		} else if bad := b.build(v); bad != "" {
			reason = bad
		} else if err := keep(&b.record); err != nil {
			return "", err
		}
	}
	return reason, nil
}

// id checks a text without which there is no record. One that was not whole
// Unicode is refused, as two such ids could become one.
func (b *builder) id(role int, text string) (value, reason string) {
	switch {
	case text == "":
		return "", b.labels[role] + " is missing"
	case strings.ContainsRune(text, utf8.RuneError):
		return "", b.labels[role] + " is not valid Unicode text"
	}
	return text, ""
}

// known is id for a role with few different values.
func (b *builder) known(role int, text string) (value, reason string) {
	if value, seen := b.texts[text]; seen {
		return value, ""
	}
	if value, reason = b.id(role, text); reason != "" {
		return "", reason
	}
	value = strings.Clone(value)
	if len(b.texts) < maxInterned {
		b.texts[value] = value
	}
	return value, ""
}

// list reads a JSON list of strings, or names that are set apart by a comma,
// semicolon or bar, in braces or not (PostgreSQL's arrays have them).
func (b *builder) list(text string) ([]string, bool) {
	if l, seen := b.lists[text]; seen {
		return l, true
	}
	l := []string{}
	if text[0] == '[' {
		var items []*string
		if json.Unmarshal([]byte(text), &items) != nil || slices.Contains(items, nil) {
			return nil, false
		}
		for _, item := range items {
			l = append(l, *item)
		}
	} else {
		inner := strings.TrimSuffix(strings.TrimPrefix(strings.Clone(text), "{"), "}")
		for item := range strings.FieldsFuncSeq(inner, func(c rune) bool { return c == ',' || c == ';' || c == '|' }) {
			if item = strings.Trim(item, ` "`); item != "" {
				l = append(l, item)
			}
		}
	}
	if len(b.lists) < maxInterned {
		b.lists[strings.Clone(text)] = l
	}
	return l, true
}
