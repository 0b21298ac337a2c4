package obligation

import (
	"bytes"
	"os"
	"testing"
)

// TestHandbook holds docs/duties.md to the rules: a page that says otherwise than
// the engine would be believed.
func TestHandbook(t *testing.T) {
	var b bytes.Buffer
	if err := WriteHandbook(&b, Rules()); err != nil {
		t.Fatal(err)
	}
	const file = "../../docs/duties.md"
	if *update {
		if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, b.Bytes()) {
		t.Error("docs/duties.md is not what the rules say: go test ./internal/obligation -run Handbook -update")
	}
}
