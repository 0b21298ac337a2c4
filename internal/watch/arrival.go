package watch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/summary"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// recent is how many hours back an arriving object is still judged: what is older
// only teaches. An old log that is filled in would else be judged by a history
// that is not there yet.
const recent = 48

// A Watcher takes objects of the log as they arrive: it makes their sidecars,
// learns from them, judges what is new, and writes a metric.
type Watcher struct {
	Log       accesslog.Log
	Bucket    string // of the log; events of others are none of ours
	Prefix    string
	Summaries summary.Store
	People    vault.Store
	Threshold float64   // the score that rings
	Stack     string    // dimension of the metric
	Metrics   io.Writer // the function's log
	Now       func() time.Time
}

// A Taken says what became of an event, without a name.
type Taken struct {
	Object     string   `json:"object"`
	Sidecar    int      `json:"sidecar_bytes"` // 0 when it was there
	Principals int      `json:"principals"`
	Score      *float64 `json:"score,omitempty"` // nil when nothing was judged
	Evidence   string   `json:"evidence,omitempty"`
}

// Event takes S3's "Object Created" from EventBridge.
func (w *Watcher) Event(ctx context.Context, payload json.RawMessage) (any, error) {
	var e struct {
		Detail struct {
			Bucket struct{ Name string }
			Object struct {
				Key  string
				Size int64
				ETag string
			}
		}
	}
	if err := json.Unmarshal(payload, &e); err != nil || e.Detail.Bucket.Name == "" || e.Detail.Object.Key == "" {
		return nil, task.Fail(task.BadInput, errors.New("reading the event of a log object: it has no detail.bucket.name and detail.object.key"))
	}
	at := e.Detail.Object
	if e.Detail.Bucket.Name != w.Bucket || !strings.HasPrefix(at.Key, w.Prefix) || at.Size == 0 && strings.HasSuffix(at.Key, "/") {
		return map[string]string{"taken": "nothing"}, nil
	}
	return w.Take(ctx, accesslog.Object{Name: at.Key, Size: at.Size, Tag: at.ETag})
}

// Take is done again for an object without harm: its sidecar is the same, it
// counts once, and it is judged anew.
func (w *Watcher) Take(ctx context.Context, o accesslog.Object) (Taken, error) {
	out := Taken{Object: o.Name}
	body, cells, stats, err := w.summarise(ctx, o)
	if errors.Is(err, accesslog.ErrFormat) {
		err = task.Fail(task.BadInput, err)
	}
	if err != nil {
		return out, err
	}
	out.Principals = len(cells)
	days, err := State{w.People}.Put(ctx, o.Name, cells)
	if err != nil {
		return out, fmt.Errorf("learning from %s: %w", o.Name, err)
	}
	// The sidecar comes last: once it is there, an object has been counted.
	if body != nil {
		if err := w.Summaries.Put(ctx, o.Name, body); err != nil {
			return out, err
		}
		out.Sidecar = len(body)
	}
	scores, judged, err := w.judge(ctx, cells, days)
	if err != nil {
		return out, fmt.Errorf("judging %s: %w", o.Name, err)
	}
	if judged {
		highest := 0.0
		if len(scores) > 0 {
			highest = max(0, math.Round(scores[0].Score*100)/100)
		}
		out.Score = &highest
		if out.Evidence, err = w.keepEvidence(ctx, o, scores); err != nil {
			return out, err
		}
	}
	f := Figures{Score: out.Score, Principals: out.Principals, Evidence: out.Evidence}
	if body != nil { // an object that comes twice is counted once
		f.BadLines, f.Events = stats.Bad, events(cells)
	}
	return out, Emit(w.Metrics, w.Stack, w.Now(), f)
}

func events(cells map[string][]summary.Cell) (n int64) {
	for _, list := range cells {
		for _, c := range list {
			n += c.Events
		}
	}
	return n
}

// summarise reads the object, or its sidecar when that is there.
func (w *Watcher) summarise(ctx context.Context, o accesslog.Object) ([]byte, map[string][]summary.Cell, accesslog.Stats, error) {
	side, file, err := summary.Lookup(ctx, w.Summaries, w.Log, o)
	if err == nil {
		defer file.Close()
		var cells map[string][]summary.Cell
		if cells, err = side.Cells(); err == nil {
			return nil, cells, side.Stats, nil
		}
	}
	if !summary.Unusable(err) {
		return nil, nil, accesslog.Stats{}, err
	}
	body, cells, _, err := summary.Of(ctx, w.Log, o, nil)
	if err != nil {
		return nil, nil, accesslog.Stats{}, err
	}
	made, err := summary.Open(bytes.NewReader(body))
	if err != nil {
		return nil, nil, accesslog.Stats{}, fmt.Errorf("summarising %s: %w", o.Name, err)
	}
	return body, cells, made.Stats, nil
}

// judge scores the object's hours that are new. judged is false when none is, or
// too little was learned.
func (w *Watcher) judge(ctx context.Context, cells map[string][]summary.Cell, days []int64) (scores []Score, judged bool, err error) {
	now := summary.HourOf(w.Now())
	first, end := int64(math.MaxInt64), int64(math.MinInt64)
	for _, list := range cells {
		for _, c := range list {
			if c.Hour >= now-recent && c.Hour <= now {
				first, end = min(first, c.Hour), max(end, c.Hour+1)
			}
		}
	}
	if first >= end {
		return nil, false, nil
	}
	h, err := State{w.People}.Load(ctx, DayOf(first)-Days*hoursOfDay, DayOf(end-1))
	if err != nil {
		return nil, false, err
	}
	for _, day := range days {
		if day+hoursOfDay <= first || day >= end {
			continue
		}
		j := NewJudge(h, day, nil, nil)
		if j == nil {
			continue
		}
		judged = true
		scores = append(scores, j.Scores(max(first, day), min(end, day+hoursOfDay), 0)...)
	}
	sortScores(scores)
	return scores, judged, nil
}

// Alarms is where the evidence of what rang stands in the people bucket, under
// the hour at which it did.
const Alarms = "watch/alarms/"

// maxEvidence is how many scores are kept of what rang.
const maxEvidence = 50

// Evidence is why an alarm rang: who, when, how many.
type Evidence struct {
	At        time.Time `json:"at"`
	Object    string    `json:"object"` // of the log
	Threshold float64   `json:"threshold"`
	Scores    []Score   `json:"scores"` // highest first
}

func (w *Watcher) keepEvidence(ctx context.Context, o accesslog.Object, scores []Score) (string, error) {
	if len(scores) == 0 || scores[0].Score < w.Threshold {
		return "", nil
	}
	e := Evidence{w.Now().UTC(), o.Name, w.Threshold, scores[:min(len(scores), maxEvidence)]}
	key := Alarms + e.At.Format("2006-01-02T15") + "/" + vault.Digest([]byte(o.Name))[:24] + ".json"
	_, err := vault.PutJSON(ctx, w.People, key, e, len(e.Scores))
	return key, err
}
