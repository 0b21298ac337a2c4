package accesslog

import "strings"

// maxPath is how many names a dotted path may have.
const maxPath = 8

// Paths finds values by dotted paths in JSON objects, all of them in one pass.
// A name with dots in it is found too: a.b.c is the member "a.b.c", else c in
// "a.b", and so on; of all that are there and not null, the one with the longest
// first name counts. Of a key that stands twice the last value counts.
type paths struct {
	root   *level
	routes [][]route // by path, in the order in which they are tried
}

// A level is the objects at one place, with the members that any path goes through.
type level struct {
	slots map[string]int
	raw   []string // the members' values as written, "" where absent
	below []*level // by slot, nil where no path goes on
}

type route struct {
	at   *level
	slot int
}

func newPaths(names []string) *paths {
	p := &paths{root: newLevel()}
	for _, name := range names {
		var routes []route
		if name != "" {
			p.root.lead(name, &routes)
		}
		p.routes = append(p.routes, routes)
	}
	return p
}

func newLevel() *level { return &level{slots: map[string]int{}} }

// lead adds the routes to name from l on.
func (l *level) lead(name string, routes *[]route) {
	*routes = append(*routes, route{l, l.slot(name)})
	for i := strings.LastIndexByte(name, '.'); i >= 0; i = strings.LastIndexByte(name[:i], '.') {
		slot := l.slot(name[:i])
		if l.below[slot] == nil {
			l.below[slot] = newLevel()
		}
		l.below[slot].lead(name[i+1:], routes)
	}
}

func (l *level) slot(name string) int {
	slot, old := l.slots[name]
	if !old {
		slot = len(l.raw)
		l.slots[name] = slot
		l.raw = append(l.raw, "")
		l.below = append(l.below, nil)
	}
	return slot
}

// find reads an object, which is the whole of s but for white space. It returns
// why s is none, or "".
func (p *paths) find(s string) (reason string) {
	const notJSON = "not valid JSON"
	i := skipSpace(s, 0)
	if i >= len(s) || s[i] != '{' {
		if i = skipValue(s, i, 0); i < 0 || skipSpace(s, i) != len(s) {
			return notJSON
		}
		return "not a JSON object"
	}
	if i = p.root.read(s, i, 0); i < 0 || skipSpace(s, i) != len(s) {
		return notJSON
	}
	return ""
}

// value is what the path of that number leads to, as written; "" where it is
// absent or null.
func (p *paths) value(path int) string {
	for _, r := range p.routes[path] {
		if raw := r.at.raw[r.slot]; raw != "" && raw != "null" {
			return raw
		}
	}
	return ""
}

func (l *level) clear() {
	for slot := range l.raw {
		l.raw[slot] = ""
		if l.below[slot] != nil {
			l.below[slot].clear()
		}
	}
}

// read notes the members of the object that begins at i, and those of the
// objects below it through which paths go, and returns the position behind it.
func (l *level) read(s string, i, depth int) int {
	for slot := range l.raw {
		l.raw[slot] = ""
	}
	if i = l.members(s, i, depth+1); i < 0 {
		return invalid
	}
	for slot, below := range l.below {
		switch {
		case below == nil:
		case strings.HasPrefix(l.raw[slot], "{"):
			below.read(l.raw[slot], 0, 0)
		default:
			below.clear()
		}
	}
	return i
}

func (l *level) members(s string, i, depth int) int {
	if depth > maxDepth {
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
		if slot, wanted := l.slots[memberName(key)]; wanted {
			l.raw[slot] = s[start:end]
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

// memberName is the text of a key as written.
func memberName(key string) string {
	if strings.IndexByte(key, '\\') < 0 {
		return key[1 : len(key)-1]
	}
	name, _ := unquote(key)
	return name
}
