package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/dossier"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/ledger"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

const (
	proven    = incident.ID("inc-3f9a2c81d0e4-1")
	provenRun = "arn:aws:states:eu-central-1:123456789012:execution:tocsin-breach:inc-3f9a2c81d0e4-1-r1"
)

// story is one incident from its opening to its seal, in memory.
type story struct{ record incident.Record }

func (s *story) Get(context.Context, incident.ID) (incident.Record, error) { return s.record, nil }
func (s *story) Close(_ context.Context, _ incident.ID, _ time.Time) error { return nil }
func (s *story) History(_ context.Context, execution string) ([]byte, error) {
	return []byte(`{"events":[]}`), nil
}

// sealedFolder writes a whole dossier and the public key beside it.
func sealedFolder(t *testing.T) (folder, key string) {
	t.Helper()
	signer, err := ledger.NewKeySigner()
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 6, 1, 9, 4, 0, 0, time.UTC)
	clock := func() time.Time { now = now.Add(time.Minute); return now }
	log := &ledger.Log{Objects: &ledger.MemoryObjects{}, Heads: &ledger.MemoryHeads{}, Signer: signer, Origin: ledger.Origin("evidence"), Now: clock}
	s := &story{incident.Record{ID: proven, OpenedAt: now, AwareAt: now, OpenedBy: "arn:aws:iam::123456789012:user/kim", Trigger: "person", Run: 1, Phases: map[string]incident.PhaseResult{}}}
	note := func(id incident.ID, phase string, result any) {
		body, err := json.Marshal(result)
		if err != nil {
			t.Fatal(err)
		}
		n, err := log.Append(t.Context(), ledger.Draft{Incident: id, Phase: phase, Status: incident.Done, Execution: provenRun, Result: body})
		if err != nil {
			t.Fatal(err)
		}
		if id == proven {
			s.record.Phases[phase] = incident.PhaseResult{Phase: phase, Status: incident.Done, Result: body, At: now, Entry: n}
		}
	}
	other := incident.ID("inc-ba9876543210-1")
	note(other, incident.PhaseOpen, nil)
	note(proven, incident.PhaseOpen, nil)
	note(proven, incident.PhaseDetect, map[string]any{"decision": "no-breach", "reports": 3})
	note(other, incident.PhaseDetect, nil)
	evidence := &vault.Memory{}
	written, err := dossier.Writer{Records: s, People: &vault.Memory{}, Evidence: evidence, History: s, Now: clock}.Write(t.Context(), dossier.WriteRequest{Incident: proven, Execution: provenRun})
	if err != nil {
		t.Fatal(err)
	}
	note(proven, incident.PhaseReport, written)
	none := func(context.Context, incident.ID) ([]string, error) { return nil, nil }
	sealer := dossier.Sealer{Owed: none, Ledger: log, Key: signer, Evidence: evidence, Incidents: s, Now: clock}
	if _, err := sealer.Seal(t.Context(), dossier.SealRequest{Incident: proven}); err != nil {
		t.Fatal(err)
	}
	folder, key = filepath.Join(t.TempDir(), "dossier"), filepath.Join(t.TempDir(), "key.pem")
	for _, name := range dossier.Files {
		body, err := evidence.Read(t.Context(), dossier.Key(proven, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := keep(folder, name, body); err != nil {
			t.Fatal(err)
		}
		if name == dossier.FileKey {
			writeFile(t, key, body)
		}
	}
	return folder, key
}

func writeFile(t *testing.T, name string, body []byte) {
	t.Helper()
	if err := os.WriteFile(name, body, 0o600); err != nil {
		t.Fatal(err)
	}
}

func verify(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs strings.Builder
	code = runVerify(t.Context(), args, &out, &errs)
	return code, out.String(), errs.String()
}

func TestVerify(t *testing.T) {
	folder, key := sealedFolder(t)
	for _, args := range [][]string{{folder, "-key", key}, {"-key", key, filepath.Join(folder, "dossier.json")}} {
		code, out, errs := verify(t, args...)
		if code != exitOK || errs != "" {
			t.Fatalf("%q ends with %d: %s%s", args, code, out, errs)
		}
		for _, want := range []string{
			"verified: ", "dossier of inc-3f9a2c81d0e4-1", "entries     3, none missing", "first       2026-06-01T09:06:00Z, phase open done (number 1 in the ledger)",
			"phase report done (number 4 in the ledger)", "checkpoint  5 entries of all incidents, signed as evidence.s3.amazonaws.com/ledger", "key         SHA-256 ", "unchanged   history.json.gz",
		} {
			if !strings.Contains(out, want) {
				t.Errorf("%q is missing in\n%s", want, out)
			}
		}
	}
	if code, _, errs := verify(t, folder, "-key", filepath.Join(folder, dossier.FileKey)); code != exitOK || !strings.Contains(errs, "comes with the dossier") {
		t.Errorf("the folder's own key: ends with %d: %s", code, errs)
	}
	code, out, _ := verify(t, "-json", folder, "-key", key)
	var account dossier.Account
	if err := json.Unmarshal([]byte(out), &account); err != nil || code != exitOK || !account.Verified || account.Entries != 3 || len(account.Problems) != 0 {
		t.Errorf("-json ends with %d: %s (%v)", code, out, err)
	}
	if err := os.Remove(filepath.Join(folder, dossier.FileKey)); err != nil {
		t.Fatal(err)
	}
	if code, out, _ := verify(t, folder, "-key", key); code != exitOK {
		t.Errorf("without the copy of the key it ends with %d: %s", code, out)
	}
}

// Any single changed byte of any file is found, and its file named.
func TestVerifyAnyByteChanged(t *testing.T) {
	folder, key := sealedFolder(t)
	for name, every := range map[string]int{dossier.FileProof: 1, dossier.FileDossier: 23, dossier.FilePage: 211, dossier.FileHistory: 3, dossier.FileKey: 5} {
		path := filepath.Join(folder, name)
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		tried := 0
		for i := 0; i < len(whole); i += every {
			changed := bytes.Clone(whole)
			changed[i] ^= 1
			writeFile(t, path, changed)
			code, out, errs := verify(t, folder, "-key", key)
			if code != exitFailed || !strings.Contains(out, "  "+name+": ") {
				t.Fatalf("byte %d of %s changed, and it ends with %d: %s%s", i, name, code, out, errs)
			}
			tried++
		}
		writeFile(t, path, whole)
		t.Logf("%s: %d of %d bytes changed, all found and named", name, tried, len(whole))
	}
	if code, out, _ := verify(t, folder, "-key", key); code != exitOK {
		t.Errorf("put right again it ends with %d: %s", code, out)
	}
}

func TestVerifyNamesWhatIsWrong(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(folder string)
		want  string
	}{
		"page removed":     {func(f string) { _ = os.Remove(filepath.Join(f, dossier.FilePage)) }, "dossier.html: removed: the ledger's entry 2 (phase report) has it"},
		"proof removed":    {func(f string) { _ = os.Remove(filepath.Join(f, dossier.FileProof)) }, "proof.json: it is missing"},
		"entry changed":    {func(f string) { replace(f, dossier.FileProof, `"reports":3`, `"reports":2`) }, "proof.json: entry 1 (phase detect): changed"},
		"entry back-dated": {func(f string) { replace(f, dossier.FileProof, `"at":"2026-06-01T09:07`, `"at":"2026-06-01T09:01`) }, "proof.json: entry 1 (phase detect): back-dated"},
		"entry removed":    {func(f string) { dropLine(f, 7) }, "proof.json: entry 1: removed"},
		"last removed":     {func(f string) { dropLine(f, 8); replace(f, dossier.FileProof, "},\n]}", "}\n]}") }, "no entry of phase report is in it"},
		"edited page":      {func(f string) { replace(f, dossier.FilePage, "no breach", "a breach") }, "dossier.html: changed: its SHA-256 is"},
	} {
		folder, key := sealedFolder(t)
		c.spoil(folder)
		code, out, _ := verify(t, folder, "-key", key)
		if code != exitFailed || !strings.HasPrefix(out, "NOT VERIFIED") || !strings.Contains(out, c.want) {
			t.Errorf("%s: ends with %d, want %q in\n%s", name, code, c.want, out)
		}
	}
}

