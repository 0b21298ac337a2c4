package detect

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/summary"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

func localFinding(t *testing.T, d Detector, csv []byte) (string, *summary.Summarised) {
	t.Helper()
	d.People = &vault.Memory{}
	f, err := d.Local(t.Context(), csv, nil)
	if err != nil {
		t.Fatal(err)
	}
	summarised := f.Summarised
	f.Summarised = nil
	body, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(body), summarised
}

// Sidecars give the finding that reading the log gives, to the last figure, also
// where some are missing or damaged; and those objects are named.
func TestSidecarsFindWhatTheLogDoes(t *testing.T) {
	for seed := range uint64(6) {
		archive, csv := shelve(small, seed, 300)
		dir := t.TempDir()
		d := Detector{Log: accesslog.Log{Archive: archive}}
		want, none := localFinding(t, d, csv)
		if none != nil {
			t.Error("without sidecars the finding says that some answered")
		}
		objects, err := archive.List(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		d.Summaries = summary.Dir(dir)
		if _, err := summary.All(t.Context(), d.Summaries, d.Log, objects, nil); err != nil {
			t.Fatal(err)
		}
		archive.opened = 0
		got, said := localFinding(t, d, csv)
		if got != want {
			t.Fatalf("seed %d: from sidecars\n%s\nfrom the log\n%s", seed, got, want)
		}
		if said.Objects != len(objects) || len(said.Read) > 0 || archive.opened > 0 {
			t.Errorf("seed %d: %+v, and %d objects were opened, want none", seed, said, archive.opened)
		}
		files, err := filepath.Glob(filepath.Join(dir, "*"))
		if err != nil || len(files) != len(objects) {
			t.Fatal(files, err)
		}
		if err := os.Remove(files[0]); err != nil {
			t.Fatal(err)
		}
		body, err := os.ReadFile(files[1])
		if err == nil {
			body[len(body)-5] ^= 1
			err = os.WriteFile(files[1], body, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		got, said = localFinding(t, d, csv)
		if got != want {
			t.Errorf("seed %d: with some sidecars lost the finding is another", seed)
		}
		if len(said.Read) != 2 || said.Objects != len(objects)-2 || !strings.HasPrefix(said.Read[0].File, "log/") {
			t.Errorf("seed %d: %+v, want the two that were read, by name", seed, said)
		}
	}
}
