package rehearsal

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/tocsin-ir/tocsin/internal/localaws"
)

// A Rehearsal is one run of the whole story on a local AWS.
type Rehearsal struct {
	Scale    int     // 1:Scale of the full case
	Seed     uint64  // of the invented company
	SendRate float64 // the account's SES quota, letters a second
	Tocsin   string  // path of the command line that its people use
	Stage    *Stage
	theme    Theme
	until    time.Time // the log ends here; zero: today
	days     int       // of log; 0: 90
	// Keep is called before everything is taken down, with how to look around.
	Keep func(guide string)
}

// Run plays the story through. ok says that everything was as the truth has it.
// What it made is gone when it returns.
func (r Rehearsal) Run(ctx context.Context) (ok bool, err error) {
	dir, err := os.MkdirTemp("", "tocsin-demo-")
	if err != nil {
		return false, fmt.Errorf("making a folder for the rehearsal: %w", err)
	}
	defer os.RemoveAll(dir)
	r.Stage.act("Setting the stage: an AWS on this machine, Tocsin deployed, a company with a thief")
	c, w, err := r.prepare(ctx, dir)
	if err != nil {
		return false, err
	}
	defer c.aws.Stop()
	d := &desk{tocsin: r.Tocsin, dir: dir, company: c, Stage: r.Stage}
	err = d.play(ctx, w)
	if err == nil {
		r.Stage.curtain()
	}
	if r.Keep != nil && ctx.Err() == nil {
		if err != nil {
			r.Stage.fails("%v", err)
		}
		r.Keep(d.guide())
	}
	return err == nil && len(r.Stage.differs) == 0, err
}

// prepare starts and deploys while the world is being invented.
func (r Rehearsal) prepare(ctx context.Context, dir string) (*company, *World, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var c company
	deployed := make(chan error, 1)
	go func() { deployed <- c.deploy(ctx, r.Stage, r.SendRate, r.theme) }()

	begin := time.Now()
	w, err := Make(ctx, Options{Scale: r.Scale, Seed: r.Seed, Theme: r.theme, Days: r.days, Until: r.ends(), Dir: filepath.Join(dir, "world")})
	if err != nil {
		cancel()
	} else {
		r.Stage.say("%s customers, %s log lines, invented in %s", number(w.Truth.Customers), number(w.Truth.Lines), since(begin))
	}
	if deploying := <-deployed; err == nil {
		err = deploying
	}
	if err == nil {
		err = c.settle(ctx, w)
	}
	if err != nil && c.aws != nil {
		c.aws.Stop()
	}
	return &c, w, err
}

// deploy starts the local AWS and puts Tocsin into it.
func (c *company) deploy(ctx context.Context, s *Stage, rate float64, t Theme) (err error) {
	c.aws, err = localaws.Start(ctx, localaws.Options{Auth: true, SendRate: rate, Progress: s.out})
	if err != nil {
		return err
	}
	s.say("local AWS answers at %s, IAM enforced", c.aws.Endpoint)
	begin := time.Now()
	c.built, err = localaws.Build(ctx, filepath.Join(c.aws.Root, "functions"))
	if err != nil {
		return err
	}
	s.say("functions built in %s", since(begin))
	begin = time.Now()
	c.outputs, err = c.aws.Deploy(ctx, filepath.Join(c.aws.Root, "template.yaml"), c.built, stackParams(architecture(), t))
	if err != nil {
		return err
	}
	s.say("template.yaml deployed by CloudFormation in %s", since(begin))
	return nil
}

// ends is the midnight that ends the log.
func (r Rehearsal) ends() time.Time {
	if r.until.IsZero() {
		return time.Now().UTC().Truncate(24 * time.Hour)
	}
	return r.until
}

func since(t time.Time) time.Duration { return time.Since(t).Round(100 * time.Millisecond) }
