package accesslog

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

// files writes a folder of files and returns its path.
func files(t *testing.T, content map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	for name, body := range content {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestScan(t *testing.T) {
	content, size := map[string][]byte{}, 0
	for i := range 40 {
		body := gzipped([]byte(customer(fmt.Sprint("C", i)) + "\nbad\n" + customer("shared")))
		content[fmt.Sprintf("%02d.gz", i)] = body
		size += len(body)
	}
	g := Glob{Patterns: []string{filepath.Join(files(t, content), "*.gz")}}
	objects, err := g.List(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var first Stats
	for run := range 3 {
		var sets []map[string]int
		var onRead atomic.Int64
		stats, err := Log{Archive: g}.Scan(context.Background(), objects, Options{OnRead: func(n int) { onRead.Add(int64(n)) }}, func() func(*Record) error {
			set := map[string]int{}
			sets = append(sets, set)
			return func(r *Record) error { set[r.CustomerID]++; return nil }
		})
		all := map[string]int{}
		for _, s := range sets {
			for id, n := range s {
				all[id] += n
			}
		}
		if err != nil || len(all) != 41 || all["shared"] != 40 || stats.Lines != 120 || stats.Bad != 40 || onRead.Load() != int64(size) {
			t.Errorf("%d customers, %+v, %d of %d bytes, %v", len(all), stats, onRead.Load(), size, err)
		}
		if run == 0 {
			first = stats
		} else if !slices.Equal(stats.BadLines, first.BadLines) {
			t.Error("places of bad lines differ from run to run")
		}
	}
}

func TestScanFailsWithItsFirstError(t *testing.T) {
	g := Glob{Patterns: []string{filepath.Join(files(t, map[string][]byte{"a": []byte(whole), "b": []byte(whole)}), "*")}}
	objects, err := g.List(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	objects = append(objects, Object{Name: "gone"})
	scanned := Log{Archive: g}
	keepAll := func() func(*Record) error { return func(*Record) error { return nil } }
	if _, err := scanned.Scan(context.Background(), objects, Options{}, keepAll); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "gone") {
		t.Error(err)
	}
	full := errors.New("full")
	if _, err := scanned.Scan(context.Background(), objects[:2], Options{}, func() func(*Record) error { return func(*Record) error { return full } }); !errors.Is(err, full) {
		t.Error(err)
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := scanned.Scan(ended, objects, Options{}, keepAll); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestGlobList(t *testing.T) {
	dir := files(t, map[string][]byte{"b.log": []byte("22"), "a.log": []byte("1"), "sub/c.log": nil, "odd[1].log": nil})
	for _, c := range []struct {
		name     string
		patterns []string
		want     string // names, or a part of the error
		fails    bool
	}{
		{"sorted, each once", []string{"*.log", "./a.log", "a.*"}, "a.log b.log odd[1].log", false},
		{"a name with pattern characters", []string{"odd[1].log"}, "odd[1].log", false},
		{"folders are left out", []string{"*"}, "a.log b.log odd[1].log", false},
		{"no match", []string{"a.log", "*.gz"}, `"*.gz" matches no file`, true},
		{"only a folder", []string{"sub"}, "sub/*", true},
		{"malformed", []string{"[a"}, "malformed", true},
		{"none", nil, "at least one file", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(dir)
			objects, err := Glob{Patterns: c.patterns}.List(context.Background())
			var names []string
			for _, o := range objects {
				names = append(names, o.Name)
			}
			if got := strings.Join(names, " "); (err != nil) != c.fails || !c.fails && got != c.want || c.fails && !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %s, %v", got, err)
			}
		})
	}
}

func TestBatches(t *testing.T) {
	var objects []Object
	for _, size := range []int64{5, 5, 1, 20, 3, 3, 3, 3} {
		objects = append(objects, Object{Name: fmt.Sprint(len(objects)), Size: size})
	}
	var got []string
	for i, b := range Batches(objects, 3, 10) {
		var names bytes.Buffer
		for _, o := range b.Objects {
			io.WriteString(&names, o.Name)
		}
		if got = append(got, names.String()); b.N != i {
			t.Errorf("batch %d has number %d", i, b.N)
		}
	}
	if strings.Join(got, " ") != "01 2 3 456 7" {
		t.Error(got)
	}
}
