package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

const megabyte = 1 << 20

// write makes the two documents.
func (b *trial) write() error {
	var d bytes.Buffer
	fmt.Fprintf(&d, "# Benchmarks\n\nWritten by `make bench` on %s; do not edit. %s\n\n", time.Now().UTC().Format("2 January 2006, 15:04 UTC"), b.machine())
	fmt.Fprintf(&d, "The log: %d million events of 301 principals about 12 million customers in two months, %.2f GB of JSON lines in %d objects, always the same (seed %d). ",
		b.log.events/1_000_000, float64(b.log.bytes)/1e9, b.log.objects, seed)
	d.WriteString("Two threads, every run a process of its own, all answers compared before any time was taken; medians of " + fmt.Sprint(b.runs) + " runs in turn; memory is the most that was resident. ")
	d.WriteString("`tocsin` is the whole command, with its gaps, bad lines and the list of the affected; the others have declared columns and answer the one query (`infra/bench/peers.py`). ")
	d.WriteString("`floor` only unpacks the files, with the library that Tocsin uses. " + b.versions() + "\n")
	for _, c := range b.done {
		b.table(&d, c)
	}
	b.ratios(&d)
	b.grown(&d)
	fmt.Fprintf(&d, "\n## Sidecars\n\nMaking them: %s.\n", b.made)
	if err := os.WriteFile("docs/benchmarks.md", d.Bytes(), 0o600); err != nil {
		return err
	}
	return b.writeScale()
}

func (b *trial) table(d *bytes.Buffer, c *contest) {
	fmt.Fprintf(d, "\n## %s, %s\n\n| | seconds | of processors | MB resident |\n|---|---|---|---|\n", strings.ToUpper(c.task[:1])+c.task[1:], c.packing)
	for _, t := range c.contenders {
		m := t.median()
		fmt.Fprintf(d, "| %s | %.2f | %.2f | %d |\n", t.tool, m.wall.Seconds(), m.cpu.Seconds(), m.memory/megabyte)
	}
	for _, why := range c.unmeasured {
		fmt.Fprintf(d, "\nNot measured: %s\n", why)
	}
}

// A target is a promise about the ratio of two times, or about memory.
type target struct {
	what        string
	got, bound  float64
	cpu         float64 // the same ratio of processor time, which a busy machine changes less
	least       bool    // got must be at least the bound
	notMeasured bool
}

func (b *trial) ratios(d *bytes.Buffer) {
	var all []target
	ratio := func(what, task, packing, one string, others []string, bound float64, least bool) {
		x, y := b.sample(task, packing, one), sample{}
		for _, o := range others {
			if s := b.sample(task, packing, o); s.wall > 0 {
				if y.wall == 0 || s.wall < y.wall {
					y.wall = s.wall
				}
				if y.cpu == 0 || s.cpu < y.cpu {
					y.cpu = s.cpu
				}
			}
		}
		t := target{what: what, bound: bound, least: least, notMeasured: x.wall == 0 || y.wall == 0}
		if !t.notMeasured {
			t.got, t.cpu = x.wall.Seconds()/y.wall.Seconds(), x.cpu.Seconds()/y.cpu.Seconds()
			if least {
				t.got, t.cpu = 1/t.got, 1/t.cpu
			}
		}
		all = append(all, t)
	}
	ratio("zstd: time / best other", scope, "zst", "tocsin", peers, 0.5, false)
	ratio("zstd: time / floor", scope, "zst", "tocsin", []string{"floor"}, 1.4, false)
	ratio("gzip: time / best other", scope, "gz", "tocsin", peers, 1, false)
	ratio("gzip: time / floor", scope, "gz", "tocsin", []string{"floor"}, 1.15, false)
	ratio("Parquet: time / DuckDB", scope, "parquet", "tocsin", []string{"duckdb"}, 1.5, false)
	ratio("sidecars: times faster than the log", scope, withSidecars, "sidecars", []string{"tocsin"}, 50, true)
	ratio("everybody: time / best other", detect, "zst", "tocsin", peers, 1, false)
	for _, q := range []struct {
		task  string
		bound float64
	}{{scope, 256}, {detect, 512}} {
		m := b.sample(q.task, "zst", "tocsin").memory
		all = append(all, target{what: q.task + ": MB resident", got: float64(m) / megabyte, bound: q.bound, notMeasured: m == 0})
	}
	d.WriteString("\n## Targets\n\n| | measured | of processor time | target | |\n|---|---|---|---|---|\n")
	for _, t := range all {
		sign, limit := "✗", fmt.Sprintf("≤ %g", t.bound)
		if t.least {
			limit = fmt.Sprintf("≥ %g", t.bound)
		}
		if t.got <= t.bound != t.least || t.got == t.bound {
			sign = "✓"
		}
		got, cpu := fmt.Sprintf("%.2f", t.got), ""
		if t.cpu > 0 {
			cpu = fmt.Sprintf("%.2f", t.cpu)
		}
		if t.notMeasured {
			got, sign = "not measured", ""
		}
		fmt.Fprintf(d, "| %s | %s | %s | %s | %s |\n", t.what, got, cpu, limit, sign)
		fmt.Fprintf(b.out, "%-40s %12s %8s  %-8s %s\n", t.what, got, cpu, limit, sign)
	}
}

