package main

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"time"
)

// Prices of us-east-1 without free tiers, in dollars. They were read in copies of
// the pages named, not on the day of the run.
const (
	pricesRead       = "as stored copies of the pages named had them, read in November 2026; look them up again"
	lambdaGBSecond   = 0.0000133334 // arm64: aws.amazon.com/lambda/pricing
	lambdaRequest    = 0.20 / 1e6   // the same page
	stateTransition  = 0.025 / 1e3  // aws.amazon.com/step-functions/pricing
	s3Get            = 0.0004 / 1e3 // aws.amazon.com/s3/pricing
	athenaTerabyte   = 5.0          // aws.amazon.com/athena/pricing, of stored bytes
	transitionsChild = 2            // start of a child and its one state
)

// What the workflow's Distributed Map does: internal/scope, statemachine and template.yaml.
const (
	childObjects  = 8
	childBytes    = 64 << 20 // as stored
	childMemory   = 1024     // MB, ScopeFunction's
	oneProcessor  = 1769     // MB, at which Lambda gives one whole processor
	children      = 40       // at once
	plannedEvents = 12e9
)

// writeScale plans 12 billion events from what one object took here.
func (b *trial) writeScale() error {
	m := b.sample(scope, "zst", "tocsin")
	if m.cpu == 0 {
		return nil
	}
	stored, err := b.log.stored("zst")
	if err != nil {
		return err
	}
	perObject := float64(stored) / float64(b.log.objects)
	cpuObject := m.cpu.Seconds() / float64(b.log.objects)
	objects := math.Ceil(plannedEvents / eventsPerObject)
	each := math.Max(1, math.Min(childObjects, math.Floor(childBytes/perObject)))
	count := math.Ceil(objects / each)
	seconds := cpuObject * each * oneProcessor / childMemory
	compute := count * seconds * childMemory / 1024 * lambdaGBSecond
	other := count*lambdaRequest + count*transitionsChild*stateTransition + objects*s3Get
	wall := time.Duration(math.Ceil(count/children) * seconds * float64(time.Second)).Round(time.Second)
	athena := objects * perObject / 1e12 * athenaTerabyte
	var d bytes.Buffer
	fmt.Fprintf(&d, "# Twelve billion events\n\nWritten by `make bench` on %s from what one object took in it; do not edit. ", time.Now().UTC().Format("2 January 2006"))
	d.WriteString("It is a plan and was not run on AWS: Lambda's processors differ from the one measured, fetching from S3 and cold starts come on top, and the merge of the partial results is a step of its own.\n\n")
	fmt.Fprintf(&d, "Measured: %.2f s of one processor for an object of %d events, %.1f MB as stored (zstd); %d MB resident.\n\n", cpuObject, eventsPerObject, perObject/1e6, m.memory/megabyte)
	fmt.Fprintf(&d, "| | |\n|---|---|\n| objects | %.0f |\n| stored | %.2f TB |\n| objects a child | %.0f |\n| children | %.0f, %d at once |\n| memory of a child | %d MB, which has %.2f of a processor (%d MB were resident) |\n| one child | %.1f s |\n| the whole scan | %s |\n",
		objects, objects*perObject/1e12, each, count, children, childMemory, float64(childMemory)/oneProcessor, m.memory/megabyte, seconds, wall)
	fmt.Fprintf(&d, "| Lambda | $%.2f |\n| requests, state transitions, S3 | $%.2f |\n| **together** | **$%.2f** |\n| Athena for the same scan | $%.2f |\n\n", compute, other, compute+other, athena)
	fmt.Fprintf(&d, "Prices of us-east-1 without free tiers (%s): Lambda arm64 $%.10f a GB-second and $0.20 a million requests (aws.amazon.com/lambda/pricing), ", pricesRead, lambdaGBSecond)
	d.WriteString("Step Functions $0.025 a thousand state transitions (aws.amazon.com/step-functions/pricing), S3 $0.0004 a thousand GETs (aws.amazon.com/s3/pricing), Athena $5 a terabyte of stored bytes (aws.amazon.com/athena/pricing).\n")
	return os.WriteFile("docs/scale.md", d.Bytes(), 0o600)
}

func (g generated) stored(packing string) (total int64, err error) {
	for n := range g.objects {
		info, err := os.Stat(fmt.Sprintf("%s/access-%05d.jsonl.%s", g.dir, n, packing))
		if err != nil {
			return 0, err
		}
		total += info.Size()
	}
	return total, nil
}
