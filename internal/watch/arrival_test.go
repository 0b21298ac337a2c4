package watch

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/summary"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// lines is a log in memory.
type lines map[string]string

func (l lines) List(context.Context) ([]accesslog.Object, error) { return nil, nil }
func (l lines) Open(_ context.Context, o accesslog.Object) (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader(l[o.Name])), nil
}

var today = time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC) // a Monday

// worked is one day of twelve agents, nine hours, about five customers an hour.
func worked(day time.Time, also ...string) string {
	var b strings.Builder
	for hour := 8; hour < 17; hour++ {
		for a := range 12 {
			for i := range 4 + (a+hour+day.Day())%3 {
				fmt.Fprintf(&b, `{"time":%q,"principal":"agent-%d","action":"customer.read","customer_id":"C%d","ticket_id":"T1"}`+"\n",
					day.Add(time.Duration(hour)*time.Hour+time.Duration(i)*time.Minute).Format(time.RFC3339), a, a*100000+hour*100+i)
			}
		}
	}
	return b.String() + strings.Join(also, "")
}

func theftOf(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"time":%q,"principal":"agent-3","action":"customer.read","customer_id":"stolen-%d"}`+"\n",
			today.Add(3*time.Hour+time.Duration(i)*time.Second).Format(time.RFC3339), i)
	}
	return b.String()
}

func newWatcher(t *testing.T, log lines, said io.Writer) *Watcher {
	t.Helper()
	return &Watcher{Log: accesslog.Log{Archive: log}, Bucket: "log", Prefix: "a/", Summaries: summary.Dir(t.TempDir()), People: &vault.Memory{},
		Threshold: 2, Stack: "tocsin", Metrics: said, Now: func() time.Time { return today.Add(18 * time.Hour) }}
}

func (w *Watcher) arrives(t *testing.T, name string) Taken {
	t.Helper()
	out, err := w.Take(t.Context(), accesslog.Object{Name: name, Size: int64(len(w.Log.Archive.(lines)[name])), Tag: "v1"})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// A theft in the morning rings, once its object arrives; what leaves the people
// bucket names nobody, and the evidence names the insider.
func TestTheftRings(t *testing.T) {
	var said bytes.Buffer
	log := lines{}
	w := newWatcher(t, log, &said)
	for d := 30; d > 0; d-- {
		name := fmt.Sprintf("a/%02d", d)
		log[name] = worked(today.AddDate(0, 0, -d))
		if got := w.arrives(t, name); got.Score != nil && d > 2 {
			t.Errorf("%s, %d days ago, was judged: only the last %d hours are, since an old log has no history yet", name, d, recent)
		}
	}
	log["a/quiet"] = worked(today)
	quiet := w.arrives(t, "a/quiet")
	if quiet.Score == nil || *quiet.Score >= 2 || quiet.Evidence != "" {
		t.Fatalf("a usual day gave %+v, want a score below 2 and no evidence", quiet)
	}
	log["a/theft"] = theftOf(300)
	rang := w.arrives(t, "a/theft")
	if rang.Score == nil || *rang.Score < 2 || !strings.HasPrefix(rang.Evidence, Alarms) {
		t.Fatalf("300 customers in the night gave %+v, want a score of 2 and more, and evidence", rang)
	}
	e, err := vault.GetJSON[Evidence](t.Context(), w.People, reference(t, w.People, rang.Evidence))
	if err != nil || len(e.Scores) == 0 || e.Scores[0].Principal != "agent-3" || e.Scores[0].Count != 300 {
		t.Errorf("evidence %+v, %v: want agent-3 with 300 first", e, err)
	}
	for _, line := range strings.Split(strings.TrimSpace(said.String()), "\n") {
		var m map[string]any
		if json.Unmarshal([]byte(line), &m) != nil || m["_aws"] == nil || m["Stack"] != "tocsin" {
			t.Errorf("%s is no line of embedded metrics", line)
		}
		if strings.Contains(line, "agent-") || strings.Contains(line, "stolen") || strings.Contains(line, `"C`) && strings.Contains(line, `"C1`) {
			t.Errorf("the metric names somebody: %s", line)
		}
	}
	if !strings.Contains(said.String(), `"WatchScore":`) {
		t.Error("no line has the metric WatchScore")
	}
}

func reference(t *testing.T, s vault.Store, key string) vault.Ref {
	t.Helper()
	body, err := s.Read(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	return vault.Ref{Bucket: "memory", Key: key, SHA256: vault.Digest(body)}
}

// Objects may come late, twice and in any order: the history is the same.
func TestStateCountsEachObjectOnce(t *testing.T) {
	log := lines{"a/1": worked(today), "a/2": theftOf(20), "a/3": worked(today.AddDate(0, 0, -1))}
	var histories []*History
	for _, order := range [][]string{{"a/1", "a/2", "a/3"}, {"a/3", "a/2", "a/1", "a/2", "a/1"}} {
		w := newWatcher(t, log, io.Discard)
		for _, name := range order {
			w.arrives(t, name)
		}
		h, err := State{w.People}.Load(t.Context(), DayOf(summary.HourOf(today))-240, DayOf(summary.HourOf(today)))
		if err != nil {
			t.Fatal(err)
		}
		histories = append(histories, h)
	}
	if !reflect.DeepEqual(histories[0], histories[1]) {
		t.Error("objects in another order, and twice, gave another history")
	}
	cells := between(histories[0].cells["agent-3"], summary.HourOf(today)+3, summary.HourOf(today)+4)
	if len(cells) != 1 || cells[0].Customers != 20 || cells[0].Bare != 20 {
		t.Errorf("the hour of the theft is %+v, want 20 customers without ticket", cells)
	}
}

// A sum that a slower writer put back is found wanting and made again.
func TestStaleSumIsMadeAgain(t *testing.T) {
	log := lines{"a/1": worked(today), "a/2": theftOf(20)}
	w := newWatcher(t, log, io.Discard)
	w.arrives(t, "a/1")
	key := daysPrefix + dayName(DayOf(summary.HourOf(today)))
	old, err := w.People.Read(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	w.arrives(t, "a/2")
	if _, err := w.People.Put(t.Context(), key, old, 0); err != nil {
		t.Fatal(err)
	}
	h, err := State{w.People}.Load(t.Context(), DayOf(summary.HourOf(today)), DayOf(summary.HourOf(today)))
	if err != nil || len(between(h.cells["agent-3"], summary.HourOf(today)+3, summary.HourOf(today)+4)) != 1 {
		t.Errorf("the second object is lost (%v)", err)
	}
}

func TestEventsOfOthersAreLeft(t *testing.T) {
	w := newWatcher(t, lines{}, io.Discard)
	for _, detail := range []string{`{"bucket":{"name":"other"},"object":{"key":"a/1","size":1}}`, `{"bucket":{"name":"log"},"object":{"key":"b/1","size":1}}`, `{"bucket":{"name":"log"},"object":{"key":"a/","size":0}}`} {
		if out, err := w.Event(t.Context(), json.RawMessage(`{"detail":`+detail+`}`)); err != nil || !reflect.DeepEqual(out, map[string]string{"taken": "nothing"}) {
			t.Errorf("%s: %v, %v", detail, out, err)
		}
	}
	if _, err := w.Event(t.Context(), json.RawMessage(`{"detail":{}}`)); err == nil {
		t.Error("an event without an object was taken")
	}
}
