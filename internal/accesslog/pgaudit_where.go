package accesslog

import (
	"slices"
	"strings"
)

// wholeStatement reads a statement that can show the customers whom its WHERE
// names, and nobody else: one SELECT, UPDATE or DELETE of tables by name, without
// subselects, whose WHERE compares the column of one table, and whose other tables
// are held to that one by the same column (ON a.customer_id = b.customer_id, USING
// (customer_id), or so in the WHERE). All of that joined by AND alone.
func (q *sqlQuery) wholeStatement(tokens []sqlToken) (ids []string, whole bool) {
	for len(tokens) > 0 && tokens[len(tokens)-1].sign(";") {
		tokens = tokens[:len(tokens)-1]
	}
	if slices.ContainsFunc(tokens, func(t sqlToken) bool { return t.unclear || t.sign(";") || slices.ContainsFunc(another, t.word) }) {
		return nil, false
	}
	if len(tokens) > 2 && tokens[0].word("COPY") && tokens[1].sign("(") {
		n := closing(tokens[1:])
		if n == 0 || slices.ContainsFunc(tokens[1+n:], reading) {
			return nil, false
		}
		tokens = tokens[2:n]
	}
	from, where, ok := clauses(tokens)
	if !ok {
		return nil, false
	}
	var t sqlTables
	if !q.tables(&t, from) {
		return nil, false
	}
	for _, conjunct := range conjuncts(where) {
		q.tie(&t, conjunct, -1)
		ids = append(ids, q.restricts(&t, conjunct)...)
	}
	return ids, len(ids) > 0 && t.allTied()
}

// another are words with which one statement reads by more than one condition.
var another = []string{"UNION", "INTERSECT", "EXCEPT", "NATURAL", "LATERAL"}

// clauses finds the tables and the condition of a statement that has one of each.
func clauses(tokens []sqlToken) (from, where []sqlToken, ok bool) {
	verb := slices.IndexFunc(tokens, reading)
	if verb < 0 || !plainBefore(tokens[:verb]) {
		return nil, nil, false
	}
	kind, tokens := tokens[verb], tokens[verb+1:]
	for i, t := range tokens {
		locks := t.word("UPDATE") && i > 0 && (tokens[i-1].word("FOR") || tokens[i-1].word("KEY"))
		if (reading(t) || t.word("TABLE")) && !locks {
			return nil, nil, false
		}
	}
	begin := 0
	if !kind.word("UPDATE") {
		if begin = atTop(tokens, 0, "FROM") + 1; begin == 0 {
			return nil, nil, false
		}
	}
	middle := atTop(tokens, begin, "WHERE")
	if middle < 0 {
		return nil, nil, false
	}
	from, where = tokens[begin:middle], tokens[middle+1:]
	if kind.word("UPDATE") {
		set := atTop(from, 0, "SET")
		if set < 0 || atTop(from, set, "FROM") >= 0 {
			return nil, nil, false
		}
		from = from[:set]
	}
	if end := atTop(where, 0, "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT", "OFFSET", "FETCH", "FOR", "RETURNING"); end >= 0 {
		where = where[:end]
	}
	return from, where, atTop(from, 0, "FROM", "WHERE") < 0 && atTop(where, 0, "WHERE") < 0
}

// reading says whether a word begins the reading of tables.
func reading(t sqlToken) bool { return t.word("SELECT") || t.word("UPDATE") || t.word("DELETE") }

// plainBefore says whether what stands before SELECT reads nothing, such as
// DECLARE c CURSOR FOR, CREATE TABLE t AS, PREPARE p (text) AS.
func plainBefore(tokens []sqlToken) bool {
	brackets := len(tokens) > 0 && (tokens[0].word("PREPARE") || tokens[0].word("INSERT") || tokens[0].word("EXPLAIN"))
	return !slices.ContainsFunc(tokens, func(t sqlToken) bool {
		return t.word("WITH") || t.word("FROM") || t.word("WHERE") || t.sign("(") && !brackets
	})
}

