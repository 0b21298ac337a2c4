package accesslog

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// Times and names that differ in one place only, as those of a log do, and come
// again: of each hour everybody has the count that the plain reader finds.
func TestTalliesAreExact(t *testing.T) {
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 1))
		at, few := time.Date(2024, 2, 28, 22, 0, 0, 0, time.UTC), 3+r.IntN(500)
		layouts := []string{"2006-01-02T15:04:05.000Z07:00", "2006-01-02T15:04:05.000Z07:00", "2006-01-02T15:04:05.000000Z07:00", time.RFC3339}
		var log bytes.Buffer
		for range 4000 {
			at = at.Add(time.Duration(r.IntN(3000)) * time.Millisecond)
			switch r.IntN(200) {
			case 0: // now and then far off
				at = at.Add(time.Duration(r.IntN(4000)-2000) * time.Hour)
			case 1:
				at = at.In(time.FixedZone("", r.IntN(5)*1800))
			case 2:
				at = at.UTC()
			}
			text := []byte(at.Format(layouts[seed%4]))
			if r.IntN(50) == 0 {
				text[r.IntN(len(text))] = "0123456789:.TZ"[r.IntN(14)]
			}
			who := []string{"agent-%03d", "agent-%d", "a%d", "%06d@support.example.org", "%08d-desk"}[r.IntN(1+int(seed%5))]
			name := fmt.Sprintf(who, r.IntN(few))
			fmt.Fprintln(&log, with("time", `"`+string(text)+`"`, "principal", `"`+name+`"`, "ticket_id", []string{"null", `"T-1"`}[r.IntN(2)]))
		}
		p := newParser("agent-7", "agent-007", "00000007-desk")
		for range 2 {
			holdCountsToPlain(t, p, log.Bytes(), 1+r.IntN(1<<16))
		}
	}
}

// A count is how often somebody who is not wanted was met in an hour.
type count struct {
	principal string
	hour      int64
}

// holdCountsToPlain is holdToPlain for a parser that counts those who are not
// wanted: they are in a tally or come as a record, each once.
func holdCountsToPlain(t *testing.T, p *parser, log []byte, piece int) {
	t.Helper()
	var got, want []Record
	var first, last, wantFirst, wantLast time.Time
	met := func(from, to time.Time, first, last *time.Time) {
		if first.IsZero() || from.Before(*first) {
			*first = from
		}
		if last.IsZero() || to.After(*last) {
			*last = to
		}
	}
	counts, numbers := map[count]int64{}, map[int]string{}
	p.tally.hand = func(tally *Tally) {
		all := int64(0)
		for _, each := range tally.Each {
			counts[count{each.Principal, hourOf(tally.First)}] += int64(each.Events)
			if all += int64(each.Events); p.isWanted(each.Principal) || each.Number > 0 && numbers[each.Number] != "" && numbers[each.Number] != each.Principal {
				t.Errorf("%+v in a tally", each)
			}
			numbers[each.Number] = each.Principal
		}
		met(tally.First, tally.Last, &first, &last)
		if all != tally.Events || tally.First.After(tally.Last) || hourOf(tally.First) != hourOf(tally.Last) {
			t.Errorf("%+v", tally)
		}
	}
	l := p.lines("log", func(r *Record) error {
		if p.isWanted(r.Principal) {
			got = append(got, *r)
		} else {
			counts[count{r.Principal, hourOf(r.Time)}]++
			met(r.Time, r.Time, &first, &last)
		}
		return nil
	})
	l.size = piece
	stats, err := l.read(context.Background(), inPieces{bytes.NewReader(log)})
	if err != nil {
		t.Fatal(err)
	}
	p.tally.flush()
	all, lines, bad := plainRead(log)
	for _, r := range all {
		if p.isWanted(r.Principal) {
			want = append(want, r)
			continue
		}
		counts[count{r.Principal, hourOf(r.Time)}]--
		met(r.Time, r.Time, &wantFirst, &wantLast)
	}
	for c, n := range counts {
		if n != 0 {
			t.Errorf("%+v is counted %d times too often", c, n)
		}
	}
	if stats.Lines != lines || stats.Bad != int64(len(bad)) || !first.Equal(wantFirst) || !last.Equal(wantLast) || !slices.EqualFunc(got, want, same) {
		t.Errorf("%+v from %v to %v, records %+v; want %d lines, %d bad, %v to %v, %+v", stats, first, last, got, lines, len(bad), wantFirst, wantLast, want)
	}
}

func hourOf(t time.Time) int64 { return t.Truncate(time.Hour).Unix() / 3600 }
