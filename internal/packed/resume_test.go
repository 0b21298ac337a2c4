package packed

import (
	"bytes"
	"io"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
)

// Of a file of 20 members in which one byte is changed, any, resuming reads 19
// in the mean, where reading up to the damage gives half of them.
func TestResume(t *testing.T) {
	for name, pack := range map[string]func(*testing.T, string) []byte{"gzip": gz, "zstd": zst} {
		t.Run(name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(1, 2))
			var plain []string
			var stored []byte
			for i := range 20 {
				lines := []string{strconv.Itoa(i)}
				for range 300 {
					lines = append(lines, strconv.Itoa(random.IntN(1e9)))
				}
				plain = append(plain, strings.Join(lines, " "))
				stored = append(stored, pack(t, plain[i])...)
			}
			resumes(t, plain, stored, random)
		})
	}
}

// twenty.bz2 is 20 streams of numbers, each with its own first, written by bzip2,
// for which Go has no writer.
func TestResumeBzip2(t *testing.T) {
	stored, err := os.ReadFile("testdata/twenty.bz2")
	if err != nil {
		t.Fatal(err)
	}
	var plain []string
	head := []byte("BZh91AY&SY")
	for _, stream := range bytes.Split(stored, head)[1:] {
		text, err := io.ReadAll(NewReader(bytes.NewReader(join(head, stream))))
		if err != nil {
			t.Fatal(err)
		}
		plain = append(plain, string(text))
	}
	if whole, err := io.ReadAll(NewReader(bytes.NewReader(stored))); err != nil || string(whole) != strings.Join(plain, "") || len(plain) != 20 {
		t.Fatalf("%d streams of %d bytes, %v", len(plain), len(whole), err)
	}
	resumes(t, plain, stored, rand.New(rand.NewPCG(1, 2)))
}

func resumes(t *testing.T, plain []string, stored []byte, random *rand.Rand) {
	found := func(out string) (n int) {
		for _, member := range plain {
			if strings.Contains(out, member) {
				n++
			}
			if strings.Count(out, member) > 1 {
				t.Fatal("a member is read twice: its accesses would count twice")
			}
		}
		return n
	}
	const tries = 60
	first, all := 0, 0
	for range tries {
		damaged := bytes.Clone(stored)
		damaged[4+random.IntN(len(stored)-4)] ^= byte(1 + random.IntN(255))
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
		"bzip2":      []byte(bzSomeText[:30]),
		"bzip2 end":  []byte(bzSomeText + "rubbish"),
		"zstd end":   join(zst(t, "some text"), []byte("rubbish \x28\xb5\x2f")),
		"head alone": {0x1f, 0x8b, 8},
	} {
		r := NewReader(bytes.NewReader(stored))
		_, _ = io.Copy(io.Discard, r)
		if r.Resume() {
			t.Errorf("%s: goes on where nothing follows", name)
		}
	}
}
