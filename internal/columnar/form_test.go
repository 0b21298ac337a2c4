package columnar

import (
	"math"
	"testing"
)

type formRow struct {
	UUID     [16]byte `parquet:"uuid,uuid"`
	Unsigned uint64   `parquet:"unsigned"`
	Short    uint32   `parquet:"short,dict"`
	Price    int64    `parquet:"price,decimal(2:18)"`
	Wide     [9]byte  `parquet:"wide,decimal(3:20)"`
	Whole    [9]byte  `parquet:"whole,decimal(0:20)"`
}

// Ids must come out as the directory has them: as their writers show them, not as
// they are stored.
func TestForms(t *testing.T) {
	first := formRow{UUID: [16]byte{0x12, 0x3e, 0x45, 0x67, 0xe8, 0x9b, 0x12, 0xd3, 0xa4, 0x56, 0x42, 0x66, 0x14, 0x17, 0x40, 0xff},
		Unsigned: math.MaxUint64, Short: math.MaxUint32, Price: 100, Wide: [9]byte{8: 5}, Whole: [9]byte{0: 1}}
	second := formRow{Unsigned: 7, Short: 7, Price: -1234, Wide: [9]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe}}
	f := open(t, []formRow{first, second})
	for path, want := range map[string][2]string{
		"uuid":     {"123e4567-e89b-12d3-a456-4266141740ff", "00000000-0000-0000-0000-000000000000"},
		"unsigned": {"18446744073709551615", "7"},
		"short":    {"4294967295", "7"},
		"price":    {"1.00", "-12.34"},
		"wide":     {"0.005", "-0.002"},
		"whole":    {"18446744073709551616", "0"},
	} {
		leaf, ok := f.Leaf(path)
		if !ok {
			t.Fatalf("no column %s", path)
		}
		c := f.Column(0, leaf)
		for row, want := range want {
			if got, ok, err := c.Text(int64(row)); got != want || !ok || err != nil {
				t.Errorf("%s in row %d: %q, %t, %v; want %q", path, row, got, ok, err, want)
			}
		}
		c.Close()
	}
}
