package columnar

import (
	"fmt"
	"strconv"

	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/encoding"
)

// values are those of one page or dictionary. Texts are copied once, as one
// block; numbers are looked at in the page.
type values struct {
	kind    encoding.Kind
	block   string
	offsets []uint32 // of texts in block, one more than there are texts
	size    int      // of each text in block, for texts of one length
	n64     []int64
	n32     []int32
	n96     []deprecated.Int96
}

func valuesOf(v encoding.Values) (values, error) {
	out := values{kind: v.Kind()}
	switch v.Kind() {
	case encoding.ByteArray:
		data, offsets := v.ByteArray()
		out.block, out.offsets = string(data), offsets
		for i := 1; i < len(offsets); i++ {
			if offsets[i] < offsets[i-1] || int(offsets[i]) > len(data) {
				return values{}, errShort
			}
		}
	case encoding.FixedLenByteArray:
		data, size := v.FixedLenByteArray()
		out.block, out.size = string(data), size
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
		return len(v.block) / max(v.size, 1)
	case encoding.Int96:
		return len(v.n96)
	}
	return len(v.n64) + len(v.n32)
}

func (v *values) text(i int) string {
	switch v.kind {
	case encoding.ByteArray:
		return v.block[v.offsets[i]:v.offsets[i+1]]
	case encoding.FixedLenByteArray:
		return v.block[i*v.size : (i+1)*v.size]
	}
	return strconv.FormatInt(v.number(i), 10)
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
