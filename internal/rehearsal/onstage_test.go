package rehearsal

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/localaws"
)

// A syncBuffer takes lines of those who set the stage at once.
type syncBuffer struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.all.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.all.String()
}

// onStage makes a small company with Tocsin deployed and nothing happened yet.
func onStage(t *testing.T) (*desk, *World) {
	t.Helper()
	root, err := localaws.Root()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	tocsin := filepath.Join(dir, "tocsin")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", tocsin, "./cmd/tocsin")
	build.Dir, build.Env = root, append(build.Environ(), "CGO_ENABLED=0") // as the Makefile builds it
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building the command: %v\n%s", err, out)
	}
	var out syncBuffer
	r := Rehearsal{Scale: 2000, Seed: 7, SendRate: 200, Tocsin: tocsin, Stage: NewStage(&out)}
	c, w, err := r.prepare(t.Context(), dir)
	if err != nil {
		t.Fatalf("setting the stage: %v\n%s", err, out.String())
	}
	t.Cleanup(c.aws.Stop)
	t.Cleanup(func() {
		if t.Failed() {
			t.Log(out.String())
		}
	})
	return &desk{tocsin: tocsin, dir: dir, company: c, Stage: r.Stage}, w
}
