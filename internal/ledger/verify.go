package ledger

import (
	"crypto/ecdsa"
	"encoding/base64"
	"errors"
	"fmt"
	"regexp"

	"golang.org/x/mod/sumdb/tlog"
)

// What can be wrong with an entry.
const (
	Changed   = "changed"
	Removed   = "removed"
	BackDated = "back-dated"
	NotInTree = "not in the tree"
)

// A BadEntryError names the first entry of a bundle that is not as it was
// signed.
type BadEntryError struct {
	Seq    int64  // number within the incident
	Phase  string // empty when the entry is gone or cannot be read
	What   string // Changed, Removed, BackDated or NotInTree
	Detail string
}

func (e *BadEntryError) Error() string {
	phase := ""
	if e.Phase != "" {
		phase = " (phase " + e.Phase + ")"
	}
	return fmt.Sprintf("entry %d%s: %s: %s", e.Seq, phase, e.What, e.Detail)
}

// phaseName finds the phase in a line that may not be JSON any more.
var phaseName = regexp.MustCompile(`"phase":"([a-z]{1,20})"`)

func badLine(i int, line []byte, err error) error {
	bad := &BadEntryError{Seq: int64(i), What: Changed, Detail: err.Error()}
	if m := phaseName.FindSubmatch(line); m != nil {
		bad.Phase = string(m[1])
	}
	return bad
}

// Verify checks a bundle with nothing but the public key: the checkpoint's
// signature, every entry's place in the signed tree, the incident's sequence
// without holes and its times in order, and that the bundle has no other byte
// than those that the ledger wrote. The error names the first bad entry (a
// *BadEntryError) where there is one.
//
// Entries after the bundle's last one cannot be missed by Verify: the caller
// must know which entry the bundle has to end with.
func Verify(bundle []byte, key *ecdsa.PublicKey) (Proof, error) {
	p, err := decodeProof(bundle)
	if err != nil {
		return p, err
	}
	if p.Format != ProofFormat {
		return p, fmt.Errorf("the bundle's format is %q, not %q", p.Format, ProofFormat)
	}
	origin, tree, err := openCheckpoint(p.Checkpoint, key)
	if err != nil {
		return p, err
	}
	if p.Size != tree.N {
		return p, fmt.Errorf("the bundle says %d entries, its checkpoint %d", p.Size, tree.N)
	}
	if len(p.Entries) == 0 {
		return p, errors.New("the bundle holds no entry")
	}
	if err := p.checkEntries(tree); err != nil {
		return p, err
	}
	return p, p.checkFirst(origin, tree, key)
}

func (p Proof) checkEntries(tree tlog.Tree) error {
	entries := make([]Entry, len(p.Entries))
	for i, pe := range p.Entries {
		var err error
		if entries[i], err = pe.Entry(); err != nil {
			return badLine(i, pe.Leaf, err)
		}
	}
	for i, e := range entries {
		if err := p.checkEntry(tree, entries, i, e); err != nil {
			return err
		}
	}
	return nil
}

// checkEntry looks for the plainest name of what is wrong before it looks into the tree.
func (p Proof) checkEntry(tree tlog.Tree, entries []Entry, i int, e Entry) error {
	bad := func(what, format string, args ...any) error {
		return &BadEntryError{Seq: e.Seq, Phase: e.Phase, What: what, Detail: fmt.Sprintf(format, args...)}
	}
	number := p.Entries[i].Number
	place := tlog.CheckRecord(p.Entries[i].Path, tree.N, tree.Hash, number, tlog.RecordHash(p.Entries[i].Leaf))
	switch {
	case place == nil && e.Seq > int64(i):
		return &BadEntryError{Seq: int64(i), What: Removed, Detail: fmt.Sprintf("the next entry in the bundle is %d (phase %s)", e.Seq, e.Phase)}
	case e.Incident != p.Incident:
		return bad(Changed, "it belongs to incident %s, the bundle to %s", e.Incident, p.Incident)
	case i > 0 && e.At.Before(entries[i-1].At):
		return bad(BackDated, "its time %s is before that of the entry before it, %s", e.At.Format(stamp), entries[i-1].At.Format(stamp))
	case place == nil && e.Seq < int64(i):
		return bad(Changed, "it stands again, or out of order, as entry %d", i)
	case place == nil && i > 0 && number <= p.Entries[i-1].Number:
		return bad(NotInTree, "number %d in the ledger does not follow number %d", number, p.Entries[i-1].Number)
	case place == nil && e.Prev != p.prev(i):
		return bad(Changed, "it does not continue the entry before it")
	case place == nil:
		return nil
	case i+1 < len(entries) && entries[i+1].Prev == p.prev(i+1):
		// The next entry was written after exactly this leaf, so the leaf is not what was touched alone.
		return bad(NotInTree, "its path does not lead from number %d to the signed root", number)
	}
	e.Seq = int64(i) // the changed leaf's own number proves nothing
	return bad(Changed, "it is not what the signed tree holds as number %d", number)
}

const stamp = "2006-01-02T15:04:05.000Z07:00"

// prev is what entry i must say of the entry before it.
func (p Proof) prev(i int) string {
	if i == 0 {
		return ""
	}
	hash := tlog.RecordHash(p.Entries[i-1].Leaf)
	return base64.StdEncoding.EncodeToString(hash[:])
}

// checkFirst checks that the ledger of the incident's first entry is a prefix
// of the bundle's: nothing was rewritten between.
func (p Proof) checkFirst(origin string, tree tlog.Tree, key *ecdsa.PublicKey) error {
	firstOrigin, first, err := openCheckpoint(p.First.Checkpoint, key)
	if err != nil {
		return fmt.Errorf("the checkpoint at the first entry: %w", err)
	}
	if firstOrigin != origin || first.N != p.Entries[0].Number+1 {
		return fmt.Errorf("the checkpoint at the first entry is of %d entries of %s, not of %d of %s", first.N, firstOrigin, p.Entries[0].Number+1, origin)
	}
	if err := tlog.CheckTree(p.First.Consistency, tree.N, tree.Hash, first.N, first.Hash); err != nil {
		return fmt.Errorf("the ledger was rewritten since the incident's first entry: the tree of %d entries does not continue the tree of %d", tree.N, first.N)
	}
	return nil
}
