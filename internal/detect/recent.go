package detect

import "hash/maphash"

// recent remembers which customers principals looked up last. People open the
// same record again and again, and only the first time counts.
type recent struct {
	seed  maphash.Seed
	slots [1 << 12]slot // few enough to stay in the processor's cache
}

type slot struct {
	who uint64 // the principal and the customer
	at  moment
}

func newRecent() *recent { return &recent{seed: maphash.MakeSeed()} }

// known says whether the same look-up is known to have happened as early; later
// it will be, unless others have taken its place. Who has the same 64 bits as
// another is mistaken for them, as with a fingerprint.
func (r *recent) known(principal uint64, id string, at moment) bool {
	who := maphash.String(r.seed, id) ^ principal*0x9e3779b97f4a7c15
	s := &r.slots[who%uint64(len(r.slots))]
	if s.who == who && s.at <= at {
		return true
	}
	*s = slot{who, at}
	return false
}
