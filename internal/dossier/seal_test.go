package dossier

import (
	"context"
	"crypto/ecdsa"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/ledger"
	"github.com/tocsin-ir/tocsin/internal/task"
)

// Close makes the scene a Closer.
func (s *scene) Close(_ context.Context, id incident.ID, at time.Time) error {
	if id != s.record.ID {
		return incident.ErrUnknown
	}
	s.record.Status, s.record.ClosedAt = "closed", at
	return nil
}

// sealed tells the seed's story through the real ledger up to its seal.
func sealed(t *testing.T) (*scene, Sealer, *ledger.Log) {
	t.Helper()
	return sealedWith(t, func(*scene) {})
}

// sealedWith lets somebody at the record just before the dossier is written.
func sealedWith(t *testing.T, edit func(*scene)) (*scene, Sealer, *ledger.Log) {
	t.Helper()
	s := seed(t)
	key, err := ledger.NewKeySigner()
	if err != nil {
		t.Fatal(err)
	}
	now := aware.Add(4 * time.Hour)
	log := &ledger.Log{
		Objects: &ledger.MemoryObjects{}, Heads: &ledger.MemoryHeads{}, Signer: key, Origin: ledger.Origin("evidence"),
		Now: func() time.Time { now = now.Add(time.Second); return now },
	}
	for _, phase := range incident.Phases[:8] {
		p := s.record.Phases[phase]
		p.Entry = note(t, log, phase, p.Result)
		s.record.Phases[phase] = p
	}
	edit(s)
	out, err := s.writer().Write(t.Context(), WriteRequest{seedID, seedRun})
	if err != nil {
		t.Fatal(err)
	}
	body, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	note(t, log, incident.PhaseReport, body)
	none := func(context.Context, incident.ID) ([]string, error) { return nil, nil }
	return s, Sealer{Owed: none, Ledger: log, Key: key, Evidence: s.evidence, Incidents: s, Now: func() time.Time { return now }}, log
}

