package accesslog

import (
	"slices"
	"strings"
)

// customersOf finds the values to which a statement compares a column: by = or
// IN or = ANY, with literals, numbers and parameters ($1 is params[0]). whole says
// that these are all whom it can have shown.
//
// It is no parser of SQL, and errs towards "not whole": a statement is whole when
// its one WHERE restricts every table that it reads, by comparisons that are
// joined by AND alone (wholeStatement). Of one that is not, every value that the
// column is compared with is named, wherever that stands: it may have been shown.
func customersOf(statement string, params []string, column string) (ids []string, whole bool) {
	if len(statement) > maxStatement {
		return nil, false
	}
	tokens := sqlTokens(statement)
	q := sqlQuery{column: column, params: params}
	if ids, whole = q.wholeStatement(tokens); whole {
		return ids, true
	}
	ids = nil
	for i, t := range tokens {
		if t.kind != sqlName || !isColumn(t.text, column) {
			continue
		}
		if values, n := q.comparedWith(tokens[i+1:]); n > 0 && valueEnds(tokens[i+1+n:]) {
			ids = append(ids, values...)
		} else if i >= 2 && tokens[i-1].sign("=") && (i == 2 || valueBegins(tokens[i-3])) && valueEnds(tokens[i+1:]) { // 'C1' = customer_id
			value, _ := q.value(tokens[i-2 : i-1])
			ids = append(ids, value...)
		}
	}
	return ids, false
}

// maxStatement is how long a statement is cut into words, in bytes: a longer one
// could fill the memory, and counts as one that does not say whom it reads.
const maxStatement = 4 << 20

// isColumn says whether a name is the column's, qualified or not.
func isColumn(name, column string) bool {
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name = name[i+1:]
	}
	return strings.EqualFold(name, column)
}

// besides are the words that can stand beside a comparison without being a part
// of it.
var besides = map[string]bool{"AND": true, "OR": true, "NOT": true, "ON": true, "BY": true, "WHERE": true, "FROM": true, "CASE": true, "WHEN": true, "THEN": true,
	"ELSE": true, "END": true, "GROUP": true, "ORDER": true, "HAVING": true, "WINDOW": true, "LIMIT": true, "OFFSET": true, "FETCH": true, "FOR": true, "UNION": true,
	"INTERSECT": true, "EXCEPT": true, "JOIN": true, "LEFT": true, "RIGHT": true, "FULL": true, "INNER": true, "CROSS": true, "NATURAL": true, "IS": true,
	"RETURNING": true, "ASC": true, "DESC": true, "NULLS": true, "AS": true, "SELECT": true}

func beside(t sqlToken) bool {
	return t.kind == sqlName && !t.quoted && besides[strings.ToUpper(t.text)]
}

// valueEnds says that nothing behind a value makes another one of it, such as || '5'.
func valueEnds(rest []sqlToken) bool {
	return len(rest) == 0 || beside(rest[0]) || rest[0].sign(")") || rest[0].sign("]") || rest[0].sign(",") || rest[0].sign(";")
}

func valueBegins(before sqlToken) bool {
	return beside(before) || before.sign("(") || before.sign(",")
}

// A sqlQuery reads values of one statement.
type sqlQuery struct {
	column string
	params []string
}

// comparedWith reads what stands behind the column, and how many tokens it has:
// none when the column is compared otherwise.
func (q *sqlQuery) comparedWith(rest []sqlToken) (values []string, length int) {
	begin := q.cast(rest, columnTypes)
	switch {
	case len(rest) < begin+2:
		return nil, 0
	case rest[begin].word("IN") && rest[begin+1].sign("("):
		values, n := q.listed(rest[begin+2:], ")")
		return values, pass(n, begin+2)
	case !rest[begin].sign("="):
		return nil, 0
	case rest[begin+1].word("ANY"):
		values, n := q.any(rest[begin+2:])
		return values, pass(n, begin+2)
	}
	values, n := q.value(rest[begin+1:])
	return values, pass(n, begin+1)
}

