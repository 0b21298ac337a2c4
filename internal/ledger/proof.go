package ledger

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// ProofFormat names the bundle's encoding.
const ProofFormat = "tocsin-proof/1"

// A Proof shows offline that an incident's entries are in the signed tree,
// whole and in order. It has one encoding: see Encode.
type Proof struct {
	Format     string       `json:"format"`
	Incident   incident.ID  `json:"incident"`
	Size       int64        `json:"size"`       // entries in the ledger when the bundle was made
	Checkpoint string       `json:"checkpoint"` // signed note over that tree
	First      FirstTree    `json:"first"`
	Entries    []ProofEntry `json:"entries"`
}

// FirstTree is the tree that was signed when the incident's first entry was
// appended, and the proof that the tree of the bundle only added to it.
type FirstTree struct {
	Checkpoint  string      `json:"checkpoint"`
	Consistency []tlog.Hash `json:"consistency"`
}

// A ProofEntry is one leaf with its audit path to the bundle's tree.
type ProofEntry struct {
	Number int64           `json:"number"` // in the ledger, from 0
	Leaf   json.RawMessage `json:"leaf"`   // an Entry, byte for byte as hashed
	Path   []tlog.Hash     `json:"path"`
}

// Entry decodes the leaf.
func (p ProofEntry) Entry() (Entry, error) { return decodeEntry(p.Leaf) }

// Origin is the ledger's name, as its checkpoint says it.
func (p Proof) Origin() string {
	origin, _, _ := strings.Cut(p.Checkpoint, "\n")
	return origin
}

const (
	listStart = `"entries":[`
	listEnd   = "]}\n"
)

// Encode gives the bundle's only valid bytes: JSON with a line for each part
// and for each entry, so that a damaged byte can be named by its line.
func (p Proof) Encode() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("{")
	p.First.Consistency = append([]tlog.Hash{}, p.First.Consistency...)
	for _, part := range []struct {
		name  string
		value any
	}{{"format", p.Format}, {"incident", p.Incident}, {"size", p.Size}, {"checkpoint", p.Checkpoint}, {"first", p.First}} {
		value, err := compactJSON(part.value)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "%q:%s,\n", part.name, value)
	}
	b.WriteString(listStart + "\n")
	for i, e := range p.Entries {
		e.Path = append([]tlog.Hash{}, e.Path...) // "[]", never "null"
		line, err := compactJSON(e)
		if err != nil {
			return nil, err
		}
		b.Write(line)
		if i < len(p.Entries)-1 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	b.WriteString(listEnd)
	return b.Bytes(), nil
}

// partNames of the lines before the entries, for messages.
var partNames = []string{"format", "incident", "size", "checkpoint", "first", "entries"}

// decodeProof reads a bundle line by line and refuses every byte that Encode
// would not have written.
func decodeProof(bundle []byte) (Proof, error) {
	var p Proof
	lines := bytes.SplitAfter(bundle, []byte("\n"))
	if len(lines) < len(partNames)+1 {
		return p, fmt.Errorf("the bundle is cut off after line %d", len(lines))
	}
	header := append(bytes.Join(lines[:len(partNames)], nil), listEnd...)
	if err := strictJSON(bytes.TrimSuffix(header, []byte("\n")), &p); err != nil {
		return p, fmt.Errorf("the bundle's head (%v) was changed: %w", partNames, err)
	}
	entries := lines[len(partNames):]
	for i, line := range entries {
		if string(line) == listEnd {
			break
		}
		if i >= len(entries)-2 && !bytes.HasPrefix(line, []byte("{")) {
			return p, fmt.Errorf("the bundle was changed or cut off after entry %d", i-1)
		}
		e, err := decodeLine(line)
		if err != nil {
			return p, badLine(i, line, err)
		}
		p.Entries = append(p.Entries, e)
	}
	again, err := p.Encode()
	if err != nil {
		return p, err
	}
	if bytes.Equal(again, bundle) {
		return p, nil
	}
	return p, p.firstDifference(again, bundle)
}

func decodeLine(line []byte) (ProofEntry, error) {
	var e ProofEntry
	body := bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte(","))
	if err := strictJSON(body, &e); err != nil {
		return e, err
	}
	if _, err := e.Entry(); err != nil {
		return e, err
	}
	again, err := compactJSON(e)
	if err != nil {
		return e, err
	}
	if !bytes.Equal(again, body) {
		return e, errors.New("not in the encoding that the ledger writes")
	}
	return e, nil
}

// firstDifference names the line in which a bundle is not what Encode writes.
func (p Proof) firstDifference(want, got []byte) error {
	at := 0
	for at < len(want) && at < len(got) && want[at] == got[at] {
		at++
	}
	line := bytes.Count(got[:min(at, len(got))], []byte("\n"))
	switch i := line - len(partNames); {
	case i < 0:
		return fmt.Errorf("the bundle's line %q was changed: not in the encoding that the ledger writes", partNames[line])
	case i < len(p.Entries):
		return badLine(i, p.Entries[i].Leaf, errors.New("its line does not end as the ledger writes it"))
	}
	return fmt.Errorf("the bundle was changed after its last entry (byte %d)", at)
}
