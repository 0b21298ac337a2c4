package scope

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// maxSources is how many writers a log may have. More forms of names are no
// pattern: then only the log as a whole is judged.
const maxSources = 256

// Sources is what the log holds, by who writes it.
type sources struct {
	span  span
	hours map[int64]int64 // events of all by hours since 1970
	all   []*object
	list  []*source // by name; none where the names tell none apart
}

// A source writes one stream of objects: a server, a region, a shard. It is what
// stays the same in the names once date, hour and running numbers are taken out.
type source struct {
	name    string
	span    span
	hours   map[int64]int64
	events  int64
	objects []placed
}

// A placed object is one in its source's stream.
type placed struct {
	*object
	name
	number   int64 // that runs, when numbered
	numbered bool
}

func newSources(objects []*object) *sources {
	log := &sources{hours: map[int64]int64{}, all: objects}
	forms := map[string][]placed{}
	names := make([]string, len(objects))
	for i, o := range objects {
		names[i] = o.Name
	}
	hashes := hashesOf(names)
	for _, o := range objects {
		log.span.add(o.First, o.Last)
		for h, n := range o.Hours {
			log.hours[h] += n
		}
		n := parseName(o.Name, hashes)
		forms[n.form] = append(forms[n.form], placed{object: o, name: n})
	}
	if len(forms) > maxSources {
		return log
	}
	named := map[string]*source{}
	for _, form := range slices.Sorted(maps.Keys(forms)) {
		shards, running := roles(forms[form])
		for _, o := range forms[form] {
			if running >= 0 {
				o.number, o.numbered = o.numbers[running], true
			}
			name := o.without(shards)
			if named[name] == nil {
				named[name] = &source{name: name, hours: map[int64]int64{}}
			}
			named[name].add(o)
		}
	}
	if len(named) > maxSources {
		return log
	}
	for _, name := range slices.Sorted(maps.Keys(named)) {
		log.list = append(log.list, named[name])
	}
	return log
}

func (s *source) add(o placed) {
	s.objects = append(s.objects, o)
	s.span.add(o.First, o.Last)
	for h, n := range o.Hours {
		s.hours[h] += n
		s.events += n
	}
}

// without writes the form with the numbers that name a writer put back.
func (n name) without(shards []bool) string {
	var b strings.Builder
	i := 0
	for _, c := range n.form {
		if c == '#' && i < len(n.numbers) {
			if i++; shards[i-1] {
				fmt.Fprint(&b, n.numbers[i-1])
				continue
			}
		}
		b.WriteRune(c)
	}
	return b.String()
}

const maxShards = 64

// roles says of the numbers in one form of name which of them name a writer, and
// which one runs (-1: none). A number that is always the same, or of which every
// value comes again through the whole of its life, names a writer; the last of
// the others runs.
func roles(objects []placed) (shards []bool, running int) {
	running = -1
	shards = make([]bool, len(objects[0].numbers))
	partitions := map[int64]bool{}
	for _, o := range objects {
		partitions[o.at] = true
	}
	order := slices.Sorted(maps.Keys(partitions))
	for i := range shards {
		values := map[int64]map[int64]bool{} // and in which partitions
		for _, o := range objects {
			if values[o.numbers[i]] == nil {
				values[o.numbers[i]] = map[int64]bool{}
			}
			values[o.numbers[i]][o.at] = true
		}
		switch {
		case len(values) == 1:
			shards[i] = true
		case len(values) > maxShards:
		case objects[0].dated:
			shards[i] = recur(values, order)
		default: // a shard's number stands before the running one
			shards[i] = i < len(shards)-1 && len(objects) >= 5*len(values)
		}
		if !shards[i] {
			running = i
		}
	}
	return shards, running
}

// recur says whether the values come again in four of five partitions between
// their first and their last.
func recur(values map[int64]map[int64]bool, order []int64) bool {
	seen, life := 0, 0
	for _, in := range values {
		at := slices.Sorted(maps.Keys(in))
		first, _ := slices.BinarySearch(order, at[0])
		last, _ := slices.BinarySearch(order, at[len(at)-1])
		if len(at) < 5 {
			return false
		}
		seen += len(at)
		life += last - first + 1
	}
	return seen*5 >= life*4
}

// A Source is what a report says of one of several.
type Source struct {
	Name    string     `json:"source"`
	Objects int        `json:"objects"`
	Events  int64      `json:"events"`
	First   *time.Time `json:"first"`
	Last    *time.Time `json:"last"`
	// Ended says that it is silent for the log's last week and longer, which
	// counts as switched off, not as a gap.
	Ended bool `json:"ended,omitempty"`
}

func (l *sources) shown() []Source {
	if len(l.list) < 2 {
		return nil
	}
	var out []Source
	for _, s := range l.list {
		out = append(out, Source{s.name, len(s.objects), s.events, pointer(s.span.First), pointer(s.span.Last),
			l.span.Last.Sub(s.span.Last) >= week*time.Hour})
	}
	return out
}
