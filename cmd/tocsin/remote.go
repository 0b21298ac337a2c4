package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"time"

	"github.com/tocsin-ir/tocsin/internal/api"
)

// A remote command talks to a deployed Tocsin.
type remote struct {
	flags          *flag.FlagSet
	api            *string
	json           *bool
	stdout, stderr io.Writer
}

// newRemote prepares a command's flags; synopsis is what follows "tocsin".
func newRemote(name, synopsis, about string, stdout, stderr io.Writer) *remote {
	r := &remote{flags: flag.NewFlagSet(name, flag.ContinueOnError), stdout: stdout, stderr: stderr}
	r.flags.SetOutput(stderr)
	r.api = r.flags.String("api", "", "`URL` of the API (default: TOCSIN_API)")
	r.json = r.flags.Bool("json", false, "print JSON")
	r.flags.Usage = func() {
		fmt.Fprintf(stderr, "usage: tocsin %s\n\n%s\n\n", synopsis, about)
		r.flags.PrintDefaults()
		fmt.Fprintln(stderr, "\nexit codes: 0 done; 1 failed or refused; 2 wrong usage")
	}
	return r
}

// parse reads the flags, which may stand before and after the arguments, and
// wants exactly n arguments. ok is false when code is to be returned.
func (r *remote) parse(args []string, n int) (rest []string, code int, ok bool) {
	for {
		if err := r.flags.Parse(args); errors.Is(err, flag.ErrHelp) {
			return nil, exitOK, false
		} else if err != nil {
			return nil, exitUsage, false
		}
		if r.flags.NArg() == 0 {
			break
		}
		rest = append(rest, r.flags.Arg(0))
		args = r.flags.Args()[1:]
	}
	if len(rest) != n {
		fmt.Fprintf(r.stderr, "tocsin %s: expected %d argument(s), got %d\n", r.flags.Name(), n, len(rest))
		r.flags.Usage()
		return nil, exitUsage, false
	}
	return rest, exitOK, true
}

// call does one request and says what went wrong.
func (r *remote) call(ctx context.Context, method, path string, in, out any) bool {
	client, err := api.New(ctx, *r.api)
	if err == nil {
		err = client.Call(ctx, method, path, in, out)
	}
	if err != nil {
		fmt.Fprintf(r.stderr, "tocsin %s: %v\n", r.flags.Name(), err)
		return false
	}
	return true
}

// print writes v as JSON, when asked for, or lets human write.
func (r *remote) print(v any, human func(w io.Writer)) int {
	if !*r.json {
		human(r.stdout)
		return exitOK
	}
	if err := printJSON(r.stdout, v); err != nil {
		fmt.Fprintf(r.stderr, "tocsin %s: %v\n", r.flags.Name(), err)
		return exitFailed
	}
	return exitOK
}

// A moment is a flag for a time: RFC 3339, or a date for its first instant in UTC.
type moment struct{ time *time.Time }

func (m moment) String() string {
	if m.time == nil || m.time.IsZero() {
		return ""
	}
	return m.time.Format(time.RFC3339)
}

func (m moment) Set(s string) error {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			*m.time = t
			return nil
		}
	}
	return errors.New("want RFC 3339 with an offset (2026-10-01T08:00:00+02:00) or a date (2026-10-01, from 00:00 UTC)")
}