// pass is the length with what stands before, unless there is none.
func pass(length, before int) int {
	if length == 0 {
		return 0
	}
	return length + before
}

// any reads (ARRAY['C1','C2']::text[]), or ('{C1,C2}') and ($1).
func (q *sqlQuery) any(rest []sqlToken) (values []string, length int) {
	if len(rest) < 3 || !rest[0].sign("(") {
		return nil, 0
	}
	n := 1
	if rest[1].word("ARRAY") && rest[2].sign("[") {
		var in int
		if values, in = q.listed(rest[3:], "]"); in == 0 {
			return nil, 0
		}
		n = 3 + in
	} else {
		text, ok := q.text(rest[1])
		if values, _ = arrayItems(text); !ok || len(values) == 0 {
			return nil, 0
		}
		n = 2
	}
	n += q.cast(rest[n:], valueTypes)
	if n >= len(rest) || !rest[n].sign(")") {
		return nil, 0
	}
	return values, n + 1
}

// listed reads values up to the bracket that closes; a subquery is no list.
func (q *sqlQuery) listed(rest []sqlToken, closing string) (values []string, length int) {
	for at := 0; ; {
		some, n := q.value(rest[at:])
		if at += n; n == 0 || at >= len(rest) {
			return nil, 0
		}
		values = append(values, some...)
		switch {
		case rest[at].sign(closing):
			return values, at + 1
		case !rest[at].sign(","):
			return nil, 0
		}
		at++
	}
}

// value reads a literal or parameter, with a type behind it or none.
func (q *sqlQuery) value(rest []sqlToken) (values []string, length int) {
	if len(rest) == 0 {
		return nil, 0
	}
	text, ok := q.text(rest[0])
	if !ok {
		return nil, 0
	}
	return []string{text}, 1 + q.cast(rest[1:], valueTypes)
}

// text is that of a literal or parameter.
func (q *sqlQuery) text(t sqlToken) (text string, ok bool) {
	switch {
	case t.unclear:
		return "", false
	case t.kind == sqlText:
		return t.text, t.text != ""
	case t.kind == sqlNumber: // 010, 1.0 and 1e1 mean other ids than they say
		_, ok := digits(t.text)
		return t.text, ok && (t.text[0] != '0' || t.text == "0")
	case t.kind == sqlParameter:
		n, ok := digits(t.text[1:])
		if !ok || n < 1 || n > int64(len(q.params)) {
			return "", false
		}
		text = q.params[n-1]
		return text, text != "" && text != longParameter
	}
	return "", false
}

// longParameter stands for a parameter of more bytes than pgaudit.log_parameter_max_size.
const longParameter = "<long param suppressed>"

// The types to which a column or a value can be cast without becoming another id.
var (
	columnTypes = []string{"text", "varchar", "uuid"}
	valueTypes  = []string{"text", "varchar", "uuid", "int", "integer", "bigint", "int4", "int8"}
)

// cast is the length of a cast to one of the types, or to an array of it. Any
// other stays, and so makes the comparison another one.
func (q *sqlQuery) cast(rest []sqlToken, types []string) int {
	if len(rest) < 2 || !rest[0].sign("::") || rest[1].kind != sqlName || !slices.Contains(types, strings.ToLower(strings.TrimPrefix(rest[1].text, "pg_catalog."))) {
		return 0
	}
	switch {
	case len(rest) > 3 && rest[2].sign("[") && rest[3].sign("]"):
		return 4
	case len(rest) > 2 && rest[2].sign("("): // varchar(2) cuts
		return 0
	}
	return 2
}

// readsTable says whether a statement can have read a table: SELECT 1 cannot.
func readsTable(statement string) bool {
	return len(statement) > maxStatement || slices.ContainsFunc(sqlTokens(statement), func(t sqlToken) bool {
		return t.word("FROM") || t.word("COPY") || t.word("TABLE")
	})
}