func (b *trial) grown(d *bytes.Buffer) {
	if len(b.growth) == 0 {
		d.WriteString("\n100 million events were not measured in this run (`make bench FULL=1`).\n")
		return
	}
	d.WriteString("\n## Ten times the log\n\n| | 10 million: seconds, MB | 100 million: seconds, MB | time grew |\n|---|---|---|---|\n")
	for _, g := range b.growth {
		fmt.Fprintf(d, "| %s, %s | %.2f, %d | %.2f, %d | %.1f × |\n", g.task, g.packing, g.small.wall.Seconds(), g.small.memory/megabyte,
			g.large.wall.Seconds(), g.large.memory/megabyte, g.large.wall.Seconds()/g.small.wall.Seconds())
	}
	if read, recalled := b.growth[0].large, b.growth[len(b.growth)-1].large; recalled.wall > 0 {
		fmt.Fprintf(d, "\nOf 100 million events, sidecars answer %.1f times faster than the log (%.1f times by processor time).\n",
			read.wall.Seconds()/recalled.wall.Seconds(), read.cpu.Seconds()/recalled.cpu.Seconds())
	}
}

func (b *trial) sample(task, packing, tool string) sample {
	for _, c := range b.done {
		for _, t := range c.contenders {
			if c.task == task && c.packing == packing && t.tool == tool {
				return t.median()
			}
		}
	}
	return sample{}
}

// versions names the tools as they are installed.
func (b *trial) versions() string {
	out, err := exec.CommandContext(context.Background(), b.python, "infra/bench/peers.py", "versions").Output() // #nosec G204 -- this work tree's own
	var v map[string]string
	if err == nil {
		err = json.Unmarshal(out, &v)
	}
	if err != nil {
		return "The others' versions: infra/bench/requirements.txt."
	}
	return fmt.Sprintf("DuckDB %s, chDB %s, Polars %s; %s.", v["duckdb"], v["chdb"], v["polars"], runtime.Version())
}

func (b *trial) machine() string {
	model := "unknown"
	info, err := os.ReadFile("/proc/cpuinfo")
	if err == nil {
		for line := range strings.Lines(string(info)) {
			if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
				model = strings.TrimSpace(value)
			}
		}
	}
	load, _, _ := strings.Cut(read("/proc/loadavg"), " ")
	return fmt.Sprintf("%d virtual processors (%s); load at the end %s, where 2 would be this alone.", runtime.NumCPU(), model, load)
}

func read(file string) string {
	body, _ := os.ReadFile(file) // #nosec G304 -- a name of this file
	return string(body)
}
