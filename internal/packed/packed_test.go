package packed

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

func gz(t *testing.T, s string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, s); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zst(t *testing.T, s string) []byte {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return w.EncodeAll([]byte(s), nil)
}

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

func TestReader(t *testing.T) {
	skippable := []byte{0x5a, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 0xff}
	for _, c := range []struct {
		name   string
		stored []byte
		plain  string
	}{
		{"nothing", nil, ""},
		{"one byte", []byte("x"), "x"},
		{"plain", []byte("some text"), "some text"},
		{"gzip", gz(t, "some text"), "some text"},
		{"gzip members", join(gz(t, "some"), gz(t, ""), gz(t, " text")), "some text"},
		{"zstd", zst(t, "some text"), "some text"},
		{"zstd frames", join(zst(t, "some"), skippable, zst(t, " text")), "some text"},
		{"zstd behind a skippable frame", join(skippable, zst(t, "some text")), "some text"},
	} {
		for _, r := range []io.Reader{bytes.NewReader(c.stored), iotest.OneByteReader(bytes.NewReader(c.stored))} {
			p := NewReader(r)
			got, err := io.ReadAll(p)
			if string(got) != c.plain || err != nil || p.Broken() != nil || p.Close() != nil {
				t.Errorf("%s: %q, %v", c.name, got, err)
			}
		}
	}
}

// A damaged file gives an error that is not io.EOF, and is not Broken.
func TestReaderDamaged(t *testing.T) {
	for name, stored := range map[string][]byte{
		"gzip head":         {0x1f, 0x8b},
		"gzip cut off":      gz(t, "some text")[:15],
		"gzip and rubbish":  join(gz(t, "some text"), []byte("rubbish that is no member")),
		"zstd head":         {0x28, 0xb5, 0x2f, 0xfd},
		"zstd cut off":      zst(t, strings.Repeat("some text", 100))[:12],
		"zstd window 2 GB":  {0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa8, 0x01, 0x00, 0x00},
		"zstd, then gzip":   join(zst(t, "some"), gz(t, "text")),
		"bzip2":             []byte("BZh91AY&SY"),
		"UTF-16 of Windows": []byte("\xff\xfea\x00"),
	} {
		p := NewReader(bytes.NewReader(stored))
		if _, err := io.ReadAll(p); err == nil || p.Broken() != nil {
			t.Errorf("%s: %v, broken %v", name, err, p.Broken())
		} else if own := errors.Is(err, ErrFormat); own != (name == "bzip2" || strings.HasPrefix(name, "UTF")) {
			t.Errorf("%s: %v", name, err)
		}
		p.Close()
	}
}

func TestReaderBroken(t *testing.T) {
	reset := errors.New("connection reset")
	for name, stored := range map[string][]byte{"at once": nil, "plain": []byte("some text"), "gzip": gz(t, "some text")[:12], "zstd": zst(t, "some text")[:8]} {
		p := NewReader(io.MultiReader(bytes.NewReader(stored), iotest.ErrReader(reset)))
		if _, err := io.ReadAll(p); err == nil || !errors.Is(p.Broken(), reset) {
			t.Errorf("%s: %v, broken %v", name, err, p.Broken())
		}
	}
}
