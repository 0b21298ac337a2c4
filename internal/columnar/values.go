package columnar

import (
	"fmt"
	"strconv"

	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/encoding"
)

// values are those of one page or dictionary. They are looked at in the page.
// Texts are copied out of it one by one, or, once many were asked for, all at
// once as one block.
type values struct {
	kind    encoding.Kind
	form    form // of texts; nil for plain ones
	data    []byte
	block   string   // of data, once there is one
	asked   int      // texts copied one by one
	offsets []uint32 // of texts in data, one more than there are texts
	size    int      // of each text in data, for texts of one length
	n64     []int64
	n32     []int32
	n96     []deprecated.Int96
}

func valuesOf(v encoding.Values, f form) (values, error) {
	out := values{kind: v.Kind(), form: f}
	switch v.Kind() {
	case encoding.ByteArray:
		data, offsets := v.ByteArray()
		out.data, out.offsets = data, offsets
		for i := 1; i < len(offsets); i++ {
			if offsets[i] < offsets[i-1] || int(offsets[i]) > len(data) {
				return values{}, errShort
			}
		}
	case encoding.FixedLenByteArray:
		data, size := v.FixedLenByteArray()
		out.data, out.size = data, size
	case encoding.Int64:
		out.n64 = v.Int64()
	case encoding.Int32:
		out.n32 = v.Int32()
	case encoding.Int96:
		out.n96 = v.Int96()
	case encoding.Undefined: // a page of nulls alone
	default:
		return values{}, fmt.Errorf("values of type %s are not read: only texts, whole numbers and times are", v.Kind())
	}
	return out, nil
}

// count returns how many values there are.
func (v *values) count() int {
	switch v.kind {
	case encoding.ByteArray:
		return max(len(v.offsets)-1, 0)
	case encoding.FixedLenByteArray:
		return len(v.data) / max(v.size, 1)
	case encoding.Int96:
		return len(v.n96)
	}
	return len(v.n64) + len(v.n32)
}

func (v *values) text(i int) string {
	if v.form != nil {
		return v.form(v, i)
	}
	switch v.kind {
	case encoding.ByteArray:
		return v.cut(int(v.offsets[i]), int(v.offsets[i+1]))
	case encoding.FixedLenByteArray:
		return v.cut(i*v.size, (i+1)*v.size)
	}
	return strconv.FormatInt(v.number(i), 10)
}

// fewOf texts of a page are copied one by one at most: one of so many.
const fewOf = 8

func (v *values) cut(from, to int) string {
	if v.block != "" {
		return v.block[from:to]
	}
	if v.asked++; v.asked > v.count()/fewOf {
		v.block = string(v.data)
	}
	return string(v.data[from:to])
}

// number returns a whole number; 0 for what is none.
func (v *values) number(i int) int64 {
	switch v.kind {
	case encoding.Int64:
		return v.n64[i]
	case encoding.Int32:
		return int64(v.n32[i])
	}
	return 0
}
