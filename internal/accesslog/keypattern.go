package accesslog

import (
	"errors"
	"regexp"
	"strings"
)

const globSpecial = `*?[\`

// globEscape makes a pattern that means the text itself.
func globEscape(text string) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		if strings.IndexByte(globSpecial, c) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

// keyPattern reads a pattern of keys: *, ? and [ab] stand for what is within a
// folder, **/ for any folders or none, \ before a character for that character.
// A pattern without any of these means every key that begins with it. prefix is
// what all keys that match begin with.
func keyPattern(pattern string) (prefix string, matches func(key string) bool, err error) {
	var expr strings.Builder
	expr.WriteString(`(?s)^`)
	var literal strings.Builder
	special := false
	for i := 0; i < len(pattern); i++ {
		rest := pattern[i:]
		part := regexp.QuoteMeta(rest[:1])
		switch {
		case strings.HasPrefix(rest, "**/"):
			part = `(?:.*/)?`
			i += 2
		case strings.HasPrefix(rest, "**"):
			part = `.*`
			i++
		case rest[0] == '*':
			part = `[^/]*`
		case rest[0] == '?':
			part = `[^/]`
		case rest[0] == '[':
			end := strings.IndexByte(rest, ']')
			if end < 2 {
				return "", nil, errors.New("the pattern has a [ without what it stands for and a ]")
			}
			part = `[` + strings.NewReplacer(`\`, `\\`, `[`, `\[`).Replace(rest[1:end]) + `]`
			i += end
		default:
			if rest[0] == '\\' && len(rest) > 1 {
				part = regexp.QuoteMeta(rest[1:2])
				rest = rest[1:]
				i++
			}
			if !special {
				literal.WriteByte(rest[0])
			}
			expr.WriteString(part)
			continue
		}
		special = true
		expr.WriteString(part)
	}
	prefix = literal.String()
	if !special {
		return prefix, func(key string) bool { return strings.HasPrefix(key, prefix) }, nil
	}
	compiled, err := regexp.Compile(expr.String() + `$`)
	if err != nil {
		return "", nil, errors.New("the pattern has a range in [] that is none")
	}
	return prefix, compiled.MatchString, nil
}
