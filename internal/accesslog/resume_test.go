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
