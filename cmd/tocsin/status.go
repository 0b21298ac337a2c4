package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"golang.org/x/term"

	"github.com/tocsin-ir/tocsin/internal/api"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/status"
)

func runList(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	r := newRemote("list", "list", "The incidents, newest first.", stdout, stderr)
	if _, code, ok := r.parse(args, 0); !ok {
		return code
	}
	var out []incident.Record
	if !r.call(ctx, http.MethodGet, "/incidents", nil, &out) {
		return exitFailed
	}
	return r.print(out, func(w io.Writer) {
		if len(out) == 0 {
			fmt.Fprintln(w, "no incidents")
			return
		}
		fmt.Fprintf(w, "%-24s %-20s %-8s %-28s %s\n", "INCIDENT", "OPENED", "TRIGGER", "STATUS", "OPENED BY")
		for _, i := range out {
			state := i.Status
			if i.Drill {
				state = "DRILL " + state
			}
			fmt.Fprintf(w, "%-24s %-20s %-8s %-28s %s\n", i.ID, i.OpenedAt.Format(time.RFC3339), i.Trigger, state, i.OpenedBy)
		}
	})
}

// watchEvery is how often a watched incident is asked for; the API's limits are far above.
const watchEvery = time.Second

func runStatus(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	r := newRemote("status", "status INCIDENT [-watch]", "Where an incident stands, what waits for whom, and what to do next.", stdout, stderr)
	watch := r.flags.Bool("watch", false, "follow it until it ends or waits for a person")
	rest, code, ok := r.parse(args, 1)
	if !ok {
		return code
	}
	if *watch {
		return r.watch(ctx, rest[0])
	}
	var view status.View
	if !r.call(ctx, http.MethodGet, "/incidents/"+rest[0], nil, &view) {
		return exitFailed
	}
	return r.print(view, func(w io.Writer) { show(w, view) })
}

// watch prints each phase as it ends, and redraws a progress line in between
// when it writes to a terminal.
func (r *remote) watch(ctx context.Context, id string) int {
	client, err := api.New(ctx, *r.api)
	if err != nil {
		fmt.Fprintf(r.stderr, "tocsin status: %v\n", err)
		return exitFailed
	}
	f := follower{out: r.stdout, live: isTerminal(r.stdout), seen: map[string]time.Time{}}
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for {
		var view status.View
		if err := client.Call(ctx, http.MethodGet, "/incidents/"+id, nil, &view); err != nil {
			f.clear()
			fmt.Fprintf(r.stderr, "tocsin status: %v\n", err)
			return exitFailed
		}
		f.update(view, time.Now())
		if view.State.Status != "RUNNING" || view.Question != nil {
			f.clear()
			if view.Question != nil {
				showQuestion(r.stdout, view, false)
				fmt.Fprintf(r.stdout, "\nread it all with: tocsin status %s\n", id)
				if view.Question.Kind == incident.AskNotification {
					view.Question.Code = "CODE" // for whoever has read the letters, too
				}
			}
			showNext(r.stdout, view)
			return exitOK
		}
		select {
		case <-ctx.Done():
			f.clear()
			return exitFailed
		case <-tick.C:
		}
	}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
