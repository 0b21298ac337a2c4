package accesslog

import "strings"

// The kinds of words of SQL.
const (
	sqlOther = iota
	sqlName
	sqlText
	sqlNumber
	sqlParameter // $1
)

type sqlToken struct {
	kind   int
	text   string // of a text without its quotes, of a name with its qualifiers
	quoted bool   // a name in double quotes
	// unclear says that the word can mean something else than text: it has no end,
	// backslashes (standard_conforming_strings says what they are), escapes, or
	// dots within quotes.
	unclear bool
}

// word says whether a token is that keyword.
func (t sqlToken) word(keyword string) bool {
	return t.kind == sqlName && !t.quoted && strings.EqualFold(t.text, keyword)
}

// sign says whether a token is that operator or bracket.
func (t sqlToken) sign(text string) bool { return t.kind == sqlOther && t.text == text }

// sqlTokens cuts a statement of PostgreSQL into words (chapter 4.1 of its manual,
// "Lexical Structure"). Comments are left out. What is not closed ends with the
// statement.
func sqlTokens(s string) (all []sqlToken) {
	for i := 0; i < len(s); {
		start, c := i, s[i]
		switch {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f':
			i++
			continue
		case strings.HasPrefix(s[i:], "--"):
			i += until(s[i:], "\n")
			continue
		case strings.HasPrefix(s[i:], "/*"):
			i += comment(s[i:])
			continue
		case c == '\'':
			text, n, clear := quotedText(s[i:], '\'')
			all, i = append(all, sqlToken{kind: sqlText, text: text, unclear: !clear}), i+n
			continue
		case (c == 'E' || c == 'e') && i+1 < len(s) && s[i+1] == '\'':
			token, n := escapedText(s[i+1:])
			all, i = append(all, token), i+1+n
			continue
		case c == '$':
			token, n := dollar(s[i:])
			all, i = append(all, token), i+n
			continue
		case c == '"' || letter(c):
			token, n := sqlNameOf(s[i:])
			all, i = append(all, token), i+n
			continue
		case c >= '0' && c <= '9':
			for i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == '.') {
				i++
			}
			all = append(all, sqlToken{kind: sqlNumber, text: s[start:i]})
			continue
		}
		i++
		for i < len(s) && strings.IndexByte("<>=!~*:", c) >= 0 && strings.IndexByte("<>=!~*:", s[i]) >= 0 {
			i++
		}
		all = append(all, sqlToken{text: s[start:i]})
	}
	return all
}

func letter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80
}

// until is the length up to and with end, or all of s.
func until(s, end string) int {
	if i := strings.Index(s, end); i >= 0 {
		return i + len(end)
	}
	return len(s)
}

// comment is the length of a comment, in which others may stand.
func comment(s string) int {
	depth := 0
	for i := 0; i+1 < len(s); i++ {
		switch s[i : i+2] {
		case "/*":
			depth++
			i++
		case "*/":
			i++
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(s)
}

// quotedText reads a text in quotes, of which two mean one within it. clear says
// that it has an end and no backslash.
func quotedText(s string, quote byte) (text string, length int, clear bool) {
	var b strings.Builder
	clear = true
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == quote && i+1 < len(s) && s[i+1] == quote:
			b.WriteByte(quote)
			i++
		case c == quote:
			return b.String(), i + 1, clear
		default:
			clear = clear && c != '\\'
			b.WriteByte(c)
		}
	}
	return b.String(), len(s), false
}

// escapedText reads E'…' behind the E. Of escapes, only those of a quote and of
// a backslash are read; others make the text unclear.
func escapedText(s string) (t sqlToken, length int) {
	var b strings.Builder
	t.kind = sqlText
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\'' && i+1 < len(s) && s[i+1] == '\'', c == '\\' && i+1 < len(s):
			i++
			t.unclear = t.unclear || s[i] != '\'' && s[i] != '\\'
			b.WriteByte(s[i])
		case c == '\'':
			t.text = b.String()
			return t, i + 1
		default:
			b.WriteByte(c)
		}
	}
	return sqlToken{kind: sqlText, text: b.String(), unclear: true}, len(s)
}

// dollar reads a parameter, or a text between two of the same $tag$.
func dollar(s string) (sqlToken, int) {
	n := 1
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	if n > 1 {
		return sqlToken{kind: sqlParameter, text: s[:n]}, n
	}
	for n < len(s) && (letter(s[n]) || s[n] >= '0' && s[n] <= '9') {
		n++
	}
	if n == len(s) || s[n] != '$' {
		return sqlToken{text: "$"}, 1
	}
	tag := s[:n+1]
	text, _, closed := strings.Cut(s[len(tag):], tag)
	if !closed {
		return sqlToken{kind: sqlText, text: text, unclear: true}, len(s)
	}
	return sqlToken{kind: sqlText, text: text}, len(tag) + len(text) + len(tag)
}

// sqlNameOf reads a name with the names that qualify it.
func sqlNameOf(s string) (sqlToken, int) {
	token, i := sqlToken{kind: sqlName}, 0
	for {
		if i < len(s) && s[i] == '"' {
			name, n, clear := quotedText(s[i:], '"')
			token.text, token.quoted, i = token.text+name, true, i+n
			token.unclear = token.unclear || !clear || strings.Contains(name, ".")
		} else {
			start := i
			for i < len(s) && (letter(s[i]) || s[i] >= '0' && s[i] <= '9' || s[i] == '$') {
				i++
			}
			token.text += s[start:i]
		}
		if i+1 >= len(s) || s[i] != '.' || s[i+1] != '"' && !letter(s[i+1]) {
			return token, i
		}
		token.text += "."
		i++
	}
}
