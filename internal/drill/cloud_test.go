package drill

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/localaws"
	"github.com/tocsin-ir/tocsin/internal/rehearsal"
)

// TestDrills plays three scenarios in one local AWS through the real command: the
// laptop and the hospital by a good team, the passwords by a careless one. The other
// stories' scripts are held in memory, and the insider's workflow by the demo's test.
func TestDrills(t *testing.T) {
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
	var log bytes.Buffer
	until, aware := Begins(time.Now())
	r := rehearsal.Rehearsal{Scale: 3000, Seed: 7, SendRate: 200, Tocsin: tocsin, Stage: rehearsal.NewStage(&log)}
	scene, err := r.SetUp(t.Context(), laptop.theme(), until, days)
	if err != nil {
		t.Fatalf("%v\n%s", err, log.String())
	}
	t.Cleanup(scene.Close)
	play := func(sc Scenario, team Team) Result {
		t.Helper()
		begin := time.Now()
		got, err := Play(t.Context(), scene, sc, aware, team, "test")
		if err != nil {
			t.Fatalf("%s by %s: %v", sc.Name, team.Name(), err)
		}
		var sheet strings.Builder
		if err := WriteSheet(&sheet, got); err != nil {
			t.Fatal(err)
		}
		t.Logf("%s by %s in %s\n%s", sc.Name, team.Name(), time.Since(begin).Round(time.Second), sheet.String())
		if len(got.Unmarked) > 0 || !got.Drill {
			t.Errorf("%s: not marked as a drill: %v", sc.Name, got.Unmarked)
		}
		return got
	}
	next := func(sc Scenario, seed uint64) {
		t.Helper()
		r.Seed = seed
		if err := scene.Restage(t.Context(), r, sc.theme(), until, days); err != nil {
			t.Fatal(err)
		}
	}
	lost := play(laptop, Good{})
	if lost.Score.Faults != 0 || lost.Status != "ContainedButLettersRejected" {
		t.Errorf("a good team with the laptop: %d faults, ended as %s; nobody was to be told", lost.Score.Faults, lost.Status)
	}
	next(hospital, 8)
	good := play(hospital, Good{})
	if good.Score.Faults != 0 || good.Score.Met == 0 || good.Status != "closed" {
		t.Errorf("a good team in the hospital: %+v, ended as %s", good.Score, good.Status)
	}
	next(passwords, 9)
	bad := play(passwords, Careless{})
	if bad.Score.Blind < 2 || bad.Score.Missed == 0 || bad.Told.Right == 0 || bad.Score.Faults < good.Score.Faults+5 {
		t.Errorf("a careless team scores %+v, a good one %+v: it must be visibly worse", bad.Score, good.Score)
	}
}
