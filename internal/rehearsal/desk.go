package rehearsal

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/localaws"
	"github.com/tocsin-ir/tocsin/internal/status"
)

// A desk is where the company's people type commands: each runs the real
// command line in a process of its own, with their own credentials.
type desk struct {
	tocsin string // path of the command
	dir    string // where they work
	*company
	*Stage
}

// environment is all that a person's command gets.
func (d *desk) environment(p person) []string {
	return []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + d.dir, "TERM=" + os.Getenv("TERM"),
		"AWS_ENDPOINT_URL=" + d.aws.Endpoint, "AWS_REGION=" + localaws.Region,
		"AWS_ACCESS_KEY_ID=" + p.key, "AWS_SECRET_ACCESS_KEY=" + p.secret,
		"TOCSIN_API=" + d.outputs["ApiUrl"],
	}
}

// run runs a command and returns its exit code and what it printed.
func (d *desk) run(ctx context.Context, who string, args ...string) (stdout, stderr string, code int, err error) {
	var out, errs bytes.Buffer
	code, err = d.start(ctx, who, &out, &errs, args)
	return out.String(), strings.TrimSpace(errs.String()), code, err
}

func (d *desk) start(ctx context.Context, who string, stdout, stderr io.Writer, args []string) (int, error) {
	cmd := exec.CommandContext(ctx, d.tocsin, args...) // #nosec G204 -- this product's own command
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = d.dir, d.environment(d.people[who]), stdout, stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) && ctx.Err() == nil {
		return exit.ExitCode(), nil
	}
	if err != nil {
		return 0, fmt.Errorf("running tocsin %s: %w", args[0], err)
	}
	return 0, nil
}

// shown runs a command for everybody to see; it must end well.
func (d *desk) shown(ctx context.Context, who string, args ...string) error {
	d.command(who, args)
	code, err := d.start(ctx, who, d.out, d.out, args)
	if err == nil && code != 0 {
		err = fmt.Errorf("tocsin %s ended with %d", args[0], code)
	}
	return err
}

// seen is the flag for what the person who decides saw: they look first.
func (d *desk) seen(ctx context.Context, who, id string) (string, error) {
	var view status.View
	if err := d.ask(ctx, who, &view, "status", id); err != nil {
		return "", err
	}
	if view.Question == nil {
		return "", fmt.Errorf("incident %s asks nobody", id)
	}
	return "-seen=" + view.Question.Code, nil
}

// ask runs a command with -json and decodes its answer.
func (d *desk) ask(ctx context.Context, who string, answer any, args ...string) error {
	out, said, code, err := d.run(ctx, who, append(args, "-json")...)
	if err != nil {
		return err
	}
	if code != 0 {
		return fmt.Errorf("tocsin %s ended with %d: %s", args[0], code, said)
	}
	if err := json.Unmarshal([]byte(out), answer); err != nil {
		return fmt.Errorf("decoding the answer of tocsin %s: %w", args[0], err)
	}
	return nil
}
