package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/dataset"
)

const datasetHelp = `usage: tocsin dataset check FILE [-json]

Reads a sample of the data set that a Dataset file describes (docs/dataset.md) and
says what it sees there and what somebody should look at. It shows no customer and
no principal. Places in S3 are read with your own AWS credentials.

  -json  print what it sees as JSON

exit codes: 0 nothing to look at; 1 the file or what it names cannot be used; 2
wrong usage; 3 it can be read, but something should be looked at
`

// runDataset is the command "tocsin dataset".
func runDataset(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("dataset", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, datasetHelp) }
	asJSON := flags.Bool("json", false, "")
	words, err := interleaved(flags, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return exitOK
	case err != nil:
		return exitUsage
	case len(words) != 2 || words[0] != "check":
		fmt.Fprint(stderr, "tocsin dataset: say check and the Dataset file\n\n"+datasetHelp)
		return exitUsage
	}
	report, err := checkDataset(ctx, words[1])
	if err == nil {
		err = printDataset(stdout, report, *asJSON)
	}
	switch {
	case err != nil:
		fmt.Fprintf(stderr, "tocsin dataset: %v\n", err)
		return exitFailed
	case len(report.Findings) > 0:
		return exitPartial
	}
	return exitOK
}

func checkDataset(ctx context.Context, path string) (*dataset.Report, error) {
	d, err := dataset.Load(path)
	if err != nil {
		return nil, err
	}
	return d.Check(ctx, s3Clients(ctx))
}

func printDataset(w io.Writer, r *dataset.Report, asJSON bool) error {
	var b bytes.Buffer
	if asJSON {
		if err := printJSON(&b, r); err != nil {
			return fmt.Errorf("printing the report: %w", err)
		}
	} else {
		showDataset(&b, r)
	}
	_, err := w.Write(b.Bytes())
	return err
}

func showDataset(b *bytes.Buffer, r *dataset.Report) {
	fmt.Fprintf(b, "%s: format %s, objects %d, bytes %d as stored\n", r.File, r.Format, r.Objects, r.Bytes)
	fmt.Fprintf(b, "sampled: objects %d (%s)", r.Sampled, tally(r.Packing))
	if r.InPart > 0 {
		fmt.Fprintf(b, ", of %d of them only the beginning", r.InPart)
	}
	fmt.Fprintf(b, "; records %d, bad %d", r.Records, r.Stats.Bad)
	if r.First != nil {
		fmt.Fprintf(b, ", from %s to %s", clock(*r.First), clock(*r.Last))
	}
	b.WriteString("\n")
	if r.Records > 0 {
		fmt.Fprintf(b, "principals: %d; customers: %d; records with a customer: %s, with a ticket: %s\n",
			r.Principals, r.Customers, share(r.WithCustomer, r.Records), share(r.WithTicket, r.Records))
		if r.ShownNobody > 0 {
			fmt.Fprintf(b, "look-ups that say they showed nobody: %d\n", r.ShownNobody)
		}
		fmt.Fprintf(b, "actions: %s\n", tally(r.Actions))
		fmt.Fprintf(b, "fields: %s\n", strings.Join(r.Fields, ", "))
	}
	if d := r.Directory; d != nil {
		fmt.Fprintf(b, "directory: %s, rows %d; of %d sampled customers found: %s, with a usable address: %s\n",
			d.At, d.Rows, d.Looked, share(int64(d.Found), int64(d.Looked)), share(int64(d.Reachable), int64(d.Looked)))
	}
	if len(r.Findings) == 0 {
		b.WriteString("nothing to look at\n")
		return
	}
	b.WriteString("\nto look at:\n")
	for _, f := range r.Findings {
		fmt.Fprintf(b, "  - %s\n", f)
	}
}

// tally writes counts, the largest first.
func tally[N int | int64](counts map[string]N) string {
	names := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		if counts[a] != counts[b] {
			return int(counts[b] - counts[a])
		}
		return strings.Compare(a, b)
	})
	for i, name := range names {
		names[i] = fmt.Sprintf("%s %d", name, counts[name])
	}
	return strings.Join(names, ", ")
}

func share(n, of int64) string {
	if of == 0 {
		return "0"
	}
	return fmt.Sprintf("%d (%.0f %%)", n, 100*float64(n)/float64(of))
}
