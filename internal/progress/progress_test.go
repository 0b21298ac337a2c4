package progress

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestNothingWhereThereIsNoTerminal(t *testing.T) {
	var b bytes.Buffer
	bar := New(&b, "reading", 100)
	bar.Add(50)
	bar.Close()
	f, err := os.Create(filepath.Join(t.TempDir(), "stderr"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if bar != nil || b.Len() > 0 || New(f, "reading", 100) != nil {
		t.Errorf("a bar where there is no terminal: %q", b.String())
	}
}

func TestBar(t *testing.T) {
	var b bytes.Buffer
	bar := start(&b, "reading the log", 4000)
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for range 100 {
				bar.Add(10)
			}
		})
	}
	readers.Wait()
	bar.Close()
	if !strings.Contains(b.String(), "reading the log") {
		t.Errorf("%q", b.String())
	}
}
