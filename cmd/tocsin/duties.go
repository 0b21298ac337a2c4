package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/tocsin-ir/tocsin/internal/api"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/obligation"
)

const dutiesHelp = `usage: tocsin duties INCIDENT [-json | -html FILE] [-api URL]
       tocsin duties -facts FILE [-since OLD] [-json | -html FILE]
       tocsin duties -ask FILE [-o FILE]
       tocsin duties -worksheet [-json]
       tocsin duties file INCIDENT DUTY -at TIME [-reference TEXT] [-json]
       tocsin duties judge INCIDENT FACT VALUE -why TEXT [-json]

Says which laws make you tell whom by when, and why, and which missing fact
would change that, most urgent first: for an incident of the deployed Tocsin, or
for facts in a JSON file ("-": standard input) without any AWS.
It informs counsel and does not replace them.

  -facts FILE  one JSON object; what is absent counts as not known:
    aware_at, discovered_at, suspected_at, occurred_at    RFC 3339 with a time zone
    classified_at, told_at    determined to be material, major or notifiable;
                              the people were told
    classified                {"EU-DORA": TIME, "US-SEC": "no"}: the same by one law's
                              own measure, which wins over classified_at; China's
                              grading and Singapore's assessment count only here
    aware                     {"US-SEC": TIME, "processor": TIME}: the hour of
                              awareness by one law, or in one role; by the id of
                              one duty, when its clock started, whatever starts it
    affected                  {"DE": 3, "US-CA": 5, "ZZ": 1}: people by country or
                              state of residence; ZZ where that is not known
    data_elements             ["name", "email", "phone", "support_ticket", …]
    role                      "controller" or "processor"
    establishments            ["DE", "GB"], the main establishment first
    listed_in                 ["US"]: where the company's securities are listed
    sector                    "finance" or ["bank", "telecom"]; [] for none
    wrongful_purpose, encrypted, likely_serious_harm    true or false
    risk                      judged: "unlikely", "risk" or "high"
    segments                  {"consumer": 8}: the same people
    judgements                [{"fact": "risk", "value": "high", "by": "…", "at": TIME, "why": "…"}];
                              fact may be a duty's id or a law's own measure of
                              harm ("US-NJ-harm"), value true or false; or
                              "classified.EU-DORA", value a time or no
    filed                     {"EU-GDPR-33": {"at": TIME, "reference": "…"}}
  -since OLD   the facts before, in a file: says what changed
  -ask FILE    goes through the open questions at the terminal, and writes the
               facts as completed to -o (default: FILE itself)
  -worksheet   ENISA's severity method at the terminal, for the GDPR's risk

  file         a duty was done: its reminders stop, the ledger says who said so
    -at TIME         when, RFC 3339
    -reference TEXT  the authority's number for it
  judge        enter or correct a fact, or say whether one duty applies
               or one law's measure of harm is met
               (FACT: its id, VALUE: true or false); no names of customers
    -why TEXT        the reason, for the ledger

  -json        print JSON
  -html FILE   write a page with all clocks on one axis, to look at and to print
  -zone NAME   your time zone on it, such as Europe/Berlin (default: this machine's)
  -api URL     the deployment's API (default: TOCSIN_API)

exit codes: 0 done; 1 failed or refused, such as for facts that are wrong; 2 wrong usage
`

// dutiesFlags are all flags of the command; each form uses some.
type dutiesFlags struct {
	facts, since, ask, out, at, reference, why, api, html, zone string
	worksheet, json                                             bool
	names                                                       []string
}

func (d *dutiesFlags) parse(args []string, stderr io.Writer) error {
	flags := flag.NewFlagSet("duties", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, dutiesHelp) }
	for name, to := range map[string]*string{"facts": &d.facts, "since": &d.since, "ask": &d.ask, "o": &d.out, "at": &d.at, "reference": &d.reference, "why": &d.why, "api": &d.api, "html": &d.html, "zone": &d.zone} {
		flags.StringVar(to, name, "", "")
	}
	flags.BoolVar(&d.worksheet, "worksheet", false, "")
	flags.BoolVar(&d.json, "json", false, "")
	var err error
	d.names, err = interleaved(flags, args)
	return err
}