func replace(folder, name, old, text string) {
	path := filepath.Join(folder, name)
	body, err := os.ReadFile(path)
	if err != nil {
		panic(err)
	}
	if err := os.WriteFile(path, bytes.Replace(body, []byte(old), []byte(text), 1), 0o600); err != nil {
		panic(err)
	}
}

func dropLine(folder string, n int) {
	path := filepath.Join(folder, dossier.FileProof)
	body, err := os.ReadFile(path)
	if err != nil {
		panic(err)
	}
	lines := bytes.SplitAfter(body, []byte("\n"))
	if err := os.WriteFile(path, bytes.Join(slices.Delete(lines, n, n+1), nil), 0o600); err != nil {
		panic(err)
	}
}

func TestVerifyWrongUsage(t *testing.T) {
	folder, key := sealedFolder(t)
	empty := t.TempDir()
	noKey := filepath.Join(empty, "key")
	writeFile(t, noKey, []byte("not a key"))
	for name, args := range map[string][]string{
		"nothing": nil, "no key": {folder}, "two dossiers": {folder, folder, "-key", key}, "unknown flag": {folder, "-key", key, "-fast"},
		"key is missing": {folder, "-key", filepath.Join(empty, "none")}, "key is none": {folder, "-key", noKey},
		"no such folder": {filepath.Join(empty, "none"), "-key", key}, "folder without dossier": {empty, "-key", key},
	} {
		if code, out, errs := verify(t, args...); code != exitUsage || out != "" || errs == "" {
			t.Errorf("%s: ends with %d: %s%s", name, code, out, errs)
		}
	}
	stranger, err := ledger.NewKeySigner()
	if err != nil {
		t.Fatal(err)
	}
	body, err := ledger.MarshalKey(&stranger.Key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, noKey, body)
	if code, out, _ := verify(t, folder, "-key", noKey); code != exitFailed || !strings.Contains(out, "not signed with this key") || !strings.Contains(out, "public-key.pem: ") {
		t.Errorf("another key: ends with %d: %s", code, out)
	}
	if code, _, errs := verify(t, "-help"); code != exitOK || !strings.Contains(errs, "exit codes") {
		t.Errorf("-help ends with %d: %s", code, errs)
	}
}

