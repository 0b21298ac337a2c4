package lanes

// A Run is what is known of 32 bytes of a line. A bit that is in none of its
// masks may be anything.
type Run struct {
	fixed [4]uint64 // bits that do not change
	text  [4]uint64 // what they are; zero elsewhere
	plain [4]uint64 // bits of bytes that stand for themselves in a JSON string
}

// RunSize is the bytes of a run. A shorter line has none.
const RunSize = 32

// The kinds of bytes of a line.
const (
	Fixed byte = iota // always the same
	Plain             // stands for itself in a JSON string
	Any
)

// Runs are those of a line whose bytes are of these kinds. The last run overlaps
// the one before, unless the line's size is a multiple of RunSize.
func Runs(line, kinds []byte) []Run {
	var runs []Run
	for at := 0; at < len(line); at += RunSize {
		at := min(at, len(line)-RunSize)
		var r Run
		for k := range RunSize {
			lane, shift := k/8, 8*(k%8)
			switch kinds[at+k] {
			case Fixed:
				r.fixed[lane] |= 0xff << shift
				r.text[lane] |= uint64(line[at+k]) << shift
			case Plain:
				r.plain[lane] |= 0xff << shift
			}
		}
		runs = append(runs, r)
	}
	return runs
}

// fit is Fit eight bytes at a time, without decisions that depend on the line.
func fit(runs []Run, line []byte) bool {
	var differs uint64
	for k := range runs {
		r, at := &runs[k], min(k*RunSize, len(line)-RunSize)
		for lane := range r.fixed {
			x := Load(line[at+8*lane : at+8*lane+8])
			differs |= x&r.fixed[lane] ^ r.text[lane]
			if plain := r.plain[lane]; plain != 0 {
				differs |= stops(x&plain | spaces&^plain)
			}
		}
	}
	return differs == 0
}
