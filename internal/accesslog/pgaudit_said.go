package accesslog

// said are the latest statements, by process: entries about more of what a
// statement read do not repeat it. Those of the processes that were quiet longest
// are forgotten.
type said struct {
	young, old map[string]audit
	bytes      int // in young
}

// Bounds of half of what is remembered.
const (
	maxSaid      = 4096
	maxSaidBytes = maxLine
)

func newSaid() *said { return &said{young: map[string]audit{}} }

func (s *said) by(process string) audit {
	if a, ok := s.young[process]; ok {
		return a
	}
	a, ok := s.old[process]
	if ok {
		s.note(process, a)
	}
	return a
}

func (s *said) note(process string, a audit) {
	if _, ok := s.young[process]; !ok && len(s.young) >= maxSaid || s.bytes > maxSaidBytes {
		s.young, s.old, s.bytes = map[string]audit{}, s.young, 0
	}
	s.young[process] = a
	s.bytes += len(a.statement)
	for _, p := range a.parameters {
		s.bytes += len(p)
	}
}
