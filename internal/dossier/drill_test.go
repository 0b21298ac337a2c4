package dossier

import (
	"bytes"
	"testing"
)

// TestDrillsDossierIsMarked: page and JSON are read by people who were not there.
func TestDrillsDossierIsMarked(t *testing.T) {
	s := seed(t)
	s.record.Drill = true
	d := s.gather()
	encoded, err := d.encode()
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := page(d)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(encoded, []byte(`"drill": true`)) || !bytes.Contains(drawn, []byte("DRILL: this is an exercise")) {
		t.Error("a drill's dossier does not say that it is one, in dossier.json and on the page")
	}
}
