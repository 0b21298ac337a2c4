package dossier

import (
	"crypto/ecdsa"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/ledger"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// An Account is what a check of a dossier's files found.
type Account struct {
	Verified    bool           `json:"verified"`
	Incident    incident.ID    `json:"incident,omitempty"`
	Entries     int            `json:"entries"` // of the incident
	First       *ledger.Entry  `json:"first,omitempty"`
	Last        *ledger.Entry  `json:"last,omitempty"`
	FirstNumber int64          `json:"first_number"` // in the ledger
	LastNumber  int64          `json:"last_number"`
	Size        int64          `json:"checkpoint_size"` // entries of all incidents in the signed tree
	Origin      string         `json:"origin,omitempty"`
	Key         string         `json:"key_sha256"` // of the DER form
	Files       []FileAccount  `json:"files"`
	Problems    []FileProblem  `json:"problems"`
	Later       []ledger.Entry `json:"later"` // since the dossier was written: what was filed, judged or run after
	entries     []ledger.Entry // verified
	numbers     []int64        // of the entries, in the ledger
}

// A FileAccount is one file that the report entry covers.
type FileAccount struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// A FileProblem says which file is wrong and how.
type FileProblem struct {
	File    string `json:"file"`
	Problem string `json:"problem"`
}

// Check verifies a dossier's files by name with nothing but the public key: it
// is offline, and no file of the dossier is trusted before the proof is. Names
// that a dossier does not have are left alone.
func Check(files map[string][]byte, key *ecdsa.PublicKey) (Account, error) {
	a := Account{Files: []FileAccount{}, Problems: []FileProblem{}, Later: []ledger.Entry{}}
	var err error
	if a.Key, err = ledger.Fingerprint(key); err != nil {
		return a, err
	}
	a.checkKeyCopy(files, key)
	if err := a.checkProof(files, key); err != nil {
		a.problem(FileProof, "%s", err)
	} else {
		a.checkFiles(files)
		a.checkPhases(files[FileDossier])
	}
	a.Verified = len(a.Problems) == 0
	return a, nil
}

func (a *Account) problem(file, format string, args ...any) {
	a.Problems = append(a.Problems, FileProblem{file, fmt.Sprintf(format, args...)})
}

// checkKeyCopy compares the folder's copy, which proves nothing by itself and
// may be left out, with the key that is trusted.
func (a *Account) checkKeyCopy(files map[string][]byte, key *ecdsa.PublicKey) {
	body, ok := files[FileKey]
	if !ok {
		return
	}
	want, err := ledger.MarshalKey(key)
	if err != nil || string(want) != string(body) {
		a.problem(FileKey, "it is not the key that this check was given, so either is not the ledger's")
	}
}

func (a *Account) checkProof(files map[string][]byte, key *ecdsa.PublicKey) error {
	bundle, ok := files[FileProof]
	if !ok {
		return errors.New("it is missing: without it nothing can be verified")
	}
	p, err := ledger.Verify(bundle, key)
	if err != nil {
		return err
	}
	for _, pe := range p.Entries {
		e, err := pe.Entry()
		if err != nil {
			return err
		}
		a.entries, a.numbers = append(a.entries, e), append(a.numbers, pe.Number)
	}
	a.Later = later(a.entries)
	last := len(p.Entries) - 1
	a.Incident, a.Entries, a.First, a.Last = p.Incident, len(p.Entries), &a.entries[0], &a.entries[last]
	a.FirstNumber, a.LastNumber, a.Size, a.Origin = p.Entries[0].Number, p.Entries[last].Number, p.Size, p.Origin()
	return nil
}

// checkFiles compares every file with the newest entry of phase report.
func (a *Account) checkFiles(files map[string][]byte) {
	for _, e := range slices.Backward(a.entries) {
		if e.Phase != incident.PhaseReport || e.Status != incident.Done {
			continue
		}
		var refs WriteResult
		if err := json.Unmarshal(e.Result, &refs); err != nil {
			a.problem(FileProof, "entry %d (phase %s) does not refer to a dossier", e.Seq, e.Phase)
			return
		}
		a.checkFile(files, FileDossier, refs.Dossier, e)
		a.checkFile(files, FilePage, refs.Page, e)
		a.checkFile(files, FileHistory, refs.History, e)
		return
	}
	a.problem(FileProof, "%s: no entry of phase report is in it, so no file is covered; entries at its end were removed, or it is not a closed incident's", ledger.Removed)
}

func (a *Account) checkFile(files map[string][]byte, name string, ref vault.Ref, e ledger.Entry) {
	body, ok := files[name]
	switch got := vault.Digest(body); {
	case !ok:
		a.problem(name, "%s: the ledger's entry %d (phase %s) has it, the dossier has not", ledger.Removed, e.Seq, e.Phase)
	case got != ref.SHA256:
		a.problem(name, "%s: its SHA-256 is %s, the ledger's entry %d (phase %s) says %s", ledger.Changed, got, e.Seq, e.Phase, ref.SHA256)
	default:
		a.Files = append(a.Files, FileAccount{name, got})
	}
}

// checkPhases compares what the dossier was made from with what the ledger
// holds: whoever edited the incident's record before the dossier was written
// is found here.
func (a *Account) checkPhases(body []byte) {
	if !slices.ContainsFunc(a.Files, func(f FileAccount) bool { return f.Name == FileDossier }) {
		return // not the ledger's file: said already
	}
	var d Dossier
	if err := json.Unmarshal(body, &d); err != nil || d.Format != Format || d.Incident != a.Incident {
		a.problem(FileDossier, "it is not a dossier (%s) of %s", Format, a.Incident)
		return
	}
	for _, p := range d.Phases {
		i := slices.Index(a.numbers, p.Entry)
		if i < 0 {
			a.problem(FileDossier, "phase %s refers to number %d in the ledger, which is no entry of this incident", p.Name, p.Entry)
			continue
		}
		e := a.entries[i]
		digest, err := resultDigest(e.Result)
		if err != nil || e.Phase != p.Name || e.Status != p.Status || e.Error != p.Error || digest != p.Result {
			a.problem(FileDossier, "phase %s was written from a record that is not what the ledger's entry %d (phase %s) says", p.Name, e.Seq, e.Phase)
		}
	}
}
