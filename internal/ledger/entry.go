package ledger

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// MaxResult is the largest result, in bytes of compact JSON, that an entry
// takes: a phase's result is counts and references, never data.
const MaxResult = 32 << 10

// MaxError is the longest error text of an entry, in bytes.
const MaxError = 4 << 10

// An Entry is one leaf of the tree: the status of one phase of one incident.
type Entry struct {
	Seq       int64           `json:"seq"` // number within the incident, from 0, without holes
	Incident  incident.ID     `json:"incident"`
	Phase     string          `json:"phase"`
	Status    string          `json:"status"` // incident.Done or incident.Failed
	At        time.Time       `json:"at"`     // UTC, milliseconds; never before the entry before it
	Execution string          `json:"execution"`
	Result    json.RawMessage `json:"result,omitempty"`
	Error     string          `json:"error,omitempty"`
	Drill     bool            `json:"drill,omitempty"` // of an exercise
	Prev      string          `json:"prev,omitempty"`  // base64 leaf hash of the incident's entry before it
}

// A Draft is what a caller knows of an entry; the ledger adds the rest.
type Draft struct {
	Incident  incident.ID
	Phase     string
	Status    string
	Execution string // ARN
	Result    json.RawMessage
	Error     string
}

// encode gives the one encoding of e that the tree holds.
func (e Entry) encode() ([]byte, error) { return compactJSON(e) }

func decodeEntry(leaf []byte) (Entry, error) {
	var e Entry
	if err := strictJSON(leaf, &e); err != nil {
		return Entry{}, fmt.Errorf("decoding entry: %w", err)
	}
	again, err := e.encode()
	if err != nil {
		return Entry{}, err
	}
	if !bytes.Equal(again, leaf) {
		return Entry{}, errors.New("decoding entry: not in the encoding that the ledger writes")
	}
	return e, nil
}

// check refuses a draft that could not be read back or does not belong here.
func (d *Draft) check() error {
	if err := d.Incident.Check(); err != nil {
		return err
	}
	switch {
	case !slices.Contains(incident.Phases, d.Phase) && !slices.Contains(incident.Acts, d.Phase):
		return fmt.Errorf("phase %q is none of %v or %v", d.Phase, incident.Phases, incident.Acts)
	case d.Status != incident.Done && d.Status != incident.Failed:
		return fmt.Errorf("status %q is neither %s nor %s", d.Status, incident.Done, incident.Failed)
	case d.Execution == "":
		return errors.New("the execution is missing")
	case len(d.Error) > MaxError:
		return fmt.Errorf("the error text has %d bytes, more than %d", len(d.Error), MaxError)
	}
	if result := bytes.TrimSpace(d.Result); len(result) == 0 || string(result) == "null" {
		d.Result = nil
		return nil
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, d.Result); err != nil || !utf8.Valid(d.Result) {
		return errors.New("the result is not JSON")
	}
	if compact.Len() > MaxResult {
		return fmt.Errorf("the result has %d bytes, more than %d: pass references, not data", compact.Len(), MaxResult)
	}
	d.Result = compact.Bytes()
	return nil
}

// key is the same for a repeat of d and for nothing else.
func (d *Draft) key() string {
	body, _ := json.Marshal([]string{d.Execution, d.Phase, d.Status, vault.Digest(d.Result), vault.Digest([]byte(d.Error))})
	return vault.Digest(body)
}

// compactJSON encodes v without line ends and without HTML escapes.
func compactJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("encoding %T: %w", v, err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// strictJSON decodes exactly one value, without fields that v does not have.
func strictJSON(body []byte, v any) error {
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return err
	}
	if dec.InputOffset() != int64(len(body)) {
		return errors.New("something stands after the JSON value")
	}
	return nil
}