func note(t *testing.T, log *ledger.Log, phase string, result json.RawMessage) int64 {
	t.Helper()
	n, err := log.Append(t.Context(), ledger.Draft{Incident: seedID, Phase: phase, Status: incident.Done, Execution: seedRun, Result: result})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// folder reads the sealed dossier as a person gets it.
func (s *scene) folder() map[string][]byte {
	s.t.Helper()
	files := map[string][]byte{}
	keys, err := s.evidence.List(context.Background(), Key(seedID, ""))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, key := range keys {
		if files[strings.TrimPrefix(key, Key(seedID, ""))], err = s.evidence.Read(context.Background(), key); err != nil {
			s.t.Fatal(err)
		}
	}
	return files
}

func publicKey(t *testing.T, s Sealer) *ecdsa.PublicKey {
	t.Helper()
	key, err := s.Key.PublicKey(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func TestSeal(t *testing.T) {
	s, sealer, _ := sealed(t)
	out, err := sealer.Seal(t.Context(), SealRequest{seedID})
	if err != nil {
		t.Fatal(err)
	}
	if s.record.Status != "closed" || out.Proof.Key != Key(seedID, FileProof) || out.Proof.Count != 9 {
		t.Errorf("incident is %s, proof %+v", s.record.Status, out.Proof)
	}
	a, err := Check(s.folder(), publicKey(t, sealer))
	if err != nil || !a.Verified || a.Entries != 9 || len(a.Files) != 3 || a.Incident != seedID || a.Last.Phase != incident.PhaseReport || a.Origin != "evidence.s3.amazonaws.com/ledger" {
		t.Fatalf("check says %+v (%v)", a, err)
	}
	if _, err := sealer.Seal(t.Context(), SealRequest{seedID}); err != nil {
		t.Errorf("sealing again: %v", err)
	}
}

func TestSealRefused(t *testing.T) {
	for name, spoil := range map[string]func(*scene, *Sealer, *ledger.Log){
		"a file changed":  func(s *scene, _ *Sealer, _ *ledger.Log) { s.overwrite(FilePage, "edited") },
		"a file is later": func(s *scene, _ *Sealer, _ *ledger.Log) { s.overwrite(FileDossier, "{}") },
		"report without files": func(_ *scene, _ *Sealer, l *ledger.Log) {
			note(t, l, incident.PhaseReport, json.RawMessage(`{"dossier":{}}`))
		},
		"report of another form": func(_ *scene, _ *Sealer, l *ledger.Log) {
			note(t, l, incident.PhaseReport, json.RawMessage(`{"dossier":"here"}`))
		},
	} {
		s, sealer, log := sealed(t)
		spoil(s, &sealer, log)
		_, err := sealer.Seal(t.Context(), SealRequest{seedID})
		if task.Name(err) != task.Permanent || !strings.Contains(err.Error(), "does not verify") {
			t.Errorf("%s: %v", name, err)
		}
		if s.record.Status == "closed" || s.folder()[FileProof] != nil {
			t.Errorf("%s: sealed all the same", name)
		}
	}
}

// Whoever can write the table cannot rewrite history before it is told.
func TestSealFindsAnEditedRecord(t *testing.T) {
	for name, edit := range map[string]func(p map[string]incident.PhaseResult){
		"a count": func(p map[string]incident.PhaseResult) {
			scope := p[incident.PhaseScope]
			scope.Result = json.RawMessage(strings.Replace(string(scope.Result), `"affected":68000`, `"affected":6800`, 1))
			p[incident.PhaseScope] = scope
		},
		"a status": func(p map[string]incident.PhaseResult) {
			revoke := p[incident.PhaseRevoke]
			revoke.Status = incident.Failed
			p[incident.PhaseRevoke] = revoke
		},
		"an error": func(p map[string]incident.PhaseResult) {
			notify := p[incident.PhaseNotify]
			notify.Error = "it was the provider"
			p[incident.PhaseNotify] = notify
		},
		"an entry": func(p map[string]incident.PhaseResult) {
			approve := p[incident.PhaseApprove]
			approve.Entry = 777
			p[incident.PhaseApprove] = approve
		},
		"two entries": func(p map[string]incident.PhaseResult) {
			open, clocks := p[incident.PhaseOpen], p[incident.PhaseClocks]
			open.Entry, clocks.Entry = clocks.Entry, open.Entry
			p[incident.PhaseOpen], p[incident.PhaseClocks] = open, clocks
		},
	} {
		s, sealer, _ := sealedWith(t, func(s *scene) { edit(s.record.Phases) })
		if _, err := sealer.Seal(t.Context(), SealRequest{seedID}); err == nil || !strings.Contains(err.Error(), "dossier.json: phase ") || s.record.Status == "closed" {
			t.Errorf("%s edited: %v", name, err)
		}
	}
}

// What is filed after the seal gets into a newer proof, and changes no file.
func TestWhatIsSaidAfterTheSeal(t *testing.T) {
	s, sealer, log := sealed(t)
	if err := sealer.Renew(t.Context(), seedID); err != nil || s.folder()[FileProof] != nil {
		t.Errorf("renewed before there was a seal: %v", err)
	}
	if _, err := sealer.Seal(t.Context(), SealRequest{seedID}); err != nil {
		t.Fatal(err)
	}
	before := s.folder()
	note(t, log, incident.ActFile, json.RawMessage(`{"duty":"CH-FADP-P","at":"2026-06-02T10:00:00Z","reference":"C-9","by":"arn:aws:iam::1:user/rosa"}`))
	note(t, log, incident.ActJudge, json.RawMessage(`{"fact":"risk","value":"high","by":"arn:aws:iam::1:user/rosa","at":"2026-06-02T10:00:00Z","why":"the calls go on"}`))
	if err := sealer.Renew(t.Context(), seedID); err != nil {
		t.Fatal(err)
	}
	after := s.folder()
	for _, name := range []string{FileDossier, FilePage, FileHistory} {
		if string(after[name]) != string(before[name]) {
			t.Errorf("%s changed after the seal", name)
		}
	}
	a, err := Check(after, publicKey(t, sealer))
	if err != nil || !a.Verified || len(a.Later) != 2 {
		t.Fatalf("check says %+v (%v)", a, err)
	}
	said := strings.Join(a.Said(), "\n")
	for _, words := range []string{"CH-FADP-P was done at 2026-06-02T10:00:00Z (C-9), says arn:aws:iam::1:user/rosa", "risk is high, says arn:aws:iam::1:user/rosa: the calls go on"} {
		if !strings.Contains(said, words) {
			t.Errorf("%q is not in what was said later:\n%s", words, said)
		}
	}
	if a, err := Check(before, publicKey(t, sealer)); err != nil || !a.Verified || len(a.Later) != 0 || a.Said() != nil {
		t.Errorf("the older folder does not verify any more: %+v (%v)", a, err)
	}
	after[FileProof] = []byte(strings.Replace(string(after[FileProof]), "C-9", "C-8", 1))
	if a, err := Check(after, publicKey(t, sealer)); err != nil || a.Verified {
		t.Errorf("a changed reference was not found (%v)", err)
	}
}

func (s *scene) overwrite(name, body string) {
	s.t.Helper()
	if _, err := s.evidence.Put(context.Background(), Key(seedID, name), []byte(body), 0); err != nil {
		s.t.Fatal(err)
	}
}

func TestSealBeforeReport(t *testing.T) {
	s, sealer, log := sealed(t)
	other := incident.ID("inc-aaaaaaaaaaaa-1")
	if _, err := log.Append(t.Context(), ledger.Draft{Incident: other, Phase: incident.PhaseOpen, Status: incident.Done, Execution: "x"}); err != nil {
		t.Fatal(err)
	}
	for _, id := range []incident.ID{other, "inc-bbbbbbbbbbbb-1", "bad"} {
		if _, err := sealer.Seal(t.Context(), SealRequest{id}); err == nil {
			t.Errorf("%s: sealed without a report", id)
		}
	}
	_ = s
}

// Each answer lost once: the next seal completes it.
func TestSealAgainAfterLoss(t *testing.T) {
	for at := 1; at <= 2; at++ {
		s, sealer, _ := sealed(t)
		broken := sealer
		broken.Evidence = &failing{Memory: s.evidence, at: at}
		if _, err := broken.Seal(t.Context(), SealRequest{seedID}); !errors.Is(err, errLost) || s.record.Status == "closed" {
			t.Errorf("put %d lost: %v, incident %s", at, err, s.record.Status)
		}
		if _, err := sealer.Seal(t.Context(), SealRequest{seedID}); err != nil || s.record.Status != "closed" {
			t.Errorf("after put %d was lost: %v, incident %s", at, err, s.record.Status)
		}
	}
}

// Somebody must still be told: the proof is there, and the incident stays open.
func TestOpenDutiesKeepTheIncidentOpen(t *testing.T) {
	s, sealer, _ := sealed(t)
	owed := []string{"EU-GDPR-33", "UK-GDPR-33"}
	sealer.Owed = func(context.Context, incident.ID) ([]string, error) { return owed, nil }
	_, err := sealer.Seal(t.Context(), SealRequest{seedID})
	if task.Name(err) != DutiesOpen || !strings.Contains(err.Error(), "2 duties that apply are not filed: EU-GDPR-33, UK-GDPR-33") {
		t.Errorf("the machine catches %s by name; got %q: %v", DutiesOpen, task.Name(err), err)
	}
	if s.record.Status == "closed" || s.folder()[FileProof] == nil {
		t.Errorf("status %s, proof there: %v", s.record.Status, s.folder()[FileProof] != nil)
	}
	owed = nil
	if _, err := sealer.Seal(t.Context(), SealRequest{seedID}); err != nil || s.record.Status != "closed" {
		t.Errorf("once all is filed: status %s, %v", s.record.Status, err)
	}
}
