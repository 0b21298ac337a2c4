package accesslog

// The syntax of one JSON text, as encoding/json has it, in a single pass
// without allocation. Positions are byte offsets into the text; a negative
// position means that the text is not JSON.

// maxDepth is how deep encoding/json lets objects and lists nest.
const maxDepth = 10000

const invalid = -1

type text interface{ ~string | ~[]byte }

// What a string holds besides plain ASCII.
const (
	escaped  = 1 << iota // at least one backslash
	nonASCII             // at least one byte from 0x80, not checked for being UTF-8
)

// Classes of bytes within a string.
const (
	ordinary = iota
	quote
	backslash
	control
	high
)

var class = func() (t [256]uint8) {
	for c := range t {
		switch {
		case c == '"':
			t[c] = quote
		case c == '\\':
			t[c] = backslash
		case c < 0x20:
			t[c] = control
		case c >= 0x80:
			t[c] = high
		}
	}
	return t
}()

func skipSpace[T text](s T, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\t' || s[i] == '\r' || s[i] == '\n') {
		i++
	}
	return i
}

// skipString takes the position behind an opening quote and returns the one
// behind the closing quote, and what the string holds.
func skipString[T text](s T, i int) (end, holds int) {
	for i < len(s) {
		switch class[s[i]] {
		case ordinary:
			i++
		case quote:
			return i + 1, holds
		case backslash:
			holds |= escaped
			if i = skipEscape(s, i+1); i < 0 {
				return invalid, holds
			}
		case high:
			holds |= nonASCII
			i++
		default:
			return invalid, holds
		}
	}
	return invalid, holds
}

func skipEscape[T text](s T, i int) int {
	if i >= len(s) {
		return invalid
	}
	switch s[i] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return i + 1
	case 'u':
		if i+5 > len(s) {
			return invalid
		}
		for _, c := range []byte(s[i+1 : i+5]) {
			if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F') {
				return invalid
			}
		}
		return i + 5
	}
	return invalid
}

func skipDigits[T text](s T, i int) int {
	start := i
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	if i == start {
		return invalid
	}
	return i
}

func skipNumber[T text](s T, i int) int {
	if s[i] == '-' {
		i++
	}
	if i < len(s) && s[i] == '0' {
		i++
	} else if i = skipDigits(s, i); i < 0 {
		return invalid
	}
	if i < len(s) && s[i] == '.' {
		if i = skipDigits(s, i+1); i < 0 {
			return invalid
		}
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		if i++; i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		return skipDigits(s, i)
	}
	return i
}

func skipWord[T text](s T, i int, word string) int {
	if len(s)-i < len(word) || string(s[i:i+len(word)]) != word {
		return invalid
	}
	return i + len(word)
}

// skipValue returns the position behind the value that starts at i; depth is
// the number of objects and lists around it.
func skipValue[T text](s T, i, depth int) int {
	if i >= len(s) {
		return invalid
	}
	switch s[i] {
	case '"':
		end, _ := skipString(s, i+1)
		return end
	case '{':
		return skipObject(s, i, depth, nil)
	case '[':
		return skipList(s, i, depth)
	case 't':
		return skipWord(s, i, "true")
	case 'f':
		return skipWord(s, i, "false")
	case 'n':
		return skipWord(s, i, "null")
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return skipNumber(s, i)
	}
	return invalid
}

func skipList[T text](s T, i, depth int) int {
	if depth++; depth > maxDepth {
		return invalid
	}
	if i = skipSpace(s, i+1); i < len(s) && s[i] == ']' {
		return i + 1
	}
	for {
		if i = skipValue(s, skipSpace(s, i), depth); i < 0 {
			return invalid
		}
		if i = skipSpace(s, i); i >= len(s) {
			return invalid
		}
		switch s[i] {
		case ',':
			i++
		case ']':
			return i + 1
		default:
			return invalid
		}
	}
}

// skipObject notes the wanted members' values as they are written in values,
// when that is not nil. A key that stands twice has its last value, as in
// encoding/json.
func skipObject[T text](s T, i, depth int, values *[keyCount]T) int {
	if depth++; depth > maxDepth {
		return invalid
	}
	if i = skipSpace(s, i+1); i < len(s) && s[i] == '}' {
		return i + 1
	}
	for {
		start, key := skipKey(s, skipSpace(s, i))
		if start < 0 {
			return invalid
		}
		end := skipValue(s, start, depth)
		if end < 0 {
			return invalid
		}
		if values != nil {
			if k := wanted(string(key)); k != keyOther {
				values[k] = s[start:end]
			}
		}
		if i = skipSpace(s, end); i >= len(s) {
			return invalid
		}
		switch s[i] {
		case ',':
			i++
		case '}':
			return i + 1
		default:
			return invalid
		}
	}
}

// skipKey takes the position of a key's opening quote and returns that of its
// value, and the key as it is written, with its quotes.
func skipKey[T text](s T, i int) (value int, key T) {
	if i >= len(s) || s[i] != '"' {
		return invalid, key
	}
	end, _ := skipString(s, i+1)
	if end < 0 {
		return invalid, key
	}
	key = s[i:end]
	if end = skipSpace(s, end); end >= len(s) || s[end] != ':' {
		return invalid, key
	}
	return skipSpace(s, end+1), key
}
