package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/api"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/obligation"
)

// file is "tocsin duties file INCIDENT DUTY -at TIME -reference TEXT".
func (d dutiesFlags) file(ctx context.Context, stdout io.Writer) (int, error) {
	if d.at == "" {
		return exitUsage, errors.New("say when it was filed: -at 2026-03-27T12:00:00+01:00")
	}
	return d.say(ctx, stdout, "filed", obligation.FileRequest{Duty: d.names[2], At: d.at, Reference: d.reference})
}

// judge is "tocsin duties judge INCIDENT FACT VALUE -why TEXT".
func (d dutiesFlags) judge(ctx context.Context, stdout io.Writer) (int, error) {
	if strings.TrimSpace(d.why) == "" {
		return exitUsage, errors.New("a judgement has a reason: -why TEXT")
	}
	return d.say(ctx, stdout, "judged", obligation.JudgeRequest{Fact: d.names[2], Value: d.names[3], Why: d.why})
}

// say sends a word on an incident's duties and prints what it changed.
func (d dutiesFlags) say(ctx context.Context, stdout io.Writer, route string, word any) (int, error) {
	id := incident.ID(d.names[1])
	if err := id.Check(); err != nil {
		return exitUsage, err
	}
	client, err := api.New(ctx, d.api)
	if err != nil {
		return exitFailed, err
	}
	var noted obligation.Noted
	if err := client.Call(ctx, "POST", "/incidents/"+string(id)+"/"+route, word, &noted); err != nil {
		return exitFailed, err
	}
	if d.json {
		err = printJSON(stdout, noted)
	} else {
		err = showNoted(stdout, id, noted)
	}
	if err != nil {
		return exitFailed, fmt.Errorf("printing: %w", err)
	}
	return exitOK, nil
}

func showNoted(w io.Writer, id incident.ID, n obligation.Noted) error {
	var b strings.Builder
	fmt.Fprintf(&b, "noted as entry %d of the ledger; %d reminders stand\n", n.Entry, n.Reminders)
	for _, c := range n.Changes {
		fmt.Fprintf(&b, "  %-16s %-8s %s\n", c.ID, c.What, c.To)
	}
	if len(n.Owed) > 0 {
		fmt.Fprintf(&b, "still to be done: %s\n", strings.Join(n.Owed, ", "))
	} else {
		fmt.Fprintf(&b, "no duty that applies is left open; if the incident stopped in DoneButDutiesOpen: tocsin resume %s\n", id)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
