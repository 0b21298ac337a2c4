package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const (
	tocsin   = "bin/tocsin"
	scope    = "one principal's customers"
	detect   = "every principal's customers"
	sidecars = place + "/sidecars"

	withSidecars = "zst with sidecars"
	// parquetWriter is where it stands how the log is written as Parquet.
	parquetWriter = "infra/bench/parquet.py"
	reports       = place + "/reports.csv"
	busiest       = "nightly-export"
)

var peers = []string{"duckdb", "chdb", "polars"}

// prepare makes what only some contests need.
func (b *trial) prepare(ctx context.Context) error {
	for n := range b.log.objects {
		from := filepath.Join(b.log.dir, fmt.Sprintf("access-%05d.jsonl.zst", n))
		to := strings.Replace(from, ".zst", ".parquet", 1)
		if newer(to, parquetWriter) {
			continue
		}
		t := contender{tool: "duckdb", args: []string{b.python, parquetWriter, from, to + ".part"}}
		if _, _, err := t.run(ctx); err != nil {
			return fmt.Errorf("writing the log as Parquet: %w", err)
		}
		if err := os.Rename(to+".part", to); err != nil {
			return fmt.Errorf("writing the log as Parquet: %w", err)
		}
	}
	return b.prepareDetect()
}

// newer says whether a file is there and was written after another: what an
// earlier version of its writer made is made anew.
func newer(file, writer string) bool {
	made, err := os.Stat(file)
	by, otherErr := os.Stat(writer)
	return err == nil && otherErr == nil && made.ModTime().After(by.ModTime())
}

// prepareDetect writes reports about three customers, called after the log's
// end, so that all of it counts.
func (b *trial) prepareDetect() error {
	body := "customer_id,called_at,note\n"
	for n := range 3 {
		body += fmt.Sprintf("C-%08d,2030-01-01T00:00:00Z,\n", n+1)
	}
	return os.WriteFile(reports, []byte(body), 0o600)
}

func (b *trial) contests() []*contest {
	var all []*contest
	for _, p := range []string{"zst", "gz", "parquet"} {
		pattern := b.log.pattern(p)
		c := &contest{task: scope, packing: p, contenders: []*contender{ours(pattern)}}
		if p != "parquet" {
			c.contenders = append(c.contenders, &contender{tool: "floor", args: []string{b.self, "-floor", pattern}})
		}
		for _, tool := range peers {
			c.contenders = append(c.contenders, b.peer(tool, "scope", pattern, same("customers", "first", "last", "events")))
		}
		all = append(all, c)
	}
	pattern := b.log.pattern("zst")
	c := &contest{task: detect, packing: "zst", contenders: []*contender{oursDetect(pattern)}}
	for _, tool := range peers {
		c.contenders = append(c.contenders, b.peer(tool, "detect", pattern, busiestOf))
	}
	all = append(all, c)
	if made, err := summarise(pattern, sidecars); err != nil {
		b.made = "not measured: " + err.Error()
	} else {
		b.made = made
		all = append(all, &contest{task: scope, packing: withSidecars, contenders: []*contender{recalled(pattern, sidecars), ours(pattern)}})
	}
	return all
}

func ours(pattern string) *contender {
	args := []string{tocsin, "scope", "-json", "-principal", suspect, "-log", pattern}
	if strings.HasSuffix(pattern, ".parquet") {
		args = append(args, "-format", "parquet")
	}
	return &contender{tool: "tocsin", args: args, answer: same("affected", "first", "last", "events_matched")}
}

// recalled is ours where sidecars answer.
func recalled(pattern, from string) *contender {
	c := ours(pattern)
	c.tool, c.args = "sidecars", append(c.args, "-summaries", from)
	return c
}

func oursDetect(pattern string) *contender {
	return &contender{tool: "tocsin", args: []string{tocsin, "detect", "-json", "-reports", reports, "-log", pattern}, answer: busiestOf}
}

func (b *trial) peer(tool, task, pattern string, answer func([]byte) (string, error)) *contender {
	return &contender{tool: tool, args: []string{b.python, "infra/bench/peers.py", tool, task, pattern}, answer: answer}
}

// busiestOf is what answers about everybody are compared by: how many principals
// there are, and the distinct customers of the one who explains the reports.
func busiestOf(stdout []byte) (string, error) {
	var a struct {
		Principals int            `json:"principals"`
		By         map[string]int `json:"by_principal"`
		Suspects   []struct {
			Principal string `json:"principal"`
			Accessed  int    `json:"accessed"`
		} `json:"suspects"`
	}
	if err := json.Unmarshal(stdout, &a); err != nil {
		return "", fmt.Errorf("the answer is no JSON object: %w", err)
	}
	n := a.By[busiest]
	for _, s := range a.Suspects {
		if s.Principal == busiest {
			n = s.Accessed
		}
	}
	return fmt.Sprintf("%d principals, %s %d customers", a.Principals, busiest, n), nil
}

// summarise makes the sidecars anew and says what that took.
func summarise(pattern, to string) (string, error) {
	if err := os.RemoveAll(to); err != nil {
		return "", err
	}
	t := contender{tool: "tocsin summarise", args: []string{tocsin, "summarise", "-log", pattern, "-out", to}}
	s, stdout, err := t.run(context.Background())
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s (%.1f s, %d MB resident)", strings.TrimSpace(string(stdout)), s.wall.Seconds(), s.memory>>20), nil
}

// A growth is the same question about a log ten times as long.
type growth struct {
	task, packing string
	small, large  sample
}

// hundred writes 100 million events, asks Tocsin alone, and removes them.
func (b *trial) hundred(ctx context.Context) error {
	dir := filepath.Join(place, "log-100")
	large, err := generate(ctx, dir, 160, packings[:1], b.out)
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	pattern := large.pattern("zst")
	if _, err := summarise(pattern, dir+"/sidecars"); err != nil {
		return err
	}
	for _, q := range []struct {
		task, packing string
		ask           *contender
	}{{scope, "zst", ours(pattern)}, {detect, "zst", oursDetect(pattern)}, {scope, withSidecars, recalled(pattern, dir+"/sidecars")}} {
		g := growth{task: q.task, packing: q.packing, small: b.sample(q.task, q.packing, q.ask.tool)}
		t := q.ask
		for range 3 {
			s, _, err := t.run(ctx)
			if err != nil {
				return err
			}
			t.times = append(t.times, s)
		}
		g.large = t.median()
		fmt.Fprintf(b.out, "%s, %s, 100 million events: %.2f s, %d MB\n", q.task, q.packing, g.large.wall.Round(time.Millisecond).Seconds(), g.large.memory>>20)
		b.growth = append(b.growth, g)
	}
	return nil
}
