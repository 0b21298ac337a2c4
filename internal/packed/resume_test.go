package packed

import (
	"bytes"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

// Of a file of 20 members in which one byte is changed, any, resuming reads 19
// in the mean, where reading up to the damage gives half of them.
func TestResume(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var plain []string
	var stored []byte
	for i := range 20 {
		lines := []string{strconv.Itoa(i)}
		for range 300 {
			lines = append(lines, strconv.Itoa(random.IntN(1e9)))
		}
		plain = append(plain, strings.Join(lines, " "))
		stored = append(stored, gz(t, plain[i])...)
	}
	found := func(out string) (n int) {
		for _, member := range plain {
			if strings.Contains(out, member) {
				n++
			}
		}
		return n
	}
	const tries = 60
	first, all := 0, 0
	for range tries {
		damaged := bytes.Clone(stored)
		damaged[2+random.IntN(len(stored)-2)] ^= byte(1 + random.IntN(255))
		r := NewReader(bytes.NewReader(damaged))
		var out bytes.Buffer
		_, err := r.WriteTo(&out)
		first += found(out.String())
		for err != nil && r.Resume() {
			_, err = r.WriteTo(&out)
		}
		r.Close()
		all += found(out.String())
	}
	t.Logf("members read: %.2f of 20, %.2f without resuming", float64(all)/tries, float64(first)/tries)
	if all < 187*tries/10 || first > 12*tries {
		t.Errorf("members read: %d of %d, %d without resuming; want 93 %%", all, 20*tries, first)
	}
}

func TestResumeFindsNothing(t *testing.T) {
	for name, stored := range map[string][]byte{
		"cut off":    gz(t, strings.Repeat("some text", 100))[:25],
		"rubbish":    join(gz(t, "some"), []byte("rubbish \x1f\x8b\x08 \x1f\x8b\x08\xff")),
		"plain":      []byte("some text"),
		"zstd":       zst(t, strings.Repeat("some text", 100))[:12],
		"head alone": {0x1f, 0x8b, 8},
	} {
		r := NewReader(bytes.NewReader(stored))
		_, _ = io.Copy(io.Discard, r)
		if r.Resume() {
			t.Errorf("%s: goes on where nothing follows", name)
		}
	}
}
