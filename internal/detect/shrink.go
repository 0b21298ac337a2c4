package detect

// mostHeld is how many accesses are in memory at most, of 16 bytes each.
const mostHeld = 8 << 20

// shrink sorts all that is in memory and keeps the first access of each customer.
// So a nightly job that reads everybody every night takes no more than one that
// ran once. Where that does not halve it there may be more of it, and when that is
// the most, all of it is stored.
func (t *tally) shrink() error {
	t.held = 0
	for _, l := range t.principals {
		for _, p := range l.sort(&t.sorter) {
			t.free(p)
		}
		held, _ := l.size()
		t.held += held
	}
	if 2*t.held < t.limit {
		return nil
	}
	if t.limit < t.most {
		t.limit = min(2*t.limit, t.most)
		return nil
	}
	return t.store()
}

// free keeps a piece for being filled again.
func (t *tally) free(piece []access) {
	if cap(piece) == largestPiece && len(t.spare) < t.limit/largestPiece {
		t.spare = append(t.spare, piece[:0])
	}
}

// store writes all that is in memory, sorted, to the scratch.
func (t *tally) store() error {
	from, err := t.disk.reserve(t.held)
	if err != nil {
		return err
	}
	w := scratchWriter{scratch: t.disk, from: from, buffer: make([]byte, 0, scratchBuffer*accessSize)}
	for _, l := range t.principals {
		r := run{from: w.next()}
		for _, p := range l.pieces {
			if err := w.write(p); err != nil {
				return err
			}
			r.n += len(p)
			t.free(p)
		}
		if l.pieces = nil; r.n > 0 {
			l.stored = append(l.stored, r)
		}
	}
	t.held = 0
	return w.flush()
}
