package lanes

// A Run is what is known of 32 bytes of a line: the text of those that do not
// change. Others must stand for themselves in a JSON string.
type Run struct {
	text  [4]uint64
	fixed [4]uint64 // bits of bytes that do not change
}

// RunSize is the bytes of a run. A shorter line has none.
const RunSize = 32

// group is how many runs are looked at before it is asked whether there are more,
// so that lines of about the same size take the same way.
const group = 4

// Runs are those of a line in which some bytes are fixed, in whole groups. The last
// runs overlap those before: none of them goes beyond the line.
func Runs(line []byte, fixed []bool) []Run {
	var runs []Run
	for at := 0; at < len(line) || len(runs)%group > 0; at += RunSize {
		at := min(at, len(line)-RunSize)
		var r Run
		for k := range RunSize {
			lane, shift := k/8, 8*(k%8)
			r.text[lane] |= uint64(line[at+k]) << shift
			if fixed[at+k] {
				r.fixed[lane] |= 0xff << shift
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
			x, fixed := Load(line[at+8*lane:at+8*lane+8]), r.fixed[lane]
			differs |= (x ^ r.text[lane]) & fixed
			if fixed != all {
				differs |= stops(x&^fixed | spaces&fixed)
			}
		}
	}
	return differs == 0
}