// atTop finds the first of the words that stands outside of brackets and CASE.
func atTop(tokens []sqlToken, from int, words ...string) int {
	depth := 0
	for i := from; i < len(tokens); i++ {
		if d := nesting(tokens[i]); d != 0 {
			depth += d
		} else if depth == 0 && slices.ContainsFunc(words, tokens[i].word) {
			return i
		}
	}
	return -1
}

// nesting is by how much deeper it goes behind a token.
func nesting(t sqlToken) int {
	switch {
	case t.sign("("), t.sign("["), t.word("CASE"):
		return 1
	case t.sign(")"), t.sign("]"), t.word("END"):
		return -1
	}
	return 0
}

// closing is the length of what stands in the brackets with which tokens begin,
// with them, or 0.
func closing(tokens []sqlToken) int {
	depth := 0
	for i, t := range tokens {
		if depth += nesting(t); depth == 0 {
			return i + 1
		}
	}
	return 0
}

// maxNesting is how deep brackets of a condition are followed.
const maxNesting = 20

// conjuncts cuts a condition into those that must all be true. One with OR is
// one.
func conjuncts(tokens []sqlToken) [][]sqlToken { return conjunctsBelow(tokens, maxNesting) }

func conjunctsBelow(tokens []sqlToken, levels int) (all [][]sqlToken) {
	for ; levels > 0 && len(tokens) > 1 && tokens[0].sign("(") && closing(tokens) == len(tokens); levels-- {
		tokens = tokens[1 : len(tokens)-1]
	}
	if levels <= 0 || atTop(tokens, 0, "OR") >= 0 {
		return [][]sqlToken{tokens}
	}
	depth, begin, between := 0, 0, false
	for i, t := range tokens {
		depth += nesting(t)
		switch {
		case depth != 0:
		case t.word("BETWEEN"):
			between = true
		case t.word("AND") && between: // BETWEEN 1 AND 2
			between = false
		case t.word("AND"):
			all = append(all, conjunctsBelow(tokens[begin:i], levels-1)...)
			begin = i + 1
		}
	}
	if begin == 0 {
		return [][]sqlToken{tokens}
	}
	return append(all, conjunctsBelow(tokens[begin:], levels-1)...)
}

// restricts are the values of which the column of a table must have one.
func (q *sqlQuery) restricts(t *sqlTables, c []sqlToken) (values []string) {
	if len(c) < 3 {
		return nil
	}
	name, n := c[0], 0
	if name.kind == sqlName {
		values, n = q.comparedWith(c[1:])
		n = pass(n, 1)
	} else if values, n = q.value(c); n > 0 && len(c) > n+1 && c[n].sign("=") { // 'C1' = customer_id
		name = c[n+1]
		n += 2
		n += q.cast(c[n:], columnTypes)
	}
	if n != len(c) || name.kind != sqlName || !isColumn(name.text, q.column) {
		return nil
	}
	if table, qualified := qualifier(name.text); qualified && t.number(table) < 0 {
		return nil
	}
	return values
}

// tie notes a condition that two tables have the same in the column. Only one
// that has the table last counts, unless that is -1: the condition of an outer
// join does not hold for those before it.
func (q *sqlQuery) tie(t *sqlTables, c []sqlToken, last int) {
	if len(c) != 3 || !c[1].sign("=") || c[0].kind != sqlName || c[2].kind != sqlName || !isColumn(c[0].text, q.column) || !isColumn(c[2].text, q.column) {
		return
	}
	a, _ := qualifier(c[0].text)
	b, _ := qualifier(c[2].text)
	if i, j := t.number(a), t.number(b); i >= 0 && j >= 0 && (last < 0 || i == last || j == last) {
		t.join(i, j)
	}
}

// qualifier is the table of a column's name.
func qualifier(name string) (table string, ok bool) {
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return "", false
	}
	return name[strings.LastIndexByte(name[:i], '.')+1 : i], true
}
