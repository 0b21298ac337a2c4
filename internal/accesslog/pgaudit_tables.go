package accesslog

import (
	"slices"
	"strings"
)

// sqlTables are the tables of a statement by the names that they have in it, and
// which of them are held together by the column.
type sqlTables struct {
	names []string
	group []int // by table: those of one number have the same customers
}

func (t *sqlTables) number(name string) int {
	return slices.IndexFunc(t.names, func(n string) bool { return strings.EqualFold(n, name) })
}

func (t *sqlTables) join(i, j int) {
	from, to := t.group[i], t.group[j]
	for k, g := range t.group {
		if g == from {
			t.group[k] = to
		}
	}
}

func (t *sqlTables) allTied() bool {
	return !slices.ContainsFunc(t.group, func(g int) bool { return g != t.group[0] })
}

// maxTables bounds the work: a statement of more is not read.
const maxTables = 64

// tables reads what stands behind FROM: tables by name, with or without another
// name, and how they are joined. Anything else, such as a subselect, a function
// or names for columns, is refused.
func (q *sqlQuery) tables(t *sqlTables, from []sqlToken) bool {
	for {
		n := t.add(from)
		if n == 0 || len(t.names) > maxTables {
			return false
		}
		from = from[n:]
		if len(t.names) > 1 {
			if n, ok := q.condition(t, from); ok {
				from = from[n:]
			} else {
				return false
			}
		}
		if len(from) == 0 {
			return true
		}
		n = joins(from)
		if n == 0 {
			return false
		}
		from = from[n:]
	}
}

// add reads a table's name.
func (t *sqlTables) add(from []sqlToken) (length int) {
	if len(from) > 1 && from[0].word("ONLY") {
		length++
	}
	if len(from) <= length || from[length].kind != sqlName || beside(from[length]) {
		return 0
	}
	name := from[length].text
	name = name[strings.LastIndexByte(name, '.')+1:]
	length++
	as := len(from) > length && from[length].word("AS")
	if as {
		length++
	}
	if len(from) > length && from[length].kind == sqlName && !beside(from[length]) && !from[length].word("USING") {
		name = from[length].text
		length++
	} else if as {
		return 0
	}
	if strings.Contains(name, ".") || t.number(name) >= 0 {
		return 0
	}
	t.names, t.group = append(t.names, name), append(t.group, len(t.group))
	return length
}

// joins is the length of what stands between two tables.
func joins(from []sqlToken) int {
	if from[0].sign(",") {
		return 1
	}
	n := 0
	for _, word := range []string{"INNER", "CROSS", "LEFT", "RIGHT", "FULL"} {
		if from[0].word(word) {
			n = 1
		}
	}
	if n < len(from) && n == 1 && from[n].word("OUTER") {
		n++
	}
	if n < len(from) && from[n].word("JOIN") {
		return n + 1
	}
	return 0
}

// condition reads ON or USING behind the last table, if one is there.
func (q *sqlQuery) condition(t *sqlTables, from []sqlToken) (length int, ok bool) {
	switch {
	case len(from) > 2 && from[0].word("USING") && from[1].sign("("):
		length = 1 + closing(from[1:])
		if length == 1 {
			return 0, false
		}
		last := len(t.names) - 1
		before := sqlTables{names: t.names[:last], group: t.group[:last]}
		for _, name := range from[2 : length-1] {
			// Which of those before has the column is known only when all have it.
			if name.kind == sqlName && isColumn(name.text, q.column) && before.allTied() {
				t.join(last, 0)
			}
		}
		return length, true
	case len(from) > 1 && from[0].word("ON"):
		length = atTop(from, 1, "JOIN", "INNER", "CROSS", "LEFT", "RIGHT", "FULL")
		if comma := topComma(from); length < 0 || comma > 0 && comma < length {
			length = comma
		}
		if length < 0 {
			length = len(from)
		}
		for _, c := range conjuncts(from[1:length]) {
			q.tie(t, c, len(t.names)-1)
		}
		return length, true
	}
	return 0, true
}

func topComma(from []sqlToken) int {
	depth := 0
	for i, t := range from {
		if depth += nesting(t); depth == 0 && t.sign(",") {
			return i
		}
	}
	return -1
}
