package summary

import (
	"math"
	"slices"
	"sort"
	"strings"
)

// IDs are customers' ids in their order. Where all of them are digits behind the
// same letters, as most companies number their customers, they are numbers of
// the same order, else texts.
type IDs struct {
	Prefix string   // of all, where they are numbers
	Digits []uint64 // what stands behind it, as Digits says
	texts  string
	ends   []uint32 // of the ids in texts
}

// mostDigits is how many fit a number.
const mostDigits = 18

// power is elevenths: power[i] is 11 to the power of mostDigits-i, the worth of
// what is in front of the place i.
var power = func() (p [mostDigits + 1]uint64) {
	p[mostDigits] = 1
	for i := mostDigits - 1; i >= 0; i-- {
		p[i] = p[i+1] * 11
	}
	return p
}()

// cut parts an id in letters, and the digits that it ends with as a number: each
// digit counts one more than it is, in base 11, and behind the last one there are
// zeros, so that numbers have the order of texts. There may be too many digits.
func cut[T string | []byte](id T) (prefix T, digits uint64, ok bool) {
	begin := len(id)
	for begin > 0 && id[begin-1] >= '0' && id[begin-1] <= '9' {
		begin--
	}
	count := len(id) - begin
	if count > mostDigits {
		return prefix, 0, false
	}
	for _, c := range []byte(id[begin:]) {
		digits = digits*11 + uint64(c-'0') + 1
	}
	return id[:begin], digits * power[count], true
}

// Number is an id as a number behind these letters, if it can be one.
func Number(id, prefix string) (digits uint64, ok bool) {
	letters, digits, ok := cut(id)
	return digits, ok && letters == prefix
}

// appendDigits writes the digits of a number.
func appendDigits(out []byte, digits uint64) []byte {
	var text [mostDigits]byte
	front, back := digits/power[mostDigits/2], digits%power[mostDigits/2]
	write := func(to []byte, v uint64) {
		for i := len(to) - 1; i >= 0; i-- {
			next := v / 11
			to[i] = byte(v - next*11) // #nosec G115 -- below 11
			v = next
		}
	}
	write(text[:mostDigits/2], front)
	if back > 0 {
		write(text[mostDigits/2:], back)
	}
	for _, d := range text {
		if d == 0 {
			break
		}
		out = append(out, '0'+d-1)
	}
	return out
}

// Len is how many they are.
func (d *IDs) Len() int { return len(d.Digits) + len(d.ends) }

// Numbers says whether they are numbers.
func (d *IDs) Numbers() bool { return len(d.ends) == 0 }

// At is one of them. It may be kept.
func (d *IDs) At(i int) string {
	if len(d.ends) == 0 {
		var room [64]byte
		return string(appendDigits(append(room[:0], d.Prefix...), d.Digits[i]))
	}
	begin := uint32(0)
	if i > 0 {
		begin = d.ends[i-1]
	}
	return d.texts[begin:d.ends[i]]
}

// Find is the place of an id.
func (d *IDs) Find(id string) (int, bool) {
	if len(d.ends) > 0 {
		return sort.Find(len(d.ends), func(i int) int { return strings.Compare(id, d.At(i)) })
	}
	digits, ok := Number(id, d.Prefix)
	if !ok {
		return 0, false
	}
	return slices.BinarySearch(d.Digits, digits)
}

// Drop takes out those at these places, which must be in order.
func (d *IDs) Drop(places []int) {
	if len(places) == 0 {
		return
	}
	if len(d.ends) == 0 {
		kept := d.Digits[:places[0]]
		for i := places[0]; i < len(d.Digits); i++ {
			if len(places) > 0 && places[0] == i {
				places = places[1:]
			} else {
				kept = append(kept, d.Digits[i])
			}
		}
		d.Digits = kept
		return
	}
	var kept Texts
	for i := range d.ends {
		if len(places) > 0 && places[0] == i {
			places = places[1:]
		} else {
			kept.Add(d.At(i))
		}
	}
	*d = kept.texts()
}

// Texts are the same ids as texts.
func (d *IDs) Texts() IDs {
	if len(d.ends) > 0 || len(d.Digits) == 0 {
		return *d
	}
	var b Texts
	b.Grow(len(d.Digits), len(d.Digits)*(len(d.Prefix)+10))
	for _, digits := range d.Digits {
		b.letters = appendDigits(append(b.letters, d.Prefix...), digits)
		b.ends = append(b.ends, uint32(len(b.letters))) // #nosec G115 -- of one object
	}
	return b.texts()
}

// Texts gathers ids as texts.
type Texts struct {
	letters []byte
	ends    []uint32
}

// Grow makes room for so many ids of so many letters.
func (t *Texts) Grow(ids, letters int) {
	t.ends, t.letters = make([]uint32, 0, ids), make([]byte, 0, letters)
}

// Add adds one behind the others.
func (t *Texts) Add(id string) {
	t.letters = append(t.letters, id...)
	t.ends = append(t.ends, uint32(len(t.letters))) // #nosec G115 -- Full says when
}

// Full says that one more may not fit.
func (t *Texts) Full() bool { return len(t.letters) > math.MaxUint32>>1 }

// IDs are those that were added, which must have been in order and each once: as
// numbers if they can be.
func (t *Texts) IDs() IDs {
	d := IDs{Digits: make([]uint64, 0, len(t.ends))}
	begin := uint32(0)
	for i, end := range t.ends {
		letters, digits, ok := cut(t.letters[begin:end])
		if i == 0 {
			d.Prefix = string(letters)
		}
		if !ok || string(letters) != d.Prefix {
			return t.texts()
		}
		d.Digits = append(d.Digits, digits)
		begin = end
	}
	return d
}

func (t *Texts) texts() IDs { return IDs{texts: string(t.letters), ends: t.ends} }

// spell reads ids of which each begins as the one before it.
func spell(r *reader, n int) (d IDs) {
	shared, rest := column(r, n), column(r, n)
	last, total, rests := uint64(0), uint64(0), uint64(0)
	d.ends = make([]uint32, 0, len(rest))
	for i, same := range shared {
		if r.bad || same > last || rest[i] > uint64(len(r.rest)) {
			r.bad = true
			return IDs{}
		}
		last = same + rest[i]
		rests += rest[i]
		if total += last; total > math.MaxUint32 {
			r.bad = true
			return IDs{}
		}
		d.ends = append(d.ends, uint32(total)) // #nosec G115 -- checked above
	}
	if rests > uint64(len(r.rest)) {
		r.bad = true
		return IDs{}
	}
	letters := r.take(int(rests)) // #nosec G115 -- checked above
	var b strings.Builder
	b.Grow(int(total)) // #nosec G115 -- checked above
	begin := 0
	for i, same := range shared {
		if same > 0 {
			b.WriteString(b.String()[begin : begin+int(same)]) // #nosec G115 -- a length
		}
		b.Write(letters[:rest[i]])
		letters = letters[rest[i]:]
		begin = int(d.ends[i]) - int(same+rest[i]) // #nosec G115 -- lengths
	}
	d.texts = b.String()
	return d
}

// column reads so many numbers of variable length.
func column(r *reader, n int) []uint64 {
	if n > len(r.rest) {
		r.bad, r.rest = true, nil
		return nil
	}
	out := make([]uint64, n)
	for i := range out {
		out[i] = r.uvarint()
	}
	return out
}
