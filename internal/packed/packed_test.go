package packed

import (
	"archive/tar"
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

// Made with bzip2, for which Go has no writer.
const (
	bzSomeText = "\x42\x5a\x68\x39\x31\x41\x59\x26\x53\x59\xfb\x2c\xe7\xc2\x00\x00\x02\x91\x80\x40\x00\x02\x02\x8c\x40\x20\x00\x31\x0c\x01\x06\x4f\x47\x23\xc4\x49\x45\xdc\x91\x4e\x14\x24\x3e\xcb\x39\xf0\x80"
	bzSome     = "\x42\x5a\x68\x39\x31\x41\x59\x26\x53\x59\x15\x62\xad\xd1\x00\x00\x01\x81\x80\x02\x02\x88\x00\x20\x00\x21\x9a\x68\x33\x4d\x0c\xbc\x5d\xc9\x14\xe1\x42\x40\x55\x8a\xb7\x44"
	bzText     = "\x42\x5a\x68\x39\x31\x41\x59\x26\x53\x59\x48\x59\xb4\x65\x00\x00\x00\x11\x80\x40\x00\x02\x00\x04\x40\x20\x00\x21\x8c\x83\x34\xd0\x88\xf1\x77\x24\x53\x85\x09\x04\x85\x9b\x46\x50"
	bzNothing  = "\x42\x5a\x68\x39\x17\x72\x45\x38\x50\x90\x00\x00\x00\x00"
)

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
		{"bzip2", []byte(bzSomeText), "some text"},
		{"bzip2 streams", []byte(bzSome + bzNothing + bzText), "some text"},
		{"nothing as bzip2", []byte(bzNothing), ""},
		{"a text that begins as bzip2", []byte("BZh9 is no packing"), "BZh9 is no packing"},
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

// A file within which another stands is named, and is no damage.
func TestReaderForeign(t *testing.T) {
	var tarred bytes.Buffer
	w := tar.NewWriter(&tarred)
	if err := w.WriteHeader(&tar.Header{Name: "log.json", Mode: 0o600, Size: 9}); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, "some text"); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	for want, stored := range map[string][][]byte{
		"is a tar archive": {tarred.Bytes(), gz(t, tarred.String()), zst(t, tarred.String())},
		"is packed twice":  {gz(t, string(gz(t, "some text"))), zst(t, string(gz(t, "some text"))), gz(t, bzSomeText)},
	} {
		for i, file := range stored {
			r := NewReader(bytes.NewReader(file))
			if text, err := io.ReadAll(r); !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), want) || len(text) > 0 || r.Resume() {
				t.Errorf("%d: %q, %v; want that it %s", i, text, err, want)
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
		"UTF-16, unmarked":  []byte("{\x00\"\x00t\x00i\x00m\x00e\x00\"\x00:\x00"),
		"UTF-16 of Java":    []byte("\x00{\x00\"\x00t\x00i\x00m\x00e\x00\""),
		"UTF-16 in gzip":    gz(t, "\xff\xfea\x00"),
	} {
		p := NewReader(bytes.NewReader(stored))
		if _, err := io.ReadAll(p); err == nil || p.Broken() != nil {
			t.Errorf("%s: %v, broken %v", name, err, p.Broken())
		} else if own := errors.Is(err, ErrFormat); own != (strings.HasPrefix(name, "UTF")) {
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

// What one Reader took is another's once it is closed, so closing it again must not
// give it to a third, and what was damaged must not be seen in the next file.
func TestClosedReader(t *testing.T) {
	texts := []string{strings.Repeat("the first ", 50_000), strings.Repeat("second ", 80_000)}
	damaged := zst(t, texts[0])
	damaged[len(damaged)/2] ^= 1
	for range 3 {
		r := NewReader(bytes.NewReader(damaged))
		if _, err := io.ReadAll(r); err == nil {
			t.Fatal("a changed byte went unseen")
		}
		_, _ = r.Close(), r.Close()
		if _, err := r.Read(make([]byte, 1)); err == nil || r.Resume() {
			t.Error("a closed reader reads on")
		}
		readers := []*Reader{NewReader(bytes.NewReader(zst(t, texts[0]))), NewReader(bytes.NewReader(zst(t, texts[1])))}
		var got [2]strings.Builder
		for at := 0; at < len(texts[0]); at += 5_000 {
			for i, r := range readers {
				if _, err := io.CopyN(&got[i], r, 5_000); err != nil && err != io.EOF {
					t.Fatal(err)
				}
			}
		}
		for i, r := range readers {
			if r.Close() != nil || !strings.HasPrefix(texts[i], got[i].String()) || got[i].Len() != len(texts[0]) {
				t.Errorf("of two files read in turn, the %d. gives %d bytes that are not its own", i+1, got[i].Len())
			}
		}
	}
}
