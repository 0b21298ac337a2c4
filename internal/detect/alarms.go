package detect

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/vault"
	"github.com/tocsin-ir/tocsin/internal/watch"
)

// ByAlarms is a ranking without reports: for whom the watch rang, the highest
// score first, then everybody by customers. It proves nothing either.
const ByAlarms = "watch-alarms"

// Alarms are looked for from this long before an incident's awareness on, since
// those of an open incident join it, and until so long after it, since the alarm
// and the evidence are written by different clocks.
const (
	alarmsBefore = 48 * time.Hour
	alarmsAfter  = time.Hour
)

// An Alarm is one test of the watch that rang for a principal (docs/watch.md).
type Alarm struct {
	Score  float64      `json:"score"` // see package watch
	Window string       `json:"window"`
	Of     watch.Series `json:"of"`
	Until  time.Time    `json:"until"` // the end of the window's last hour
	Count  float64      `json:"count"` // customers
	Usual  float64      `json:"usual"` // customers that were to be expected
	RangAt time.Time    `json:"rang_at"`
}

// alarms reads what the watch rang for about the time of awareness, by
// principal, the highest score first; of one test only its highest.
func (d *Detector) alarms(ctx context.Context, aware time.Time) (map[string][]Alarm, error) {
	out := map[string][]Alarm{}
	if aware.IsZero() {
		return out, nil
	}
	from, to := aware.Add(-alarmsBefore).UTC(), aware.Add(alarmsAfter).UTC()
	for day := from.Truncate(24 * time.Hour); !day.After(to); day = day.AddDate(0, 0, 1) {
		keys, err := d.People.List(ctx, watch.Alarms+day.Format(time.DateOnly))
		if err != nil {
			return nil, fmt.Errorf("finding the watch's alarms: %w", err)
		}
		for _, key := range keys {
			e, err := d.alarm(ctx, key)
			if err != nil {
				return nil, err
			}
			if e.At.Before(from) || e.At.After(to) {
				continue
			}
			for _, s := range e.Scores {
				if s.Score >= e.Threshold {
					out[s.Principal] = join(out[s.Principal], Alarm{s.Score, s.Window, s.Of, time.Unix(3600*(s.Hour+1), 0).UTC(), s.Count, s.Expected, e.At.UTC()})
				}
			}
		}
	}
	for _, list := range out {
		slices.SortFunc(list, func(a, b Alarm) int {
			return cmp.Or(cmp.Compare(b.Score, a.Score), a.Until.Compare(b.Until), cmp.Compare(a.Window, b.Window), cmp.Compare(a.Of, b.Of))
		})
	}
	return out, nil
}

func (d *Detector) alarm(ctx context.Context, key string) (e watch.Evidence, err error) {
	body, err := d.People.Read(ctx, key)
	if errors.Is(err, vault.ErrMissing) { // its lifetime ended since it was listed
		return e, nil
	}
	if err != nil {
		return e, fmt.Errorf("reading the watch's alarms: %w", err)
	}
	if json.Unmarshal(body, &e) != nil { // the cause may quote a principal
		return e, fmt.Errorf("reading %s: it is not what the watch wrote; delete it and resume the incident", key)
	}
	return e, nil
}

// join adds an alarm, of one window and series at most one that ends in one hour:
// an object that arrives twice rings twice.
func join(list []Alarm, a Alarm) []Alarm {
	for i, old := range list {
		if old.Window == a.Window && old.Of == a.Of && old.Until.Equal(a.Until) {
			if a.Score > old.Score {
				list[i] = a
			}
			return list
		}
	}
	return append(list, a)
}

// mostAlarms is how many alarms of one suspect a Finding holds.
const mostAlarms = 20

// rankByAlarms puts those first for whom the watch rang. It decides nothing: an
// unusual hour may be work.
func (f *Finding) rankByAlarms(alarms map[string][]Alarm) {
	if len(alarms) == 0 {
		return
	}
	f.Ranking = ByAlarms
	inLog := map[string]bool{}
	for i := range f.Suspects {
		s := &f.Suspects[i]
		inLog[s.Principal] = true
		s.alarmed(alarms[s.Principal])
	}
	for name, list := range alarms {
		if !inLog[name] { // they did nothing that counts as a look-up
			s := Suspect{Principal: name}
			s.alarmed(list)
			f.Suspects = append(f.Suspects, s)
		}
	}
	highest := func(s Suspect) float64 {
		if len(s.Alarms) == 0 {
			return 0
		}
		return s.Alarms[0].Score
	}
	slices.SortFunc(f.Suspects, func(a, b Suspect) int {
		return cmp.Or(cmp.Compare(highest(b), highest(a)), cmp.Compare(b.Accessed, a.Accessed), strings.Compare(a.Principal, b.Principal))
	})
	for _, s := range f.Suspects[:len(alarms)] {
		f.Named = append(f.Named, s.Principal)
	}
	first := f.Suspects[0]
	f.Reason = fmt.Sprintf("no customer has reported a call, so no test is possible; the watch rang for %d of %d principals, most for %s: %s. "+
		"It may be unusual work: ask what it was before you choose.", len(alarms), max(f.Principals, len(f.Suspects)), first.Principal, first.Alarms[0].words())
}

func (s *Suspect) alarmed(list []Alarm) {
	if len(list) == 0 {
		return
	}
	s.Alarms = list[:min(len(list), mostAlarms)]
	for _, a := range s.Alarms[:min(len(s.Alarms), mostShown)] {
		s.Reasons = append(s.Reasons, "The watch rang: "+a.words()+".")
	}
	s.Doubts = append(s.Doubts, "The watch knows how much somebody works and not why: a campaign, a migration or an audit that nobody announced rings as well.")
}

// words say it as a person would.
func (a Alarm) words() string {
	span := "in the " + a.Window + " until " + a.Until.Format("15:04 on 2 January 2006") + " UTC"
	switch a.Window {
	case watch.Hour:
		span = "in the hour from " + a.Until.Add(-time.Hour).Format("15:04 on 2 January 2006") + " UTC"
	case watch.Day:
		span = "on " + a.Until.Add(-time.Hour).Format("2 January 2006") + " until " + a.Until.Format("15:04") + " UTC"
	}
	digits := 0
	if a.Usual < 10 {
		digits = 1
	}
	return fmt.Sprintf("%.0f %s %s, where %.*f are usual (score %.1f)", a.Count, a.Of, span, digits, a.Usual, a.Score)
}
