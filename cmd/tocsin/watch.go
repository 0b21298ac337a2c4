package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/progress"
	"github.com/tocsin-ir/tocsin/internal/summary"
	"github.com/tocsin-ir/tocsin/internal/watch"
)

const watchHelp = `usage: tocsin watch -log GLOB [-summaries DIR] [-threshold S] [-json]
       tocsin watch -dataset FILE [-summaries DIR] …

Judges a log as the deployed watch would have, day by day by the days before it,
and says what would have rung. The first 14 days only teach. How often a score
rings in vain was measured (docs/watch.md).

`

const watchFlags = `  -summaries DIR   folder of sidecars (tocsin summarise) that answer for files of the
                   log; the others are read
  -threshold S     score from which it rings (default: 2, as the template has it)
  -json            print what would have rung, and each hour's highest score, as JSON

exit codes: 0 done, whatever was found; 1 failed; 2 wrong usage; 3 done, but lines
or files of the log could not be read: what they hold was not judged
`

// A watched is what the review of a log says.
type watched struct {
	From      time.Time     `json:"from,omitzero"` // first day that was judged
	Days      int           `json:"days"`          // that were judged
	Threshold float64       `json:"threshold"`
	Rang      []watch.Score `json:"rang"`
	Hours     []hourScore   `json:"hours"` // of each hour in which anybody did anything
	accesslog.Stats
	daily []float64
}

type hourScore struct {
	Hour  time.Time `json:"hour"`
	Score float64   `json:"score"` // 0: nothing is unusual
}

// runWatch is the command "tocsin watch".
func runWatch(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("watch", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	var l logFlags
	l.register(flags)
	sidecars := flags.String("summaries", "", "")
	threshold := flags.Float64("threshold", 2, "")
	asJSON := flags.Bool("json", false, "")
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, watchHelp+logHelp()+watchFlags)
		return exitOK
	case err == nil && flags.NArg() > 0:
		err = fmt.Errorf("%q is too much: quote a pattern of files, so that the shell leaves it to tocsin", flags.Arg(0))
	}
	if err == nil {
		err = l.check()
	}
	if err != nil {
		fmt.Fprintf(stderr, "tocsin watch: %v\n(tocsin watch -help says more)\n", err)
		return exitUsage
	}
	h, stats, err := learn(ctx, l, *sidecars, stderr)
	if err == nil {
		seen := review(h, *threshold)
		seen.Stats = stats
		err = printWatched(stdout, seen, *asJSON)
	}
	switch {
	case err != nil:
		fmt.Fprintf(stderr, "tocsin watch: %v\n", err)
		return exitFailed
	case stats.Bad > 0:
		return exitPartial
	}
	return exitOK
}

// learn gathers the hours of every object, from its sidecar where one answers.
func learn(ctx context.Context, l logFlags, sidecars string, stderr io.Writer) (_ *watch.History, read accesslog.Stats, err error) {
	log, _, err := l.open(ctx)
	if err != nil {
		return nil, read, err
	}
	objects, err := log.List(ctx)
	if err != nil {
		return nil, read, err
	}
	h, total := watch.NewHistory(), int64(0)
	for _, o := range objects {
		total += o.Size
	}
	bar := progress.New(stderr, "reading the log", total)
	defer bar.Close()
	for _, o := range objects {
		cells, stats, err := cellsOf(ctx, log, o, sidecars, bar)
		if err != nil {
			return nil, read, err
		}
		read.Add(stats)
		for name, list := range cells {
			h.Add(name, list)
		}
	}
	return h, read, nil
}

func cellsOf(ctx context.Context, log accesslog.Log, o accesslog.Object, sidecars string, bar *progress.Bar) (map[string][]summary.Cell, accesslog.Stats, error) {
	if sidecars != "" {
		side, file, err := summary.Lookup(ctx, summary.Dir(sidecars), log, o)
		if err == nil {
			defer file.Close()
			var cells map[string][]summary.Cell
			if cells, err = side.Cells(); err == nil {
				return cells, side.Stats, nil
			}
		}
		if !summary.Unusable(err) {
			return nil, accesslog.Stats{}, err
		}
	}
	_, cells, stats, err := summary.Of(ctx, log, o, bar.Add)
	return cells, stats, err
}

func review(h *watch.History, threshold float64) watched {
	out := watched{Threshold: threshold, Rang: []watch.Score{}, Hours: []hourScore{}}
	watch.Review(h, nil, -100, func(day int64, scores []watch.Score) {
		if out.Days++; out.Days == 1 {
			out.From = time.Unix(day*3600, 0).UTC()
		}
		highest, seen, best, told := map[int64]float64{}, map[int64]bool{}, 0.0, map[watch.Score]bool{}
		for _, s := range scores {
			seen[s.Hour] = true
			highest[s.Hour] = max(highest[s.Hour], s.Score)
			best = max(best, s.Score)
			// The highest come first: of a day, each test of a principal is told once.
			if test := (watch.Score{Principal: s.Principal, Window: s.Window, Of: s.Of}); s.Score >= threshold && !told[test] {
				told[test] = true
				out.Rang = append(out.Rang, s)
			}
		}
		for hour := day; hour < day+24; hour++ {
			if seen[hour] {
				out.Hours = append(out.Hours, hourScore{time.Unix(hour*3600, 0).UTC(), highest[hour]})
			}
		}
		out.daily = append(out.daily, best)
	})
	return out
}

func printWatched(w io.Writer, r watched, asJSON bool) error {
	var b bytes.Buffer
	if asJSON {
		if err := printJSON(&b, r); err != nil {
			return fmt.Errorf("printing the scores: %w", err)
		}
	} else {
		showWatched(&b, r)
	}
	_, err := w.Write(b.Bytes())
	return err
}

func showWatched(b *bytes.Buffer, r watched) {
	defer showUnread(b, r.Stats)
	if r.Days == 0 {
		b.WriteString("nothing was judged: the log has fewer than 15 days, and the first 14 only teach\n")
		return
	}
	fmt.Fprintf(b, "judged: %d days from %s\nhighest score of each day: %s\n", r.Days, r.From.Format(time.DateOnly), scoreLine(r.daily))
	fmt.Fprintf(b, "would have rung (score %g and more): %d\n", r.Threshold, len(r.Rang))
	for _, s := range r.Rang[:min(len(r.Rang), 4*shownPlaces)] {
		fmt.Fprintf(b, "  %s  %-8s %6.1f  %s: %.0f %s, usual %.1f\n", time.Unix(s.Hour*3600, 0).UTC().Format("2006-01-02 15h"), s.Window, s.Score, s.Principal, s.Count, s.Of, s.Expected)
	}
	if n := len(r.Rang) - 4*shownPlaces; n > 0 {
		fmt.Fprintf(b, "  and %d more (-json lists them)\n", n)
	}
}

// scoreLine draws scores from 0 to 8 and more.
func scoreLine(values []float64) string {
	var b strings.Builder
	for _, v := range values {
		b.WriteRune([]rune("▁▂▃▄▅▆▇█")[min(7, int(max(0, v)))])
	}
	return b.String()
}
