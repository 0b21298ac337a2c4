package scope

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

const id incident.ID = "inc-0123456789ab-1"

// A logFiles is an archive in memory.
type logFiles map[string]string

func (l logFiles) List(context.Context) ([]accesslog.Object, error) {
	var out []accesslog.Object
	for _, name := range slices.Sorted(maps.Keys(l)) {
		out = append(out, accesslog.Object{Name: name, Size: int64(len(l[name]))})
	}
	if out == nil {
		return nil, fmt.Errorf("log memory: %w", accesslog.ErrNoObjects)
	}
	return out, nil
}

func (l logFiles) Open(_ context.Context, o accesslog.Object) (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader(l[o.Name])), nil
}

// A customerFile is a directory in memory.
type customerFile string

func (customerFile) Name() string { return "customers.csv" }
func (c customerFile) Open(context.Context) (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader(string(c))), nil
}

const header = "customer_id,email,name,country,language,segment\n"

// event makes a line: who read whose record, so many hours after monday.
func event(hours float64, principal, customer string, fields ...string) string {
	return eventOf(DefaultAction, hours, principal, customer, fields...)
}

func eventOf(action string, hours float64, principal, customer string, fields ...string) string {
	line, err := json.Marshal(map[string]any{
		"time": at(hours).In(time.FixedZone("", 2*3600)).Format(time.RFC3339Nano), "principal": principal,
		"action": action, "customer_id": customer, "fields": fields, "ticket_id": nil, "source_ip": "192.0.2.1",
	})
	if err != nil {
		panic(err)
	}
	return string(line) + "\n"
}

// suspects stores who is suspected.
func suspects(t *testing.T, people vault.Store, principals ...string) vault.Ref {
	t.Helper()
	list := []incident.Suspect{}
	for _, p := range principals {
		list = append(list, incident.Suspect{Principal: p, Basis: "named"})
	}
	ref, err := vault.PutJSON(context.Background(), people, "incidents/"+string(id)+"/suspects.json", list, len(list))
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

// run goes through plan, every scan and merge, as the machine does.
func run(t *testing.T, p *Phase, in PlanRequest) (Result, error) {
	t.Helper()
	ctx := context.Background()
	plan, err := p.Plan(ctx, in)
	if err != nil {
		return Result{}, err
	}
	batches, err := vault.GetJSON[[]accesslog.Batch](ctx, p.People, plan.Batches)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range batches {
		if out, err := p.Scan(ctx, ScanRequest{in, b}); err != nil || out.N != b.N {
			return Result{}, err
		}
	}
	return p.Merge(ctx, MergeRequest{in, plan.Batches})
}

// get reads the JSON lines of a reference.
func get[T any](t *testing.T, s vault.Store, ref vault.Ref) []T {
	t.Helper()
	body, err := s.Get(context.Background(), ref)
	if err != nil {
		t.Fatal(err)
	}
	var out []T
	for line := range bytes.Lines(body) {
		var v T
		if err := json.Unmarshal(line, &v); err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	if len(out) != ref.Count {
		t.Errorf("%s: %d lines, the reference says %d", ref.Key, len(out), ref.Count)
	}
	return out
}
