package summary

import (
	"encoding/binary"

	"github.com/klauspost/compress/zstd"
)

// The forms of the ids in a part: texts, or numbers of so many digits less one.
const (
	formTexts  = 0
	formDigits = 1
)

// columns are one principal's numbers, used again for the next.
type columns struct {
	starts                       []int // of each customer's events
	ids                          []uint64
	counts, seconds, nanos, kind []uint64
	plain                        []byte
}

// encode writes one principal's part, column by column: how many events are about
// nobody, which come first; the customers' ids; how many more events than one
// each has; then the events' seconds, sub-seconds and kinds.
func (c *columns) encode(out []byte, list []event, ids []string, base int64, unit uint32, packer *zstd.Encoder) []byte {
	nobody := 0
	for nobody < len(list) && ids[list[nobody].customer] == "" {
		nobody++
	}
	c.starts = c.starts[:0]
	for i := nobody; i < len(list); i++ {
		if i == nobody || list[i].customer != list[i-1].customer {
			c.starts = append(c.starts, i)
		}
	}
	out = binary.AppendUvarint(out, uint64(nobody))        // #nosec G115 -- a count
	out = binary.AppendUvarint(out, uint64(len(c.starts))) // #nosec G115 -- a count
	out = c.encodeIDs(out, list, ids, packer)
	c.counts, c.seconds, c.nanos, c.kind = c.counts[:0], c.seconds[:0], c.nanos[:0], c.kind[:0]
	for i, at := range c.starts {
		end := len(list)
		if i+1 < len(c.starts) {
			end = c.starts[i+1]
		}
		c.counts = append(c.counts, uint64(end-at-1)) // #nosec G115 -- one at least
	}
	for _, e := range list {
		c.seconds = append(c.seconds, uint64(e.second-base)) // #nosec G115 -- base is the earliest
		c.nanos = append(c.nanos, uint64(e.nano/unit))
		c.kind = append(c.kind, uint64(e.kind))
	}
	out = appendPacked(out, c.counts)
	out = appendPacked(out, c.seconds)
	if unit < second {
		out = appendPacked(out, c.nanos)
	}
	return appendPacked(out, c.kind)
}

// encodeIDs writes ids that are digits behind the same letters as differences of
// numbers; all others as what each shares with the one before and its rest.
func (c *columns) encodeIDs(out []byte, list []event, ids []string, packer *zstd.Encoder) []byte {
	prefix, most := "", 0 // digits
	c.ids = c.ids[:0]
	for i, at := range c.starts {
		id := ids[list[at].customer]
		letters, digits, ok := cut(id)
		if i == 0 {
			prefix = letters
		}
		if !ok || letters != prefix {
			return c.encodeTexts(append(out, formTexts), list, ids, packer)
		}
		c.ids, most = append(c.ids, digits), max(most, len(id)-len(letters))
	}
	out = appendString(append(out, byte(formDigits+most)), prefix) // #nosec G115 -- at most mostDigits
	last := uint64(0)
	for i, digits := range c.ids {
		digits /= power[most] // what is behind the longest is 0
		c.ids[i], last = digits-last, digits
	}
	if len(c.ids) == 0 {
		return out
	}
	return appendPacked(binary.AppendUvarint(out, c.ids[0]), c.ids[1:])
}

func (c *columns) encodeTexts(out []byte, list []event, ids []string, packer *zstd.Encoder) []byte {
	plain, last := c.plain[:0], ""
	shared := make([]int, len(c.starts))
	for i, at := range c.starts {
		id := ids[list[at].customer]
		for shared[i] < min(len(id), len(last)) && id[shared[i]] == last[shared[i]] {
			shared[i]++
		}
		last = id
		plain = binary.AppendUvarint(plain, uint64(shared[i])) // #nosec G115 -- a length
	}
	for i, at := range c.starts {
		plain = binary.AppendUvarint(plain, uint64(len(ids[list[at].customer])-shared[i])) // #nosec G115 -- a length
	}
	for i, at := range c.starts {
		plain = append(plain, ids[list[at].customer][shared[i]:]...)
	}
	c.plain = plain
	packed := packer.EncodeAll(plain, nil)
	return append(binary.AppendUvarint(out, uint64(len(packed))), packed...) // #nosec G115 -- a length
}