func TestDossierFetchesWhatVerifies(t *testing.T) {
	folder, key := sealedFolder(t)
	files := map[string][]byte{"../escape": []byte("x"), "notes.txt": []byte("x")}
	for _, name := range dossier.Files {
		body, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = body
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method+r.URL.Path != "GET/incidents/inc-3f9a2c81d0e4-1/dossier" {
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, `{"error":"there is no such incident"}`)
			return
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"files": files})
	}))
	defer server.Close()
	for k, v := range map[string]string{"AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "x", "AWS_REGION": "eu-central-1", "AWS_ENDPOINT_URL": "", "TOCSIN_API": server.URL} {
		t.Setenv(k, v)
	}
	got := filepath.Join(t.TempDir(), "got")
	var out, errs strings.Builder
	if code := runDossier(t.Context(), []string{string(proven), "-out", got}, &out, &errs); code != exitOK || !strings.Contains(out.String(), "wrote 5 files") {
		t.Fatalf("ends with %d: %s%s", code, out.String(), errs.String())
	}
	if code, out, _ := verify(t, got, "-key", key); code != exitOK {
		t.Errorf("what was fetched does not verify: %s", out)
	}
	if entries, err := os.ReadDir(got); err != nil || len(entries) != len(dossier.Files) {
		t.Errorf("wrote %v (%v)", entries, err)
	}
	delete(files, dossier.FileProof)
	out.Reset()
	if code := runDossier(t.Context(), []string{"-out", filepath.Join(got, "b"), string(proven)}, &out, &errs); code != exitOK || !strings.Contains(out.String(), "not sealed yet") {
		t.Errorf("without proof: ends with %d: %s%s", code, out.String(), errs.String())
	}
	if code := runDossier(t.Context(), []string{"inc-000000000000-1", "-out", got}, &out, &errs); code != exitFailed || !strings.Contains(errs.String(), "no such incident") {
		t.Errorf("unknown incident: ends with %d: %s", code, errs.String())
	}
}
