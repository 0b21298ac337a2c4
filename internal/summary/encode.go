package summary

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"maps"
	"math"
	"slices"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// headerSize is what stands before the head.
const headerSize = 16

// A part is where something stands in the file.
type part struct {
	length uint64
	sum    uint32 // CRC-32C
}

// Encode gives the sidecar of the object whose records were kept, and what was
// done in it by principal and hour. The Builder is used up.
func (b *Builder) Encode(o accesslog.Object, reading string, stats accesslog.Stats) ([]byte, map[string][]Cell, error) {
	packer, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, nil, fmt.Errorf("summarising %s: %w", o.Name, err)
	}
	ids, names := b.rank(), slices.Sorted(maps.Keys(b.principals))
	times, base := b.times()
	cells := make(map[string][]Cell, len(names))
	for _, name := range names {
		cells[name] = b.cells(b.principals[name].list, ids)
	}
	body := packer.EncodeAll(encodeCells(names, cells), nil)
	parts := []part{partOf(body)}
	var c columns
	for _, name := range names {
		at := len(body)
		body = c.encode(body, b.principals[name].list, ids, base, b.unit, packer)
		parts = append(parts, partOf(body[at:]))
	}
	head, err := b.encodeHead(o, reading, stats, times, base, names, parts, cells)
	if err != nil {
		return nil, nil, fmt.Errorf("summarising %s: %w", o.Name, err)
	}
	if len(head) > math.MaxUint32 {
		return nil, nil, fmt.Errorf("summarising %s: its head is too large", o.Name)
	}
	out := make([]byte, 0, headerSize+len(head)+len(body))
	out = append(out, 'T', 'S', 'U', 'M', version, 0, 0, 0)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(head))) // #nosec G115 -- checked above
	out = binary.LittleEndian.AppendUint32(out, crc32.Checksum(head, castagnoli))
	return append(append(out, head...), body...), cells, nil
}

func partOf(body []byte) part {
	return part{uint64(len(body)), crc32.Checksum(body, castagnoli)} // #nosec G115 -- a length
}

// A span of all events, and how many each hour has.
type times struct {
	first, last event
	hours       map[int64]int64
	events      int
}

// times looks over all events. base is the earliest second.
func (b *Builder) times() (t times, base int64) {
	t.hours = map[int64]int64{}
	for _, p := range b.principals {
		for _, e := range p.list {
			if t.events == 0 || earlier(e, t.first) {
				t.first = e
			}
			if t.events == 0 || earlier(t.last, e) {
				t.last = e
			}
			t.events++
			t.hours[hourOf(e.second)]++
		}
	}
	return t, t.first.second
}

func earlier(a, b event) bool {
	return cmp.Or(cmp.Compare(a.second, b.second), cmp.Compare(a.nano, b.nano)) < 0
}

func hourOf(second int64) int64 { return HourOf(time.Unix(second, 0)) }

func appendString(out []byte, s string) []byte {
	return append(binary.AppendUvarint(out, uint64(len(s))), s...)
}

func (k Kind) encode(out []byte) []byte {
	out = appendString(out, k.Action)
	out = binary.AppendUvarint(out, uint64(len(k.Fields)))
	for _, f := range k.Fields {
		out = appendString(out, f)
	}
	if k.Ticket {
		return append(out, 1)
	}
	return append(out, 0)
}

func (p part) encode(out []byte) []byte {
	out = binary.AppendUvarint(out, p.length)
	return binary.LittleEndian.AppendUint32(out, p.sum)
}

func (b *Builder) encodeHead(o accesslog.Object, reading string, stats accesslog.Stats, t times, base int64, names []string, parts []part, cells map[string][]Cell) ([]byte, error) {
	counted, err := json.Marshal(stats)
	if err != nil {
		return nil, err
	}
	out := appendString(nil, o.Name)
	out = binary.AppendVarint(out, o.Size)
	out = appendString(out, o.Tag)
	out = appendString(out, reading)
	out = appendString(out, string(counted))
	out = binary.AppendVarint(out, base)
	out = binary.AppendUvarint(out, uint64(b.unit))
	out = binary.AppendUvarint(out, uint64(t.events)) // #nosec G115 -- a length
	out = binary.AppendUvarint(out, uint64(t.first.nano))
	out = binary.AppendUvarint(out, uint64(t.last.second-base)) // #nosec G115 -- base is the earliest
	out = binary.AppendUvarint(out, uint64(t.last.nano))
	out = binary.AppendUvarint(out, uint64(len(t.hours)))
	last := hourOf(base)
	for _, h := range slices.Sorted(maps.Keys(t.hours)) {
		out = binary.AppendUvarint(out, uint64(h-last))     // #nosec G115 -- sorted
		out = binary.AppendUvarint(out, uint64(t.hours[h])) // #nosec G115 -- a count
		last = h
	}
	out = binary.AppendUvarint(out, uint64(len(b.kinds)))
	for _, k := range b.kinds {
		out = k.encode(out)
	}
	out = parts[0].encode(out)
	out = binary.AppendUvarint(out, uint64(len(names)))
	for i, name := range names {
		out = appendString(out, name)
		out = binary.AppendUvarint(out, uint64(len(b.principals[name].list)))
		out = parts[i+1].encode(out)
		out = encodeDays(out, cells[name])
	}
	return out, nil
}

// encodeDays writes how many events each day has, behind the length of it all;
// cells are sorted.
func encodeDays(out []byte, cells []Cell) []byte {
	var days []Count
	for _, c := range cells {
		d := dayOf(c.Hour)
		if n := len(days); n == 0 || days[n-1].Hour != d {
			days = append(days, Count{Hour: d})
		}
		days[len(days)-1].Events += c.Events
	}
	var packed []byte
	last := int64(0)
	for _, d := range days {
		packed = binary.AppendVarint(packed, d.Hour-last)
		packed = binary.AppendUvarint(packed, uint64(d.Events)) // #nosec G115 -- a count
		last = d.Hour
	}
	return append(binary.AppendUvarint(out, uint64(len(packed))), packed...)
}

// dayOf is the day since 1970 of an hour.
func dayOf(hour int64) int64 {
	d := hour / 24
	if hour%24 < 0 {
		d--
	}
	return d
}
