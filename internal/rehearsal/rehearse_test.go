package rehearsal

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/localaws"
)

// TestRehearsal plays the whole story in a small company: the repository's own
// template, the compiled functions, IAM enforced, and people at the real command.
func TestRehearsal(t *testing.T) {
	root, err := localaws.Root()
	if err != nil {
		t.Fatal(err)
	}
	tocsin := filepath.Join(t.TempDir(), "tocsin")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", tocsin, "./cmd/tocsin")
	build.Dir, build.Env = root, append(build.Environ(), "CGO_ENABLED=0") // as the Makefile builds it
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building the command: %v\n%s", err, out)
	}
	var out syncBuffer
	guide := ""
	r := Rehearsal{
		Scale: 2000, Seed: 7, SendRate: 200, Tocsin: tocsin, Stage: NewStage(&out),
		Keep: func(said string) { guide = said },
	}
	ok, err := r.Run(t.Context())
	if err != nil || !ok {
		t.Fatalf("ended with %v, %v:\n%s", ok, err, out.String())
	}
	for _, said := range []string{
		"✓ customers affected: 34", "✓ affected customers with exactly one letter: 3", "✓ letters to anybody else: 0",
		"opens nothing any more: InvalidAccessKeyId", "opens nothing any more: AccessDenied", "you opened this incident", "NOT VERIFIED", "dossier.json changed: found",
		"everything is as the truth has it",
	} {
		if !strings.Contains(out.String(), said) {
			t.Errorf("nothing said of %q in:\n%s", said, out.String())
		}
	}
	if !strings.Contains(guide, "TOCSIN_API=http") {
		t.Errorf("the guide does not say where the API is: %s", guide)
	}
}
