package ledger

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// bundle of alpha's five entries, numbers 0, 2, 4, 6, 8 of 10.
func bundle(t testing.TB) []byte {
	t.Helper()
	l, _, _ := newLog()
	for _, phase := range []string{incident.PhaseOpen, incident.PhaseDetect, incident.PhaseRevoke, incident.PhaseScope, incident.PhaseReport} {
		for _, id := range []incident.ID{alpha, beta} {
			if _, err := l.Append(t.Context(), draft(id, phase)); err != nil {
				t.Fatal(err)
			}
		}
	}
	b, err := l.Prove(t.Context(), alpha)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestBundleIsJSON(t *testing.T) {
	b := bundle(t)
	var p Proof
	if err := json.Unmarshal(b, &p); err != nil {
		t.Fatal(err)
	}
	if p.Format != ProofFormat || p.Incident != alpha || p.Size != 10 || len(p.Entries) != 5 || p.Entries[4].Number != 8 {
		t.Fatalf("bundle says %+v", p)
	}
	if n := bytes.Count(b, []byte("\n")); n != 6+5+1 {
		t.Fatalf("bundle has %d lines", n)
	}
}

// tampered applies change to the decoded bundle and encodes it as the ledger would.
func tampered(t *testing.T, b []byte, change func(*Proof)) []byte {
	t.Helper()
	p, err := decodeProof(b)
	if err != nil {
		t.Fatal(err)
	}
	change(&p)
	out, err := p.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func edit(p *Proof, i int, change func(*Entry)) {
	e, err := p.Entries[i].Entry()
	if err != nil {
		panic(err)
	}
	change(&e)
	if p.Entries[i].Leaf, err = e.encode(); err != nil {
		panic(err)
	}
}

// rechain gives entries after the i-th the prev that fits, as a careful forger would.
func rechain(p *Proof, i int) {
	for i++; i < len(p.Entries); i++ {
		edit(p, i, func(e *Entry) { e.Prev = tlog.RecordHash(p.Entries[i-1].Leaf).String() })
	}
}

func TestTamperingIsNamed(t *testing.T) {
	whole := bundle(t)
	for _, c := range []struct {
		name   string
		change func(*Proof)
		seq    int64
		phase  string
		what   string
	}{
		{"result changed", func(p *Proof) { edit(p, 2, func(e *Entry) { e.Result = json.RawMessage(`{"count":6}`) }) }, 2, "revoke", Changed},
		{"status changed", func(p *Proof) { edit(p, 4, func(e *Entry) { e.Status = incident.Failed }) }, 4, "report", Changed},
		{"phase changed", func(p *Proof) { edit(p, 0, func(e *Entry) { e.Phase = incident.PhaseClocks }) }, 0, "clocks", Changed},
		{"result changed and rechained", func(p *Proof) {
			edit(p, 1, func(e *Entry) { e.Result = json.RawMessage(`{"count":6}`) })
			rechain(p, 1)
		}, 1, "detect", NotInTree},
		{"back-dated", func(p *Proof) { edit(p, 3, func(e *Entry) { e.At = monday }) }, 3, "scope", BackDated},
		{"back-dated a little", func(p *Proof) { edit(p, 3, func(e *Entry) { e.At = e.At.Add(-time.Millisecond) }) }, 3, "scope", Changed},
		{"dated forward", func(p *Proof) { edit(p, 1, func(e *Entry) { e.At = monday.Add(time.Hour) }) }, 1, "detect", Changed},
		{"first removed", func(p *Proof) { p.Entries = p.Entries[1:] }, 0, "", Removed},
		{"third removed", func(p *Proof) { p.Entries = slices.Delete(p.Entries, 2, 3) }, 2, "", Removed},
		{"two removed", func(p *Proof) { p.Entries = slices.Delete(p.Entries, 1, 3) }, 1, "", Removed},
		{"third removed and renumbered", func(p *Proof) {
			p.Entries = slices.Delete(p.Entries, 2, 3)
			edit(p, 2, func(e *Entry) { e.Seq = 2 })
			edit(p, 3, func(e *Entry) { e.Seq = 3 })
			rechain(p, 1)
		}, 2, "scope", NotInTree},
		{"doubled", func(p *Proof) { p.Entries = slices.Insert(p.Entries, 2, p.Entries[1]) }, 1, "detect", Changed},
		{"swapped", func(p *Proof) { p.Entries[1], p.Entries[2] = p.Entries[2], p.Entries[1] }, 1, "", Removed},
		{"made up", func(p *Proof) {
			p.Entries = append(p.Entries, p.Entries[4])
			edit(p, 5, func(e *Entry) { e.Seq, e.Phase = 5, incident.PhaseClose })
			rechain(p, 4)
		}, 5, "close", Changed},
		{"number changed", func(p *Proof) { p.Entries[1].Number = 3 }, 1, "detect", NotInTree},
		{"path changed", func(p *Proof) { p.Entries[3].Path[0][0] ^= 1 }, 3, "scope", NotInTree},
		{"path cut", func(p *Proof) { p.Entries[0].Path = p.Entries[0].Path[1:] }, 0, "open", NotInTree},
		{"moved to another incident", func(p *Proof) { p.Incident = beta }, 0, "open", Changed},
	} {
		_, err := Verify(tampered(t, whole, c.change), &testKey.Key.PublicKey)
		var bad *BadEntryError
		if !errors.As(err, &bad) || bad.Seq != c.seq || bad.Phase != c.phase || bad.What != c.what {
			t.Errorf("%s: %v; want entry %d (%s) %s", c.name, err, c.seq, c.phase, c.what)
		}
	}
}

func TestBundleRefused(t *testing.T) {
	whole := bundle(t)
	l, _, _ := newLog()
	story(t, l)
	elsewhere, err := l.Prove(t.Context(), alpha) // another ledger, same key
	if err != nil {
		t.Fatal(err)
	}
	other, err := decodeProof(elsewhere)
	if err != nil {
		t.Fatal(err)
	}
	l.Now = func() time.Time { return monday.Add(time.Hour) }
	if _, err := l.Append(t.Context(), draft(alpha, incident.PhaseClose)); err != nil {
		t.Fatal(err)
	}
	later, err := l.Prove(t.Context(), alpha)
	if err != nil {
		t.Fatal(err)
	}
	newer, err := decodeProof(later)
	if err != nil {
		t.Fatal(err)
	}
	stranger, err := NewKeySigner()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Verify(whole, &stranger.Key.PublicKey); err == nil || !strings.Contains(err.Error(), "not signed with this key") {
		t.Errorf("stranger's key: %v", err)
	}
	for name, b := range map[string][]byte{
		"empty":                nil,
		"not ours":             []byte("{}"),
		"cut in an entry":      whole[:len(whole)-200],
		"cut after an entry":   whole[:len(whole)-len(listEnd)],
		"text behind":          append(bytes.Clone(whole), '\n'),
		"Windows line ends":    bytes.ReplaceAll(whole, []byte("\n"), []byte("\r\n")),
		"format":               tampered(t, whole, func(p *Proof) { p.Format = "tocsin-proof/2" }),
		"size":                 tampered(t, whole, func(p *Proof) { p.Size++ }),
		"no entries":           tampered(t, whole, func(p *Proof) { p.Entries = nil }),
		"first tree missing":   tampered(t, whole, func(p *Proof) { p.First = FirstTree{} }),
		"first tree is newest": tampered(t, whole, func(p *Proof) { p.First.Checkpoint = p.Checkpoint }),
		"consistency cut":      tampered(t, whole, func(p *Proof) { p.First.Consistency = p.First.Consistency[1:] }),
		"newer checkpoint":     tampered(t, whole, func(p *Proof) { p.Checkpoint = newer.Checkpoint; p.Size = newer.Size }),
		"a null for a list":    bytes.Replace(tampered(t, whole, func(p *Proof) { p.Entries[0].Path = nil }), []byte("[]"), []byte("null"), 1),
	} {
		if _, err := Verify(b, &testKey.Key.PublicKey); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	// Both ledgers hold the same leaves at the same places, so their trees are
	// the same tree: only a signature tells them apart, and both are good.
	if _, err := Verify(tampered(t, whole, func(p *Proof) { p.Checkpoint = other.Checkpoint }), &testKey.Key.PublicKey); err != nil {
		t.Errorf("same tree, signed again: %v", err)
	}
}

func TestAnyByteOfTheBundleChanged(t *testing.T) {
	whole := bundle(t)
	lines := bytes.SplitAfter(whole, []byte("\n"))
	at, named := 0, 0
	for n, line := range lines {
		for i := range line {
			for _, mask := range []byte{1, 0x20} { // a neighbour, and the other letter case
				if mask != 1 && i%4 != 0 {
					continue
				}
				changed := bytes.Clone(whole)
				changed[at+i] ^= mask
				_, err := Verify(changed, &testKey.Key.PublicKey)
				if err == nil {
					t.Fatalf("accepted with byte %d of line %d ^ %#x: %q", i, n, mask, changed[at:at+len(line)])
				}
				var bad *BadEntryError
				if entry := int64(n - len(partNames)); entry >= 0 && entry < 5 {
					if !errors.As(err, &bad) || bad.Seq != entry {
						t.Fatalf("byte %d of entry %d ^ %#x: %v", i, entry, mask, err)
					}
					named++
				}
			}
		}
		at += len(line)
	}
	t.Logf("each of %d bytes changed, every fourth also in its letter case: all found, %d named as their entry", len(whole), named)
}

func FuzzVerify(f *testing.F) {
	whole := bundle(f)
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add([]byte("{}\n\n\n\n\n\n\n\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := Verify(b, &testKey.Key.PublicKey)
		if err != nil {
			return
		}
		if again, err := p.Encode(); err != nil || !bytes.Equal(again, b) {
			t.Fatalf("accepted a bundle that encodes otherwise (%v)", err)
		}
	})
}
