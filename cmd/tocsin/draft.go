package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/tocsin-ir/tocsin/internal/api"
	"github.com/tocsin-ir/tocsin/internal/filing"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/obligation"
	"github.com/tocsin-ir/tocsin/internal/status"
)

const draftHelp = `usage: tocsin draft FORM INCIDENT [-facts FILE] [-api URL] [more flags]
       tocsin draft FORM -facts FILE [more flags]
       tocsin draft -forms

Drafts the report that an authority asks for, from what the incident's record and
the facts say. What only a person can say stays open. FORM is a form's name or the
id of a duty that it serves. Nothing is sent: a person reads and files it.

  -facts FILE    facts as for 'tocsin duties'; with an incident they add to its own
  -company FILE  JSON: {"name": …, "address": …, "registration": …, "sector": …,
                 "website": …, "employees": …, "contact": {"name", "role", "email",
                 "phone"}, "dpo": {the same}}
  -answers FILE  JSON: {"ico.training": "…"}: what a person filled in, by form and key
  -stage STAGE   first (default), supplement or final
  -since FILE    an earlier draft as JSON: what changed since is marked
  -html FILE     write a page to read and print
  -json          print the draft as JSON: keep it for the next -since
  -forms         list the forms
  -api URL       the deployment's API (default: TOCSIN_API)

exit codes: 0 done; 1 failed or refused; 2 wrong usage
`

type draftFlags struct {
	facts, company, answers, stage, since, html, api string
	json, forms                                      bool
	names                                            []string
}

// runDraft is the command "tocsin draft".
func runDraft(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var d draftFlags
	flags := flag.NewFlagSet("draft", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, draftHelp) }
	for name, to := range map[string]*string{"facts": &d.facts, "company": &d.company, "answers": &d.answers, "since": &d.since, "html": &d.html, "api": &d.api} {
		flags.StringVar(to, name, "", "")
	}
	flags.StringVar(&d.stage, "stage", string(filing.First), "")
	flags.BoolVar(&d.json, "json", false, "")
	flags.BoolVar(&d.forms, "forms", false, "")
	var err error
	d.names, err = interleaved(flags, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return exitOK
	case err != nil:
		return exitUsage
	case d.forms:
		return listForms(stdout)
	case len(d.names) == 0 || len(d.names) > 2 || len(d.names) == 1 && d.facts == "":
		fmt.Fprint(stderr, "tocsin draft: give a form, and an incident or -facts FILE\n\n"+draftHelp)
		return exitUsage
	}
	if err := d.run(ctx, stdout); err != nil {
		fmt.Fprintf(stderr, "tocsin draft: %v\n", err)
		return exitFailed
	}
	return exitOK
}

func listForms(w io.Writer) int {
	for _, f := range filing.Forms {
		fmt.Fprintf(w, "%-14s %s\n%15s%s; serves %v\n", f.ID, f.Title, "", f.Authority, f.Duties)
	}
	return exitOK
}

func (d draftFlags) run(ctx context.Context, stdout io.Writer) error {
	form, err := filing.FormFor(d.names[0])
	if err != nil {
		return err
	}
	stage, err := filing.StageNamed(d.stage)
	if err != nil {
		return err
	}
	in, err := d.incident(ctx)
	if err != nil {
		return err
	}
	if err := readJSON(d.company, &in.Company); err != nil {
		return err
	}
	if err := readJSON(d.answers, &in.Answers); err != nil {
		return err
	}
	draft := filing.Make(form, in, stage, time.Now())
	if d.since != "" {
		var earlier filing.Draft
		if err := readJSON(d.since, &earlier); err != nil {
			return err
		}
		if earlier.Form != draft.Form {
			return fmt.Errorf("%s is a draft of the form %q, not of %s", d.since, earlier.Form, draft.Form)
		}
		draft = draft.Against(earlier)
	}
	if d.html != "" {
		if err := writeTo(d.html, func(w io.Writer) error { return filing.WritePage(w, draft) }); err != nil {
			return err
		}
	}
	switch {
	case d.json:
		return printJSON(stdout, draft)
	case d.html != "":
		_, err := fmt.Fprintf(stdout, "%s: %d of %d entries are for a person to fill\n", d.html, draft.Open, len(draft.Entries))
		if line := draft.Owed.Line(); err == nil && line != "" {
			_, err = fmt.Fprintln(stdout, line)
		}
		return err
	}
	return filing.WriteText(stdout, draft)
}

// incident gathers what is known: the record, the duties and the facts.
func (d draftFlags) incident(ctx context.Context) (in filing.Incident, err error) {
	if d.facts != "" {
		if in.Facts, err = readFacts(d.facts); err != nil {
			return in, fmt.Errorf("%s: %w", d.facts, err)
		}
	}
	if len(d.names) < 2 {
		in.Duties, err = obligation.AssessAt(in.Facts, time.Now())
		return in, err
	}
	id := incident.ID(d.names[1])
	if err := id.Check(); err != nil {
		return in, err
	}
	client, err := api.New(ctx, d.api)
	if err != nil {
		return in, err
	}
	var view status.View
	if err := client.Call(ctx, "GET", "/incidents/"+string(id), nil, &view); err != nil {
		return in, err
	}
	var duties obligation.Result
	if err := client.Call(ctx, "GET", "/incidents/"+string(id)+"/duties", nil, &duties); err != nil {
		return in, err
	}
	given := in.Facts
	if in, err = filing.FromRecord(view.Record); err != nil {
		return in, err
	}
	in.Duties = duties.Obligations
	if duties.Facts != nil {
		in.Facts = *duties.Facts
	}
	over, err := json.Marshal(given) // only what is given
	if err != nil {
		return in, err
	}
	return in, json.Unmarshal(over, &in.Facts)
}

// readJSON reads a file that may be left out; a name that is not known is refused.
func readJSON(file string, into any) error {
	if file == "" {
		return nil
	}
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	decoder := json.NewDecoder(f)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("reading %s: %w", file, err)
	}
	return nil
}

func writeTo(file string, write func(io.Writer) error) error {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
