package summary

import "cmp"

// Summarised says how much of an answer comes from sidecars. It is the same
// answer as the log's own, but for bad lines: a sidecar counts those of
// everybody, where reading for some suspects may pass over others' lines.
type Summarised struct {
	Objects int             `json:"objects"` // for which a sidecar answered
	Read    []NotSummarised `json:"read"`    // the others, which were read
	// More are others that were read, but are not named.
	More int `json:"read_more,omitempty"`
}

// mostRead is how many objects that were read are named of many parts of a log.
const mostRead = 100

// Missed adds an object that was read.
func (s *Summarised) Missed(file string, why error) {
	s.Read = append(s.Read, NotSummarised{file, why.Error()})
}

// With is what two parts of a log say; nil is one that was read without looking
// for sidecars.
func (s *Summarised) With(other *Summarised) *Summarised {
	if s == nil || other == nil {
		return cmp.Or(s, other)
	}
	s.Objects += other.Objects
	room := min(len(other.Read), max(mostRead-len(s.Read), 0))
	s.Read = append(s.Read, other.Read[:room]...)
	s.More += other.More + len(other.Read) - room
	return s
}

// A NotSummarised is an object of the log that was read, and why.
type NotSummarised struct {
	File   string `json:"file"`
	Reason string `json:"reason"`
}
