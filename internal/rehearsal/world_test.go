package rehearsal

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
)

var until = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)

func small(t *testing.T, o Options) *World {
	t.Helper()
	o.Scale, o.Until, o.Dir = 2000, until, t.TempDir()
	w, err := Make(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// lines reads the log as anybody would: encoding/json, the packing by its name.
func lines(t *testing.T, w *World) (records []map[string]any, broken int64) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(w.LogDir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var r io.Reader = bytes.NewReader(body)
		switch filepath.Ext(name) {
		case ".gz":
			r, err = gzip.NewReader(r)
		case ".zst":
			r, err = zstd.NewReader(r)
		}
		if err != nil {
			t.Fatal(err)
		}
		for s := bufio.NewScanner(r); s.Scan(); {
			var rec map[string]any
			if json.Unmarshal(s.Bytes(), &rec) != nil {
				broken++
				continue
			}
			records = append(records, rec)
		}
	}
	return records, broken
}

func TestTruthIsWhatTheFilesSay(t *testing.T) {
	w := small(t, Options{Seed: 1})
	records, broken := lines(t, w)
	truth := w.Truth
	if broken != truth.Broken || broken == 0 {
		t.Errorf("%d broken lines, the truth says %d", broken, truth.Broken)
	}
	if n := int64(len(records)) + broken; n != truth.Lines {
		t.Errorf("%d lines, the truth says %d", n, truth.Lines)
	}
	affected := map[string]time.Time{}
	hours := map[time.Time]bool{}
	nightly, events, withTicket := 0, 0, 0
	var last time.Time
	for _, r := range records {
		at, err := time.Parse(time.RFC3339, r["time"].(string))
		if err != nil {
			t.Fatal(err)
		}
		hours[at.UTC().Truncate(time.Hour)] = true
		if r["principal"] == nightJob {
			nightly++
		}
		if r["principal"] != truth.Insider || r["action"] != "customer.read" {
			continue
		}
		events++
		if r["ticket_id"] != nil {
			withTicket++
		}
		if at.Before(last) {
			t.Fatal("the log is not in order of time")
		}
		last = at
		if id := r["customer_id"].(string); affected[id].IsZero() {
			affected[id] = at
		}
	}
	if nightly != 90*6000 {
		t.Errorf("the night job read %d, want everybody each night", nightly)
	}
	if len(affected) != 34 || len(truth.Affected) != 34 || events != truth.Events || !last.Equal(truth.Last) {
		t.Errorf("affected %d, truth %d, want 34; %d events, truth %d", len(affected), len(truth.Affected), events, truth.Events)
	}
	if withTicket == 0 || withTicket*2 > events {
		t.Errorf("%d of %d look-ups with a ticket: want some, and the fewer part", withTicket, events)
	}
	for _, id := range truth.Affected {
		if affected[id].IsZero() {
			t.Errorf("a customer of the truth was not read")
		}
	}
	for h := until.AddDate(0, 0, -90); h.Before(until); h = h.Add(time.Hour) {
		lost := !h.Before(truth.LostFrom) && h.Before(truth.LostTo)
		if hours[h] == lost {
			t.Errorf("hour %v is in the log: %v, lost: %v", h, hours[h], lost)
		}
	}
	checkReports(t, w, affected)
}

func checkReports(t *testing.T, w *World, affected map[string]time.Time) {
	t.Helper()
	body, err := os.ReadFile(w.Reports)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	explained := 0
	for _, row := range rows[1:] {
		called, err := time.Parse(time.RFC3339, row[1])
		if err != nil {
			t.Fatal(err)
		}
		if called.After(until) {
			t.Error("a call after the log ends")
		}
		if at := affected[row[0]]; !at.IsZero() && at.Before(called) {
			explained++
		}
	}
	if len(rows)-1 != 12 || explained != 7 || w.Truth.Explained != 7 {
		t.Errorf("%d reports, %d explained, truth %d; want 12 and 7", len(rows)-1, explained, w.Truth.Explained)
	}
}

func TestDirectoryHoldsEverybodyOnce(t *testing.T) {
	w := small(t, Options{Seed: 2})
	f, err := os.Open(w.Directory)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	byID, addresses, countries := map[string][]string{}, map[string]bool{}, map[string]int{}
	for _, row := range rows[1:] {
		if byID[row[0]] != nil {
			t.Error("a customer twice")
		}
		byID[row[0]] = row
		if strings.Contains(row[1], "@") {
			if addresses[row[1]] {
				t.Error("an address twice")
			}
			addresses[row[1]] = true
			if !strings.HasSuffix(row[1], ".example") && !strings.HasSuffix(row[1], bouncing) {
				t.Errorf("an address that may be somebody's: %s", row[1])
			}
		}
	}
	truth := w.Truth
	for _, id := range truth.Affected {
		row := byID[id]
		switch {
		case row == nil:
			if !slices.Contains(truth.Departed, id) {
				t.Error("missing from the directory, and the truth does not say so")
			}
			continue
		case row[1] != truth.Mail[id] && !slices.Contains(truth.Unreachable, id):
			t.Errorf("address %s, truth %s", row[1], truth.Mail[id])
		case row[5] != "consumer":
			t.Error("a business among the victims")
		}
		countries[row[3]]++
	}
	if n := len(truth.Mail) + len(truth.Unreachable) + len(truth.Departed); n != len(truth.Affected) {
		t.Errorf("%d of %d affected are accounted for", n, len(truth.Affected))
	}
	for _, p := range places {
		if countries[p.country] == 0 || countries[p.country] != truth.ByCountry[p.country] {
			t.Errorf("%s: %d in the directory, truth %d", p.country, countries[p.country], truth.ByCountry[p.country])
		}
	}
	if len(truth.Departed) == 0 || len(truth.Unreachable) == 0 || len(truth.Bouncing) == 0 {
		t.Errorf("departed %d, unreachable %d, bouncing %d: want some of each", len(truth.Departed), len(truth.Unreachable), len(truth.Bouncing))
	}
}

func TestSameSeedSameWorld(t *testing.T) {
	digest := func(seed uint64) string {
		w := small(t, Options{Seed: seed, Days: 30})
		var all bytes.Buffer
		err := filepath.Walk(filepath.Dir(w.Reports), func(path string, info os.FileInfo, err error) error {
			if err != nil || info.IsDir() {
				return err
			}
			body, err := os.ReadFile(path)
			all.WriteString(filepath.Base(path))
			all.Write(body)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return all.String()
	}
	first := digest(3)
	if again := digest(3); again != first {
		t.Error("the same seed made two worlds")
	}
	if digest(4) == first {
		t.Error("two seeds made one world")
	}
}

func TestNoWorldWithoutRoomForTheStory(t *testing.T) {
	for name, o := range map[string]Options{
		"scale":    {Scale: 4000, Until: until},
		"no scale": {Until: until},
		"days":     {Scale: 2000, Days: 10, Until: until},
		"until":    {Scale: 2000, Until: until.Add(time.Hour)},
		"no until": {Scale: 2000},
	} {
		o.Dir = t.TempDir()
		if _, err := Make(t.Context(), o); err == nil {
			t.Errorf("%s: made a world", name)
		}
	}
}

// TestManyWorlds holds the story for other seeds: it must not hang on luck.
func TestManyWorlds(t *testing.T) {
	for seed := range uint64(20) {
		p, err := newPlan(Options{Scale: 3000, Days: 30, Until: until, Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		s := &seen{byInsider: make([][]act, p.days)}
		for n := range p.days {
			for _, a := range p.acts(n) {
				if a.by == p.insider && !a.update {
					s.byInsider[n] = append(s.byInsider[n], a)
				}
			}
		}
		truth := p.truth(s, p.reports(s))
		if len(truth.Affected) != fullStolen/3000 || truth.Explained != realReports {
			t.Errorf("seed %d: %d affected, %d explained", seed, len(truth.Affected), truth.Explained)
		}
	}
}

func BenchmarkMake(b *testing.B) {
	for b.Loop() {
		if _, err := Make(b.Context(), Options{Scale: 100, Until: until, Seed: 1, Dir: b.TempDir()}); err != nil {
			b.Fatal(err)
		}
	}
}
