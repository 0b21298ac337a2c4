package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"syscall"
	"time"
)

// A contender is one tool at one question.
type contender struct {
	tool   string
	args   []string
	answer func(stdout []byte) (string, error) // what all must agree on; nil for a floor
	times  []sample
}

// A sample is what one run took.
type sample struct {
	wall, cpu time.Duration
	memory    int64 // bytes resident at most
}

// A contest is one question about one packing.
type contest struct {
	task, packing string
	contenders    []*contender
	unmeasured    []string // tools that cannot do it, and why
}

type trial struct {
	log    generated
	python string
	self   string
	runs   int
	out    io.Writer
	done   []*contest
	growth []growth
	made   string // what making sidecars took
}

func newBench(log generated, python string, runs int, out io.Writer) *trial {
	self, err := os.Executable()
	if err != nil {
		self = os.Args[0]
	}
	return &trial{log: log, python: python, self: self, runs: runs, out: out}
}

// measure first compares the answers, then runs all contenders of a contest in
// turn, so that what else the machine does falls on all of them.
func (b *trial) measure(ctx context.Context, contests []*contest) error {
	for _, c := range contests {
		fmt.Fprintf(b.out, "%s, %s\n", c.task, c.packing)
		agreed := ""
		var able []*contender
		for _, t := range c.contenders {
			_, stdout, err := t.run(ctx)
			if err != nil {
				c.unmeasured = append(c.unmeasured, fmt.Sprintf("%s: %v", t.tool, err))
				continue
			}
			able = append(able, t)
			if t.answer == nil {
				continue
			}
			got, err := t.answer(stdout)
			if err != nil {
				return fmt.Errorf("%s, %s, %s: %w", c.task, c.packing, t.tool, err)
			}
			if agreed == "" {
				agreed = got
			} else if got != agreed {
				return fmt.Errorf("%s, %s: %s answers\n%s\nwhere those before it answered\n%s", c.task, c.packing, t.tool, got, agreed)
			}
		}
		c.contenders = able
		for range b.runs {
			for _, t := range c.contenders {
				s, _, err := t.run(ctx)
				if err != nil {
					return err
				}
				t.times = append(t.times, s)
			}
		}
		for _, t := range c.contenders {
			m := t.median()
			fmt.Fprintf(b.out, "  %-8s %6.2f s  (%.2f s of processors, %d MB)\n", t.tool, m.wall.Seconds(), m.cpu.Seconds(), m.memory>>20)
		}
		b.done = append(b.done, c)
	}
	return nil
}

// run starts a process of its own, held to two threads.
func (t *contender) run(ctx context.Context) (s sample, stdout []byte, err error) {
	cmd := exec.CommandContext(ctx, t.args[0], t.args[1:]...) // #nosec G204 -- this work tree's own
	cmd.Env = append(os.Environ(), "GOMAXPROCS=2", "POLARS_MAX_THREADS=2")
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	begin := time.Now()
	err = cmd.Run()
	s.wall = time.Since(begin)
	if err != nil {
		last := bytes.TrimSpace(complaint.Bytes())
		return s, nil, fmt.Errorf("%s: %w: %s", t.tool, err, last[max(0, len(last)-300):])
	}
	use := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	s.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	s.memory = use.Maxrss << 10
	return s, out.Bytes(), nil
}

// median is taken of each measure on its own; memory is the most of all runs.
func (t *contender) median() (m sample) {
	var wall, cpu []time.Duration
	for _, s := range t.times {
		wall, cpu = append(wall, s.wall), append(cpu, s.cpu)
		m.memory = max(m.memory, s.memory)
	}
	slices.Sort(wall)
	slices.Sort(cpu)
	if n := len(wall); n > 0 {
		m.wall, m.cpu = wall[n/2], cpu[n/2]
	}
	return m
}

// same makes an answer of some keys of a JSON object.
func same(keys ...string) func([]byte) (string, error) {
	return func(stdout []byte) (string, error) {
		var all map[string]any
		if err := json.Unmarshal(stdout, &all); err != nil {
			return "", fmt.Errorf("the answer is no JSON object: %w", err)
		}
		answer := ""
		for _, k := range keys {
			if _, there := all[k]; !there {
				return "", fmt.Errorf("the answer has no %s", k)
			}
			if t, err := time.Parse(time.RFC3339, fmt.Sprint(all[k])); err == nil {
				all[k] = t.Format("2006-01-02 15:04:05.000")
			}
			answer += fmt.Sprintf("%v ", all[k])
		}
		return answer, nil
	}
}
