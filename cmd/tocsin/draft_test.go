package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/filing"
)

const draftFacts = `{"aware_at":"2026-11-22T21:40:00Z","affected":{"GB":88,"DE":3},"data_elements":["name","email"],"role":"controller","establishments":["GB"],"sector":[]}`

func drafted(t *testing.T, args ...string) (out, errs string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	code = runDraft(t.Context(), args, &o, &e)
	return o.String(), e.String(), code
}

// TestDraftPhases makes a first report and, from more facts, its supplement.
func TestDraftPhases(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	facts := put("facts.json", draftFacts)
	first, errs, code := drafted(t, "ico", "-facts", facts, "-json")
	if code != exitOK {
		t.Fatalf("exit %d: %s", code, errs)
	}
	earlier := put("first.json", first)
	more := put("more.json", strings.Replace(draftFacts, `"GB":88`, `"GB":501`, 1))
	answers := put("answers.json", `{"ico.training":"yearly"}`)
	company := put("company.json", `{"name":"Example","contact":{"name":"Rosa","email":"rosa@example.example"}}`)
	page := filepath.Join(dir, "draft.html")
	second, errs, code := drafted(t, "UK-GDPR-33", "-facts", more, "-answers", answers, "-company", company, "-stage", "supplement", "-since", earlier, "-html", page, "-json")
	var d filing.Draft
	if err := json.Unmarshal([]byte(second), &d); code != exitOK || err != nil {
		t.Fatalf("exit %d, %v: %s", code, err, errs)
	}
	for _, e := range d.Entries {
		if e.Key == "people" && (e.Value != "501" || e.Was != "88" || !e.Changed) {
			t.Errorf("people: %+v, want 501, marked, with 88 before", e)
		}
		if e.Key == "training" && e.Value != "yearly" {
			t.Errorf("training: %+v, want what a person filled in", e)
		}
	}
	if html, err := os.ReadFile(page); err != nil || !bytes.Contains(html, []byte("Rosa, rosa@example.example")) {
		t.Errorf("the page: %v, want it with the contact", err)
	}
}

func TestDraftUsage(t *testing.T) {
	dir := t.TempDir()
	facts, misspelt := filepath.Join(dir, "f.json"), filepath.Join(dir, "c.json")
	for name, text := range map[string]string{facts: draftFacts, misspelt: `{"nmae":"x"}`} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for args, want := range map[string]struct {
		code int
		said string
	}{
		"-help":                        {exitOK, "exit codes"},
		"":                             {exitUsage, "give a form"},
		"ico":                          {exitUsage, "give a form"},
		"nobody -facts " + facts:       {exitFailed, `no form for "nobody": there are gdpr`},
		"ico -stage 2 -facts " + facts: {exitFailed, `no stage "2"`},
		"ico -facts " + facts + " -company " + misspelt: {exitFailed, `unknown field "nmae"`},
		"ico -facts " + facts + " -since " + facts:      {exitFailed, "unknown field"},
		"ico not-an-incident":                           {exitFailed, "not-an-incident"},
	} {
		if _, errs, code := drafted(t, strings.Fields(args)...); code != want.code || !strings.Contains(errs, want.said) {
			t.Errorf("draft %s: exit %d, said %q; want %d and %q", args, code, errs, want.code, want.said)
		}
	}
	if out, _, code := drafted(t, "-forms"); code != exitOK || !strings.Contains(out, "UK-GDPR-33") {
		t.Errorf("-forms: exit %d, %q; want the duties that each form serves", code, out)
	}
}
