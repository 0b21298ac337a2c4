// Command summarise is the function that makes the sidecar of each object of the
// access log as it arrives, and watches who looks up more than is usual.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/tocsin-ir/tocsin/internal/dataset"
	"github.com/tocsin-ir/tocsin/internal/summary"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
	"github.com/tocsin-ir/tocsin/internal/watch"
)

func main() {
	env := task.Env("PEOPLE_BUCKET", "DATASET_BUCKET", "DATASET_KEY", "LOG_BUCKET", "LOG_PREFIX", "WATCH_THRESHOLD", "STACK_NAME")
	threshold, err := strconv.ParseFloat(env["WATCH_THRESHOLD"], 64)
	if err != nil {
		fmt.Fprintf(os.Stderr, "WATCH_THRESHOLD is no number: %v\n", err)
		os.Exit(2)
	}
	objects := vault.Client(task.AWS(context.Background()))
	set := dataset.S3{Client: objects, Bucket: env["DATASET_BUCKET"], Key: env["DATASET_KEY"]}
	watcher := watch.Watcher{
		Bucket: env["LOG_BUCKET"], Prefix: env["LOG_PREFIX"],
		Summaries: summary.S3{Client: objects, Bucket: env["PEOPLE_BUCKET"], Prefix: summary.Prefix},
		People:    vault.S3{Client: objects, Bucket: env["PEOPLE_BUCKET"]},
		Threshold: threshold, Stack: env["STACK_NAME"], Metrics: os.Stdout, Now: time.Now,
	}
	task.Start(task.Function{Event: func(ctx context.Context, payload json.RawMessage) (any, error) {
		w := watcher
		var err error
		if w.Log, err = set.Log(ctx); err != nil {
			return nil, err
		}
		return w.Event(ctx, payload)
	}})
}
