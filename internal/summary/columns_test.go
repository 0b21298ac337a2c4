package summary

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// Numbers of every width come back, however many they are.
func TestPackedNumbers(t *testing.T) {
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 31))
		width := r.IntN(65)
		want := make([]uint64, r.IntN(3*block))
		for i := range want {
			want[i] = 7 + r.Uint64()>>(64-width)
			if width == 0 {
				want[i] = math.MaxUint64
			}
		}
		body := appendPacked(nil, want)
		from := reader{rest: body}
		got := packed[uint64](&from, nil, len(want), 1, 0)
		if err := from.end(); err != nil || !slices.Equal(got, want) {
			t.Fatalf("seed %d: %d numbers of %d bits come back as %d, %v", seed, len(want), width, len(got), err)
		}
		if len(body) > 0 {
			short := reader{rest: body[:len(body)-1]}
			if packed[uint64](&short, nil, len(want), 1, 0); short.end() == nil {
				t.Errorf("seed %d: a byte is missing and nobody says so", seed)
			}
		}
	}
}

// Numbers stand for ids only where they come back letter by letter and in order:
// a customer who changes places with another would be told instead of them.
func TestIDsComeBackInOrder(t *testing.T) {
	kinds := []func(r *rand.Rand) string{
		func(r *rand.Rand) string { return fmt.Sprintf("C-%08d", r.IntN(1e8)) },
		func(r *rand.Rand) string { return fmt.Sprint(r.Uint64() >> r.IntN(60)) },
		func(r *rand.Rand) string { return fmt.Sprintf("%0*d", r.IntN(20), r.IntN(100)) },
		func(r *rand.Rand) string { return "4711/" + strings.Repeat("0", r.IntN(3)) + fmt.Sprint(r.IntN(1000)) },
		func(r *rand.Rand) string { return []string{"", "x", "C-1", "C-", "C-01", "é9"}[r.IntN(6)] },
		func(r *rand.Rand) string { return fmt.Sprintf("%x", r.Uint64()) },
	}
	numbers := 0
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 33))
		var ids []string
		for kind := r.IntN(len(kinds)); len(ids) < 1+int(seed); {
			if r.IntN(200) == 0 {
				kind = r.IntN(len(kinds))
			}
			ids = append(ids, kinds[kind](r))
		}
		slices.Sort(ids)
		ids = slices.Compact(ids)
		var b Texts
		for _, id := range ids {
			b.Add(id)
		}
		got := b.IDs()
		texts := got.Texts()
		if got.Numbers() {
			numbers++
		}
		if got.Len() != len(ids) || texts.Len() != len(ids) {
			t.Fatalf("seed %d: %d and %d ids, want %d", seed, got.Len(), texts.Len(), len(ids))
		}
		for i, id := range ids {
			if got.At(i) != id || texts.At(i) != id {
				t.Fatalf("seed %d: %q and %q, want %q", seed, got.At(i), texts.At(i), id)
			}
			if found, ok := got.Find(id); !ok || found != i {
				t.Fatalf("seed %d: %q is found at %d (%t), want %d", seed, id, found, ok, i)
			}
			if i > 0 && got.Numbers() && got.Digits[i] <= got.Digits[i-1] {
				t.Fatalf("seed %d: the numbers of %q and %q are not in order", seed, ids[i-1], id)
			}
		}
		if _, ok := got.Find("not there"); ok {
			t.Fatalf("seed %d: somebody is found who is not there", seed)
		}
	}
	if numbers < 50 || numbers > 250 {
		t.Errorf("%d of 300 lists are numbers: this tests one form only", numbers)
	}
}
