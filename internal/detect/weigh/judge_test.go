package weigh

import (
	"slices"
	"testing"
)

// Where most reports are about customers like X's, those of whom nothing is
// known are taken for like them; elsewhere nothing changes.
func TestConcentrate(t *testing.T) {
	for _, c := range []struct {
		name     string
		in, want []float64
	}{
		{"nothing", nil, nil},
		{"average customers", []float64{1, 0.2, 1, 1}, []float64{1, 0.2, 1, 1}},
		{"a few of one queue", []float64{12, 0.3, 0.3, 9, 0.3}, []float64{12, 0.3, 0.3, 9, 0.3}},
		{"most of one queue", []float64{10, 10, 0.5, 10, 0.5}, []float64{10, 10, 6.2, 10, 6.2}},
		{"a little", []float64{1.5, 0.5, 1.5}, []float64{1.5, 1, 1.5}},
	} {
		got := slices.Clone(c.in)
		if concentrate(got); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v becomes %v, want %v: an innocent would be taken for the source of what a queue shares", c.name, c.in, got, c.want)
		}
	}
}
