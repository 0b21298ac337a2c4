package rehearsal

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/tocsin-ir/tocsin/internal/localaws"
)

// Who types commands in a scene: the security team's, who opens, and the privacy
// office's, who decides.
const (
	Engineer = engineer
	Officer  = officer
)

// A Scene is a story set up on a local AWS, for people to play.
type Scene struct {
	*World
	desk    *desk
	letters int // that earlier stories sent
	stories int
}

// SetUp starts a local AWS, deploys Tocsin for a theme and invents its world,
// with days of log until a midnight UTC. It is the caller's to Close.
func (r Rehearsal) SetUp(ctx context.Context, t Theme, until time.Time, days int) (*Scene, error) {
	dir, err := os.MkdirTemp("", "tocsin-drill-")
	if err != nil {
		return nil, fmt.Errorf("making a folder for the drill: %w", err)
	}
	r.theme, r.until, r.days = t, until, days
	c, w, err := r.prepare(ctx, dir)
	if err != nil {
		_ = os.RemoveAll(dir)
		return nil, err
	}
	return &Scene{World: w, desk: &desk{tocsin: r.Tocsin, dir: dir, company: c, Stage: r.Stage}}, nil
}

// Restage sets another story up in the same local AWS: the stack is updated, the
// log and the directory are replaced.
func (s *Scene) Restage(ctx context.Context, r Rehearsal, t Theme, until time.Time, days int) error {
	s.stories++
	w, err := Make(ctx, Options{Scale: r.Scale, Seed: r.Seed, Theme: t, Days: days, Until: until, Dir: filepath.Join(s.desk.dir, fmt.Sprint("world-", s.stories))})
	if err != nil {
		return err
	}
	box, err := s.desk.aws.Mailbox(ctx)
	if err != nil {
		return err
	}
	if s.desk.outputs, err = s.desk.aws.Deploy(ctx, filepath.Join(s.desk.aws.Root, "template.yaml"), s.desk.built, stackParams(architecture(), t)); err != nil {
		return err
	}
	if err := s.desk.clear(ctx); err != nil {
		return err
	}
	s.World, s.letters = w, len(box)
	return s.desk.settle(ctx, w)
}

// Close ends the local AWS and removes what was made.
func (s *Scene) Close() {
	s.desk.aws.Stop()
	_ = os.RemoveAll(s.desk.dir)
}

// Ask runs a command with -json as one of the people, and decodes its answer.
func (s *Scene) Ask(ctx context.Context, who string, answer any, args ...string) error {
	return s.desk.ask(ctx, who, answer, args...)
}

// Read runs a command as one of the people and returns what it printed.
func (s *Scene) Read(ctx context.Context, who string, args ...string) (string, error) {
	out, said, code, err := s.desk.run(ctx, who, args...)
	if err == nil && code != 0 {
		err = fmt.Errorf("tocsin %s ended with %d: %s", args[0], code, said)
	}
	return out, err
}

// Letters are those sent in this story.
func (s *Scene) Letters(ctx context.Context) ([]localaws.Mail, error) {
	box, err := s.desk.aws.Mailbox(ctx)
	if err != nil {
		return nil, err
	}
	return box[s.letters:], nil
}

// Verify fetches an incident's dossier and checks it with the ledger's key; it
// returns the folder and what the check said.
func (s *Scene) Verify(ctx context.Context, id string) (folder, said string, err error) {
	folder = filepath.Join(s.desk.dir, "dossier-"+id)
	if _, err := s.Read(ctx, Officer, "dossier", id, "-out", folder); err != nil {
		return "", "", err
	}
	key, err := s.desk.publicKey(ctx)
	if err != nil {
		return "", "", err
	}
	said, err = s.Read(ctx, Officer, "verify", folder, "-key", key)
	return folder, said, err
}

func architecture() string {
	if runtime.GOARCH == "amd64" {
		return "x86_64"
	}
	return "arm64"
}
