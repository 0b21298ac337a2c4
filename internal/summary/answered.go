package summary

// Summarised says how much of an answer comes from sidecars. It is the same
// answer as the log's own, but for bad lines: a sidecar counts those of
// everybody, where reading for some suspects may pass over others' lines.
type Summarised struct {
	Objects int             `json:"objects"` // for which a sidecar answered
	Read    []NotSummarised `json:"read"`    // the others, which were read
}

// A NotSummarised is an object of the log that was read, and why.
type NotSummarised struct {
	File   string `json:"file"`
	Reason string `json:"reason"`
}