// runDuties is the command "tocsin duties".
func runDuties(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var d dutiesFlags
	switch err := d.parse(args, stderr); {
	case errors.Is(err, flag.ErrHelp):
		return exitOK
	case err != nil:
		return exitUsage
	}
	code, err := d.run(ctx, stdout, stderr)
	if code == exitUsage && err == nil {
		fmt.Fprint(stderr, "tocsin duties: give one incident, or -facts FILE\n\n"+dutiesHelp)
	}
	if err != nil {
		fmt.Fprintf(stderr, "tocsin duties: %v\n", err)
	}
	return code
}

// run does what the flags say. A usage error without words gets the help.
func (d dutiesFlags) run(ctx context.Context, stdout, stderr io.Writer) (int, error) {
	local := 0
	for _, given := range []bool{d.facts != "", d.ask != "", d.worksheet} {
		if given {
			local++
		}
	}
	switch {
	case local == 0 && len(d.names) == 3 && d.names[0] == "file":
		return d.file(ctx, stdout)
	case local == 0 && len(d.names) == 4 && d.names[0] == "judge":
		return d.judge(ctx, stdout)
	case local == 0 && len(d.names) == 1:
		return d.incident(ctx, stdout)
	case local != 1 || len(d.names) > 0:
		return exitUsage, nil
	case d.worksheet:
		return worksheet(os.Stdin, stdout, stderr, d.json)
	case d.ask != "":
		return d.askFacts(os.Stdin, stdout)
	}
	return d.ofFacts(stdout)
}

// ofFacts assesses a file, and compares with an earlier one.
func (d dutiesFlags) ofFacts(stdout io.Writer) (int, error) {
	result, err := report(d.facts)
	if err != nil {
		return exitFailed, err
	}
	if d.since != "" {
		before, err := report(d.since)
		if err != nil {
			return exitFailed, err
		}
		result.Changes = obligation.Compare(before.Obligations, result.Obligations)
	}
	return d.print(stdout, result)
}

func (d dutiesFlags) incident(ctx context.Context, stdout io.Writer) (int, error) {
	id := incident.ID(d.names[0])
	if err := id.Check(); err != nil {
		return exitUsage, err
	}
	client, err := api.New(ctx, d.api)
	if err != nil {
		return exitFailed, err
	}
	var result obligation.Result
	if err := client.Call(ctx, "GET", "/incidents/"+string(id)+"/duties", nil, &result); err != nil {
		return exitFailed, err
	}
	return d.print(stdout, result)
}

func (d dutiesFlags) print(stdout io.Writer, result obligation.Result) (int, error) {
	write := func() error { return obligation.WriteResult(stdout, result, time.Now()) }
	switch {
	case d.json:
		write = func() error { return printJSON(stdout, result) }
	case d.html != "":
		return d.page(stdout, result)
	}
	if err := write(); err != nil {
		return exitFailed, fmt.Errorf("printing: %w", err)
	}
	return exitOK, nil
}

// interleaved parses flags that stand before or after the names.
func interleaved(flags *flag.FlagSet, args []string) (names []string, err error) {
	for {
		if err := flags.Parse(args); err != nil {
			return nil, err
		}
		if flags.NArg() == 0 {
			return names, nil
		}
		names, args = append(names, flags.Arg(0)), flags.Args()[1:]
	}
}

func report(file string) (obligation.Result, error) {
	facts, err := readFacts(file)
	if err != nil {
		return obligation.Result{}, err
	}
	result, err := obligation.Report(facts, time.Now())
	if err != nil {
		return result, fmt.Errorf("%s: %w", file, err)
	}
	return result, nil
}

func readFacts(file string) (facts obligation.Facts, err error) {
	in := os.Stdin
	if file != "-" {
		if in, err = os.Open(file); err != nil {
			return facts, fmt.Errorf("%s: the file cannot be read: %w", file, errors.Unwrap(err))
		}
		defer in.Close()
	}
	if facts, err = obligation.Decode(in); err != nil {
		return facts, fmt.Errorf("%s: %w", file, err)
	}
	return facts, nil
}
