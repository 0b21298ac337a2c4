package accesslog

import (
	"strings"

	"github.com/tocsin-ir/tocsin/internal/pattern"
)

// arrayItems reads an array as PostgreSQL writes it: {a,"b c"} (its manual,
// "Array Input and Output Syntax"). One that holds arrays, or a null, is refused.
func arrayItems(text string) (items []string, ok bool) {
	if len(text) < 2 || text[0] != '{' || text[len(text)-1] != '}' {
		return nil, false
	}
	rest := text[1 : len(text)-1]
	if strings.TrimSpace(rest) == "" {
		return nil, true
	}
	for {
		rest = strings.TrimLeft(rest, " \t\r\n\f")
		var item string
		if strings.HasPrefix(rest, `"`) {
			n := 0
			if item, n = quotedItem(rest); n == 0 {
				return nil, false
			}
			rest = strings.TrimLeft(rest[n:], " \t\r\n\f")
		} else {
			n := strings.IndexByte(rest, ',')
			if n < 0 {
				n = len(rest)
			}
			item, rest = strings.TrimRight(rest[:n], " \t\r\n\f"), rest[n:]
			if item == "" || strings.EqualFold(item, "NULL") || strings.ContainsAny(item, `{}"\`) {
				return nil, false
			}
		}
		items = append(items, item)
		if rest == "" {
			return items, true
		}
		if rest[0] != ',' {
			return nil, false
		}
		rest = rest[1:]
	}
}

// quotedItem reads an item in quotes, and how long it is with them.
func quotedItem(s string) (item string, length int) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s):
			i++
			b.WriteByte(s[i])
		case s[i] == '"':
			return b.String(), i + 1
		default:
			b.WriteByte(s[i])
		}
	}
	return "", 0
}

// cellArray is an array of ids: items without quotes have nothing but letters,
// digits and _ . @ / - in them, so that other text in braces stays one id.
var cellArray = pattern.Lazily(`^\{\s*(?:(?:"(?:[^"\\]|\\.)*"|[\p{L}\p{N}_.@/-]+)(?:\s*,\s*(?:"(?:[^"\\]|\\.)*"|[\p{L}\p{N}_.@/-]+))*)?\s*\}$`)

// cellItems reads a cell that holds several ids: a JSON list of strings or whole
// numbers, or an array of PostgreSQL.
func cellItems(cell string) (items []string, several bool) {
	switch {
	case strings.HasPrefix(cell, "["):
		items, several = scalars(cell)
		return items, several
	case strings.HasPrefix(cell, "{") && cellArray().MatchString(cell):
		return arrayItems(cell)
	}
	return nil, false
}
