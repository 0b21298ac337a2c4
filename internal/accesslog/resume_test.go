package accesslog

import (
	"bytes"
	"strings"
	"testing"
)

// Of a file of many gzip members, damage costs the records of one; each place
// is named with its bytes, and the result is a lower bound.
func TestResumesBehindADamagedMember(t *testing.T) {
	all := accesses(20_000)
	var stored []byte
	var begins []int
	for i := 0; i < len(all); i += 2000 {
		begins = append(begins, len(stored))
		stored = append(stored, gzipped(textFormats[0].write(all[i:i+2000]))...)
	}
	damaged := bytes.Clone(stored)
	damaged[begins[4]+500] ^= 0xff
	got, stats, err := scanOne(t, Log{}, damaged)
	if err != nil || len(got) < 18_000 || len(got) >= 20_000 || len(stats.Damaged) != 1 || !strings.Contains(stats.Damaged[0].Reason, "near byte ") {
		t.Fatalf("%d records of 20,000, %+v, %v", len(got), stats, err)
	}
	known := map[string]bool{}
	for _, r := range all {
		known[r.CustomerID] = true
	}
	for _, r := range got {
		if !known[r.CustomerID] {
			t.Fatalf("%q was made of damage", r.CustomerID)
		}
	}
	if last := got[len(got)-1]; !same(last, all[len(all)-1]) {
		t.Errorf("the last record is %+v, want %+v", last, all[len(all)-1])
	}
}

// Tables and PostgreSQL's logs are read behind damage too.
func TestEveryTextResumes(t *testing.T) {
	all := accesses(20_000)
	for _, f := range textFormats {
		if f.format.Name == cloudTrail.Name {
			continue // a list of events that breaks off has no place to go on
		}
		said, plain := f.said(all), f.write(all)
		size := len(plain)/10 + 1
		var stored []byte
		for at := 0; at < len(plain); at += size {
			if at == 4*size {
				stored = append(stored, gzipped(plain[at : at+size])[:200]...)
				continue
			}
			stored = append(stored, gzipped(plain[at:min(at+size, len(plain))])...)
		}
		got, stats, err := scanOne(t, Log{Format: f.format, Mapping: f.m}, stored)
		if err != nil || len(got) < 15_900 || len(got) > 18_200 || len(stats.Damaged) != 1 {
			t.Errorf("%s: %d records of 20,000, %d damaged %+v, %v; want all but those of one member, or of two where the second's head was taken for data, and one place", f.format.Name, len(got), len(stats.Damaged), stats, err)
			continue
		}
		if !same(got[0], said[0]) || !same(got[len(got)-1], said[len(said)-1]) {
			t.Errorf("%s: the first or the last record is another", f.format.Name)
		}
		known := map[string]bool{}
		for _, r := range said {
			known[r.CustomerID] = true
		}
		for _, r := range got {
			if !known[r.CustomerID] {
				t.Fatalf("%s: %q was made of damage", f.format.Name, r.CustomerID)
			}
		}
	}
}
