package ledger

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
)

func TestEntryEncoding(t *testing.T) {
	e := Entry{
		Seq: 1, Incident: alpha, Phase: incident.PhaseScope, Status: incident.Failed, At: monday.Add(1500 * time.Millisecond),
		Execution: "arn:x", Result: json.RawMessage(`{"b":1,"a":"<&>"}`), Error: "Temporary: <slow>", Prev: "AAAA",
	}
	want := `{"seq":1,"incident":"inc-0123456789ab-1","phase":"scope","status":"failed","at":"2026-03-02T09:00:01.5Z",` +
		`"execution":"arn:x","result":{"b":1,"a":"<&>"},"error":"Temporary: <slow>","prev":"AAAA"}`
	leaf, err := e.encode()
	if err != nil || string(leaf) != want {
		t.Fatalf("encoded as\n%s (%v), want\n%s", leaf, err, want)
	}
	back, err := decodeEntry(leaf)
	if err != nil || back.At != e.At || string(back.Result) != string(e.Result) {
		t.Fatalf("decoded as %+v (%v)", back, err)
	}
	for name, other := range map[string]string{
		"space":         strings.Replace(want, `"seq":1`, `"seq": 1`, 1),
		"order":         strings.Replace(want, `"seq":1,"incident":"inc-0123456789ab-1"`, `"incident":"inc-0123456789ab-1","seq":1`, 1),
		"letter case":   strings.Replace(want, `"seq"`, `"Seq"`, 1),
		"unknown field": strings.Replace(want, `"seq":1`, `"seq":1,"note":"x"`, 1),
		"escape":        strings.Replace(want, `"scope"`, `"sc\u006fpe"`, 1),
		"two values":    want + "{}",
		"zero fraction": strings.Replace(want, "01.5Z", "01.50Z", 1),
	} {
		if _, err := decodeEntry([]byte(other)); err == nil {
			t.Errorf("%s: accepted %s", name, other)
		}
	}
}

func TestDraftRefused(t *testing.T) {
	for name, spoil := range map[string]func(*Draft){
		"incident":        func(d *Draft) { d.Incident = "inc-1" },
		"phase":           func(d *Draft) { d.Phase = "lunch" },
		"status":          func(d *Draft) { d.Status = "half" },
		"execution":       func(d *Draft) { d.Execution = "" },
		"result":          func(d *Draft) { d.Result = json.RawMessage(`{`) },
		"result bytes":    func(d *Draft) { d.Result = json.RawMessage("\"\xff\"") },
		"result too big":  func(d *Draft) { d.Result = json.RawMessage(`"` + strings.Repeat("x", MaxResult) + `"`) },
		"error text size": func(d *Draft) { d.Error = strings.Repeat("x", MaxError+1) },
	} {
		l, objects, _ := newLog()
		d := draft(alpha, incident.PhaseOpen)
		spoil(&d)
		_, err := l.Append(t.Context(), d)
		if err == nil || task.Name(err) != task.BadInput {
			t.Errorf("%s: error %v, named %q", name, err, task.Name(err))
		}
		if len(objects.Keys()) != 0 {
			t.Errorf("%s: left %q", name, objects.Keys())
		}
	}
}

func TestRepeatGetsItsOldNumber(t *testing.T) {
	l, objects, _ := newLog()
	n := story(t, l)
	keys := len(objects.Keys())
	again := draft(beta, incident.PhaseDetect)
	again.Result = json.RawMessage("{\"phase\":\"detect\",\n\"count\":7}") // the same, spaced otherwise
	if got, err := l.Append(t.Context(), again); err != nil || got != 3 {
		t.Fatalf("repeat got number %d (%v), want 3", got, err)
	}
	if len(objects.Keys()) != keys {
		t.Fatal("repeat wrote objects")
	}
	for name, change := range map[string]func(*Draft){
		"another result":    func(d *Draft) { d.Result = json.RawMessage(`{"count":8}`) },
		"another status":    func(d *Draft) { d.Status = incident.Failed },
		"another error":     func(d *Draft) { d.Status, d.Error = incident.Failed, "Temporary: busy" },
		"another execution": func(d *Draft) { d.Execution += "x" },
	} {
		d := draft(beta, incident.PhaseDetect)
		change(&d)
		if got, err := l.Append(t.Context(), d); err != nil || got != int64(n) {
			t.Errorf("%s: number %d (%v), want a new one, %d", name, got, err, n)
		}
		n++
	}
}

func FuzzDecodeEntry(f *testing.F) {
	f.Add([]byte(`{"seq":0,"incident":"inc-0123456789ab-1","phase":"open","status":"done","at":"2026-03-02T09:00:00Z","execution":"x"}`))
	f.Add([]byte(`{"seq":1,"result":{"a":[1,2.50,null]},"at":"0001-01-01T00:00:00Z"}`))
	f.Fuzz(func(t *testing.T, leaf []byte) {
		e, err := decodeEntry(leaf)
		if err != nil {
			return
		}
		again, err := e.encode()
		if err != nil || string(again) != string(leaf) {
			t.Fatalf("accepted %q, which encodes as %q (%v)", leaf, again, err)
		}
	})
}

func TestMissingMeansForked(t *testing.T) {
	if !errors.Is(missingIsForked(ErrMissing), ErrForked) || errors.Is(missingIsForked(ErrConflict), ErrForked) {
		t.Fatal("only a missing object means a fork")
	}
}
