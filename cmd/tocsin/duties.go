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
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/obligation"
)

const dutiesHelp = `usage: tocsin duties INCIDENT [-json] [-api URL]
       tocsin duties -facts FILE [-json]

Says which laws make you tell whom by when, and why: for an incident of the
deployed Tocsin, or for facts in a JSON file ("-": standard input) without any AWS.
It informs counsel and does not replace them.

  -facts FILE  one JSON object; what is absent counts as not known:
    aware_at, discovered_at   RFC 3339 with a time zone
    classified_at, told_at    determined to be material; the people were told
    affected                  {"DE": 3, "US-CA": 5, "ZZ": 1}: people by country or
                              state of residence; ZZ where that is not known
    data_elements             ["name", "email", "phone", "support_ticket", …]
    role                      "controller" or "processor"
    establishments            ["DE", "GB"], the main establishment first
    listed_in                 ["US"]: where the company's securities are listed
    wrongful_purpose, encrypted, likely_serious_harm    true or false
    risk                      judged: "unlikely", "risk" or "high"
    segments, sector          {"consumer": 8}; "finance"
  -json        print the list as JSON
  -api URL     the deployment's API (default: TOCSIN_API)

exit codes: 0 done; 1 failed or refused, such as for facts that are wrong; 2 wrong usage
`

// runDuties is the command "tocsin duties".
func runDuties(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("duties", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, dutiesHelp) }
	file := flags.String("facts", "", "")
	asJSON := flags.Bool("json", false, "")
	apiURL := flags.String("api", "", "")
	names, err := interleaved(flags, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return exitOK
	case err != nil:
		return exitUsage
	case (*file == "") == (len(names) == 0) || len(names) > 1:
		fmt.Fprint(stderr, "tocsin duties: give one incident, or -facts FILE\n\n"+dutiesHelp)
		return exitUsage
	}
	var all []obligation.Obligation
	if *file != "" {
		facts, err := readFacts(*file)
		if err == nil {
			all, err = obligation.Assess(facts)
		}
		if err != nil {
			fmt.Fprintf(stderr, "tocsin duties: %s: %v\n", *file, err)
			return exitFailed
		}
	} else if code, err := fetchDuties(ctx, *apiURL, incident.ID(names[0]), &all); err != nil {
		fmt.Fprintf(stderr, "tocsin duties: %v\n", err)
		return code
	}
	if err := printDuties(stdout, all, *asJSON); err != nil {
		fmt.Fprintf(stderr, "tocsin duties: printing: %v\n", err)
		return exitFailed
	}
	return exitOK
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

func readFacts(file string) (obligation.Facts, error) {
	if file == "-" {
		return obligation.Decode(os.Stdin)
	}
	f, err := os.Open(file)
	if err != nil {
		return obligation.Facts{}, errors.New("the file cannot be read: " + errors.Unwrap(err).Error())
	}
	defer f.Close()
	return obligation.Decode(f)
}

func fetchDuties(ctx context.Context, apiURL string, id incident.ID, all *[]obligation.Obligation) (code int, err error) {
	if err := id.Check(); err != nil {
		return exitUsage, err
	}
	client, err := api.New(ctx, apiURL)
	if err != nil {
		return exitFailed, err
	}
	return exitFailed, client.Call(ctx, "GET", "/incidents/"+string(id)+"/duties", nil, all)
}

func printDuties(w io.Writer, all []obligation.Obligation, asJSON bool) error {
	if !asJSON {
		return obligation.Write(w, all, time.Now())
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(all)
}
