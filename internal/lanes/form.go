package lanes

// A Form is what lines of one size have in common: bytes that do not change, while
// all others stand for themselves in a JSON string.
type Form struct {
	runs []run
	size int // of a line, in bytes
}

// A run is 32 bytes of a form.
type run struct {
	text  [4]uint64
	fixed [4]uint64 // bits of bytes that do not change
}

const (
	// MinSize is that of the shortest line that has a form.
	MinSize = runSize
	runSize = 32
	// group is how many runs are looked at before it is asked whether there are more,
	// so that lines of about the same size take the same way.
	group = 4
)

// NewForm makes the form of a line of at least MinSize bytes.
func NewForm(line []byte, fixed []bool) *Form {
	f := &Form{size: len(line)}
	for at := 0; at < len(line) || len(f.runs)%group > 0; at += runSize {
		at := min(at, len(line)-runSize) // the last runs overlap those before
		var r run
		for k := range runSize {
			lane, shift := k/8, 8*(k%8)
			r.text[lane] |= uint64(line[at+k]) << shift
			if fixed[at+k] {
				r.fixed[lane] |= 0xff << shift
			}
		}
		f.runs = append(f.runs, r)
	}
	return f
}

// fits looks at eight bytes of a line at a time, without decisions that depend on it.
func (f *Form) fits(line []byte) bool {
	if len(line) != f.size {
		return false
	}
	var differs uint64
	for k := range f.runs {
		r, at := &f.runs[k], min(k*runSize, len(line)-runSize)
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

// A Table holds a form of lines of each size, by size modulo its length.
type Table [512]*Form

// Set makes a form the one of its size.
func (t *Table) Set(f *Form) { t[f.size%len(t)] = f }

// Fit returns how many of the lines in b that end at ends, the first of which
// begins at from, have the table's form of their size, until one that has not.
func (t *Table) Fit(b []byte, from int, ends []int32) int {
	if len(ends) == 0 || from < 0 || int(ends[len(ends)-1]) >= len(b) {
		return 0
	}
	return t.fit(b, from, ends)
}

// slowly is fit without a processor's help.
func (t *Table) slowly(b []byte, from int, ends []int32) int {
	for n, end := range ends {
		line := b[from : end+1]
		if f := t[len(line)%len(t)]; f == nil || !f.fits(line) {
			return n
		}
		from += len(line)
	}
	return len(ends)
}
