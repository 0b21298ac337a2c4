package columnar

import (
	"encoding/hex"
	"math/big"
	"strconv"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding"
	"github.com/parquet-go/parquet-go/format"
)

// A form is how the texts of values are written that stand in the file as bytes or
// whole numbers but mean something else (LogicalTypes.md of the Parquet format).
// As they stand, ids would be ones that no directory has.
type form func(v *values, i int) string

// formOf returns a leaf's form; nil for values that are what they stand for.
func formOf(leaf parquet.LeafColumn) form {
	logical := leaf.Node.Type().LogicalType()
	if logical == nil {
		return nil
	}
	switch t := logical.Value.(type) {
	case *format.UUIDType:
		return uuidText
	case *format.IntType:
		if !t.IsSigned {
			return unsignedText
		}
	case *format.DecimalType:
		return func(v *values, i int) string { return decimalText(v, i, int(t.Scale)) }
	}
	return nil
}

func uuidText(v *values, i int) string {
	b := v.bytes(i)
	if len(b) != 16 {
		return string(b)
	}
	h := hex.EncodeToString(b)
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

func unsignedText(v *values, i int) string {
	if v.kind == encoding.Int32 {
		return strconv.FormatUint(uint64(uint32(v.n32[i])), 10) // #nosec G115 -- it was written as one
	}
	return strconv.FormatUint(uint64(v.number(i)), 10) // #nosec G115 -- it was written as one
}

// decimalText writes all the digits that the column's scale promises.
func decimalText(v *values, i, scale int) string {
	n := new(big.Int)
	if b := v.bytes(i); b == nil {
		n.SetInt64(v.number(i))
	} else if n.SetBytes(b); len(b) > 0 && b[0] >= 0x80 { // two's complement
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
	}
	if scale <= 0 {
		return n.String()
	}
	sign := ""
	if n.Sign() < 0 {
		sign = "-"
		n.Neg(n)
	}
	digits := n.String()
	if short := scale + 1 - len(digits); short > 0 {
		digits = strings.Repeat("0", short) + digits
	}
	return sign + digits[:len(digits)-scale] + "." + digits[len(digits)-scale:]
}

// bytes are those of a value that stands as bytes; nil for a number.
func (v *values) bytes(i int) []byte {
	switch v.kind {
	case encoding.ByteArray:
		return v.data[v.offsets[i]:v.offsets[i+1]]
	case encoding.FixedLenByteArray:
		return v.data[i*v.size : (i+1)*v.size]
	}
	return nil
}
