package accesslog

import (
	"slices"
	"strings"
)

// customersOf finds the values to which a statement compares a column: by = or
// IN or = ANY, with literals, numbers and parameters ($1 is params[0]). whole says
// that these are all whom it can have read: a statement that also chooses by OR,
// NOT, a range or a pattern, or that joins others by UNION, may have read more,
// and one that does not name the column at all may have read everybody.
//
// It is no parser of SQL. It errs towards "not whole".
func customersOf(statement string, params []string, column string) (ids []string, whole bool) {
	tokens := sqlTokens(statement)
	whole = true
	for i, t := range tokens {
		switch {
		case t.kind == sqlName && isColumn(t.text, column):
			values, ok := comparedWith(tokens[i+1:], params)
			switch {
			case ok:
				ids = append(ids, values...)
			case i >= 2 && tokens[i-1].text == "=" && tokens[i-2].kind != sqlName: // 'C1' = customer_id
				value, ok := sqlValue(tokens[i-2], params)
				whole = whole && ok
				ids = append(ids, value...)
			case i+1 < len(tokens) && choosesByRange(tokens[i+1]):
				whole = false
			}
		case t.kind == sqlName && !t.quoted && mayWiden[strings.ToUpper(t.text)]:
			whole = false
		}
	}
	return ids, whole && len(ids) > 0
}

// mayWiden are the words with which a statement can read more than what one
// comparison names.
var mayWiden = map[string]bool{"OR": true, "NOT": true, "UNION": true, "INTERSECT": true, "EXCEPT": true}

func choosesByRange(t sqlToken) bool {
	switch strings.ToUpper(t.text) {
	case "<", ">", "<=", ">=", "<>", "!=", "~", "~*", "LIKE", "ILIKE", "BETWEEN", "IS", "SIMILAR":
		return true
	}
	return false
}

// isColumn says whether a name is the column's, qualified or not.
func isColumn(name, column string) bool {
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name = name[i+1:]
	}
	return strings.EqualFold(name, column)
}

// comparedWith reads what stands behind a column.
func comparedWith(rest []sqlToken, params []string) (values []string, ok bool) {
	if len(rest) < 2 {
		return nil, false
	}
	switch op := strings.ToUpper(rest[0].text); {
	case op == "=" && strings.EqualFold(rest[1].text, "ANY") && len(rest) > 3:
		return listed(rest[3:], params)
	case op == "=":
		return sqlValue(rest[1], params)
	case op == "IN" && rest[1].text == "(":
		return listed(rest[2:], params)
	}
	return nil, false
}

// listed reads values up to the closing bracket; a subquery is no list.
func listed(rest []sqlToken, params []string) (values []string, ok bool) {
	for i := 0; i < len(rest); i++ {
		switch t := rest[i]; {
		case t.text == ")" || t.text == "]":
			return values, len(values) > 0
		case t.text == "," || t.text == "[" || t.text == "(" || t.kind == sqlName && strings.EqualFold(t.text, "ARRAY"):
		case t.text == "::":
			i++ // the type
		default:
			some, ok := sqlValue(t, params)
			if !ok {
				return nil, false
			}
			values = append(values, some...)
		}
	}
	return nil, false
}

// sqlValue is the text of a literal or parameter; an array has several.
func sqlValue(t sqlToken, params []string) ([]string, bool) {
	text := t.text
	switch t.kind {
	case sqlText, sqlNumber:
	case sqlParameter:
		n, ok := digits(t.text[1:])
		if !ok || n < 1 || n > int64(len(params)) {
			return nil, false
		}
		text = params[n-1]
	default:
		return nil, false
	}
	if strings.HasPrefix(text, "{") && strings.HasSuffix(text, "}") {
		var values []string
		for item := range strings.SplitSeq(text[1:len(text)-1], ",") {
			values = append(values, strings.Trim(item, ` "`))
		}
		return values, true
	}
	return []string{text}, text != ""
}

// readsTable says whether a statement can have read a table: SELECT 1 cannot.
func readsTable(statement string) bool {
	return slices.ContainsFunc(sqlTokens(statement), func(t sqlToken) bool {
		if t.kind != sqlName || t.quoted {
			return false
		}
		switch strings.ToUpper(t.text) {
		case "FROM", "COPY", "TABLE":
			return true
		}
		return false
	})
}
