package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/detect"
	"github.com/tocsin-ir/tocsin/internal/watch"
)

// The question of an incident that the watch's alarm opened shows first who rang.
func TestQuestionShowsWhoRang(t *testing.T) {
	hour := time.Date(2026, 2, 3, 4, 0, 0, 0, time.UTC)
	details, err := json.Marshal(detect.Finding{
		Decision: detect.NeedsHuman, Ranking: detect.ByAlarms, Reason: "the watch rang for 1 of 2 principals.", Named: []string{"agent-7"},
		Suspects: []detect.Suspect{
			{Principal: "agent-7", Accessed: 340, WithoutTicket: 300, TimesMedian: 1.2, Reasons: []string{"The watch rang: 300 customers."}, Doubts: []string{"It may be work."},
				Alarms: []detect.Alarm{{Score: 6.1, Window: watch.Hour, Of: watch.Bare, Until: hour, Count: 300, Usual: 0.2, RangAt: hour}}},
			{Principal: "svc-nightly", Accessed: 12000, WithoutTicket: 12000, TimesMedian: 44},
		}})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	showRanking(&b, details)
	want := `
needs-human: the watch rang for 1 of 2 principals.

  score  looked up  without ticket  times the median  principal
    6.1        340             300               1.2  agent-7
      -      12000           12000              44.0  svc-nightly

agent-7
  + The watch rang: 300 customers.
  - It may be work.
`
	if !strings.HasPrefix(b.String(), want) {
		t.Errorf("the question shows\n%s\nwant\n%s", b.String(), want)
	}
}
