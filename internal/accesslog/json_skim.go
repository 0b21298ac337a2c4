package accesslog

// A skimmer finds the end of a JSON value that comes in parts. It holds the
// value to the order of brackets, keys, colons and commas, and to strings that
// end; the rest is left to whoever reads the value.
type skimmer struct {
	i     int // in the value: what is next
	open  []byte
	want  skimWant
	watch bool
	list  string
	key   int // where the last key of the outermost object begins
}

type skimWant int

const (
	wantValue       skimWant = iota
	wantItem                 // a value, or the end of an empty list
	wantMember               // a key, or the end of an empty object
	wantKey                  // a key
	wantColon                //
	wantMore                 // a comma, or the end of what is open
	withinKey                // the rest of a key
	withinString             // the rest of a string
	escapedInKey             // what is escaped in a key
	escapedInString          // what is escaped in a string
	withinWord               // the rest of a number, true, false or null
)

type skimmed int

const (
	skimMore skimmed = iota // all of it was skimmed, and it goes on
	skimDone                // the value ends before s.i
	skimList                // the list that is looked for begins at s.i
	skimBad                 // what is at s.i cannot stand there
)

func (s *skimmer) reset(watch bool, list string) {
	*s = skimmer{open: s.open[:0], watch: watch, list: list}
}

// endsHere says whether the value is whole if nothing follows it.
func (s *skimmer) endsHere() bool { return s.want == withinWord && len(s.open) == 0 }

// step skims b from s.i on; it is given all of the value so far each time.
func (s *skimmer) step(b []byte) skimmed {
	for s.i < len(b) {
		c := b[s.i]
		switch s.want {
		case withinKey, withinString:
			if s.text(b); s.want == withinKey || s.want == withinString {
				if s.i < len(b) {
					return skimBad
				}
				return skimMore
			}
			if s.want == wantMore && len(s.open) == 0 {
				return skimDone
			}
			continue
		case escapedInKey:
			s.want = withinKey
		case escapedInString:
			s.want = withinString
		case withinWord:
			if wordByte(c) {
				break
			}
			if s.want = wantMore; len(s.open) == 0 {
				return skimDone
			}
			continue
		default:
			if c == ' ' || c == '\t' || c == '\r' || c == '\n' {
				break
			}
			if !s.take(c) {
				return skimBad
			}
			if c == '[' && s.found(b) {
				s.i++
				return skimList
			}
			if s.want == wantMore && len(s.open) == 0 {
				s.i++
				return skimDone
			}
		}
		s.i++
	}
	return skimMore
}

// take goes on by one byte that is no white space and not within a text.
func (s *skimmer) take(c byte) bool {
	switch {
	case s.want == wantColon:
		s.want = wantValue
		return c == ':'
	case (s.want == wantMember || s.want == wantKey) && c == '"':
		if len(s.open) == 1 {
			s.key = s.i
		}
		s.want = withinKey
	case c == '}' && (s.want == wantMember || s.want == wantMore), c == ']' && (s.want == wantItem || s.want == wantMore):
		return s.close(c)
	case s.want == wantMore && c == ',':
		if len(s.open) == 0 {
			return false
		}
		if s.want = wantValue; s.open[len(s.open)-1] == '{' {
			s.want = wantKey
		}
	case s.want != wantValue && s.want != wantItem:
		return false
	case c == '"':
		s.want = withinString
	case c == '{' || c == '[':
		if len(s.open) == maxDepth {
			return false
		}
		s.open = append(s.open, c)
		if s.want = wantItem; c == '{' {
			s.want = wantMember
		}
	case wordByte(c):
		s.want = withinWord
	default:
		return false
	}
	return true
}

// close ends the object or list that is open.
func (s *skimmer) close(c byte) bool {
	last := len(s.open) - 1
	if last < 0 || s.open[last] != c-2 { // '{' and '}', '[' and ']' are two apart
		return false
	}
	s.open = s.open[:last]
	s.want = wantMore
	return true
}

// text goes to the end of a key or string, or to what cannot stand in one.
func (s *skimmer) text(b []byte) {
	for ; s.i < len(b); s.i++ {
		switch class[b[s.i]] {
		case ordinary, high:
			continue
		case quote:
			if s.want == withinKey {
				s.want = wantColon
			} else {
				s.want = wantMore
			}
		case backslash:
			if s.want == withinKey {
				s.want = escapedInKey
			} else {
				s.want = escapedInString
			}
		default:
			return
		}
		s.i++
		return
	}
}

// found says whether the list that begins at s.i is the one that is looked for.
func (s *skimmer) found(b []byte) bool {
	if !s.watch || len(s.open) != 2 || s.open[0] != '{' {
		return false
	}
	end, _ := skipString(b, s.key+1)
	return end > 0 && memberName(string(b[s.key:end])) == s.list
}

func wordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c == '-' || c == '+' || c == '.' || c == 'E'
}
