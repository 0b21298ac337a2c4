package summary

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

// A memoryLog is an archive in memory; a changed object has another tag.
type memoryLog map[string]string

func (l memoryLog) List(context.Context) ([]accesslog.Object, error) {
	var out []accesslog.Object
	for _, name := range slices.Sorted(maps.Keys(l)) {
		out = append(out, accesslog.Object{Name: name, Size: int64(len(l[name])), Tag: fmt.Sprint("v", len(l[name]))})
	}
	return out, nil
}

func (l memoryLog) Open(_ context.Context, o accesslog.Object) (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader(l[o.Name])), nil
}

func object(l memoryLog, name string) accesslog.Object {
	return accesslog.Object{Name: name, Size: int64(len(l[name])), Tag: fmt.Sprint("v", len(l[name]))}
}

var monday = time.Date(2025, 1, 6, 0, 0, 0, 0, time.UTC)

// randomLog makes lines with whatever a log may hold: look-alike names, ids that
// are no ASCII, times of every precision and before 1970, repeats, other
// actions, nobody's tickets, and lines that are bad.
func randomLog(r *rand.Rand, lines int) string {
	principals := []string{"agent-013", "agent-0137", "agent-01", "svc-nightly", "Zoë \"Z\" Żak", "a\x00b"}
	actions := []string{"customer.read", "customer.search", "export"}
	fields := [][]string{{"name", "email"}, {"email", "name"}, {"name"}, {}, nil, {"name\x00email"}}
	unit := []int64{1, 1000, 1e6, 1e9}[r.IntN(4)]
	var b strings.Builder
	for range lines {
		if r.IntN(20) == 0 {
			b.WriteString([]string{"{\n", "[]\n", `{"time":"2025-01-06T00:00:00Z"}` + "\n", "\n"}[r.IntN(4)])
			continue
		}
		at := monday.Add(time.Duration(r.Int64N(int64(300*time.Hour)) / unit * unit))
		if r.IntN(200) == 0 {
			at = time.Date(1+r.IntN(9998), 2, 28, 23, 59, 59, 999, time.UTC)
		}
		customer := fmt.Sprintf("C%04d", r.IntN(40)*r.IntN(40))
		switch r.IntN(30) {
		case 0:
			customer = "Ünïcode/" + customer
		case 1:
			customer = customer[:1+r.IntN(4)]
		}
		line := map[string]any{"time": at.In(time.FixedZone("", r.IntN(20)*1800-9000)).Format(time.RFC3339Nano),
			"principal": principals[r.IntN(len(principals))], "action": actions[r.IntN(1+r.IntN(3))], "customer_id": customer, "ticket_id": nil}
		if f := fields[r.IntN(len(fields))]; f != nil {
			line["fields"] = f
		}
		if r.IntN(3) > 0 {
			line["ticket_id"] = fmt.Sprint("T", r.IntN(1000))
		}
		text, err := json.Marshal(line)
		if err != nil {
			panic(err)
		}
		if r.IntN(10) == 0 { // the same in other letters
			text = []byte(strings.ReplaceAll(string(text), "customer_id", `\u0063ustomer_id`))
		}
		b.Write(append(text, '\n'))
	}
	return b.String()
}

// records are those of one principal, in the order that a sidecar has.
func records(log memoryLog, name string) (map[string][]accesslog.Record, accesslog.Stats) {
	out := map[string][]accesslog.Record{}
	stats, err := accesslog.Log{Archive: log}.Scan(context.Background(), []accesslog.Object{object(log, name)}, accesslog.Options{}, func() func(*accesslog.Record) error {
		return func(r *accesslog.Record) error {
			c := *r
			c.CustomerID, c.SourceIP = strings.Clone(r.CustomerID), ""
			if c.TicketID != "" {
				c.TicketID = Ticketed
			}
			out[c.Principal] = append(out[c.Principal], c)
			return nil
		}
	})
	if err != nil {
		panic(err)
	}
	return out, stats
}

func text(r accesslog.Record) string {
	return fmt.Sprintf("%q %s %q %q %q %q", r.CustomerID, r.Time.Format("20060102150405.000000000"), r.Principal, r.Action, r.TicketID, r.Fields)
}
