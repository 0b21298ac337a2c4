package notify

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// Both ledgers keep the same promises.
func TestLedgers(t *testing.T) {
	for name, open := range map[string]func(*testing.T) interface {
		Ledger
		Pace
	}{
		"memory": func(*testing.T) interface {
			Ledger
			Pace
		} {
			return &Memory{}
		},
		"dynamodb": func(t *testing.T) interface {
			Ledger
			Pace
		} {
			return deliveryTable(t, "ledger-"+strings.ToLower(t.Name()[strings.LastIndex(t.Name(), "/")+1:]))
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := open(t)
			t.Run("rows", func(t *testing.T) { testRows(t, l) })
			t.Run("swap", func(t *testing.T) { testSwap(t, l) })
			t.Run("one holder", func(t *testing.T) { testOneHolder(t, l) })
			t.Run("change", func(t *testing.T) { testChange(t, l) })
			t.Run("pin", func(t *testing.T) { testPin(t, l) })
			t.Run("find", func(t *testing.T) { testFind(t, l) })
			t.Run("kept", func(t *testing.T) { testKept(t, l) })
			t.Run("pace", func(t *testing.T) { testPace(t, l) })
		})
	}
}

func fullRow(n int) Row {
	return Row{
		N: n, Status: Sent, Attempt: "a", Until: noon.Add(time.Minute), Tries: 2, At: noon, MessageID: fmt.Sprint("m", n),
		Also: "also", Reason: "why", Feedback: Bounced,
	}
}

func numbers(rows []Row) []int {
	var out []int
	for _, r := range rows {
		out = append(out, r.N)
	}
	return out
}

func testRows(t *testing.T, l Ledger) {
	ctx, id := t.Context(), incident.ID("inc-000000000001-1")
	for _, part := range [][]Row{{fullRow(1), fullRow(2)}, {fullRow(50), {N: 99999999, Status: Pending, At: noon}}} {
		if _, err := l.Swap(ctx, id, part); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := l.Swap(ctx, "inc-000000000001-2", []Row{fullRow(3)}); err != nil {
		t.Fatal(err)
	}
	if err := l.Pin(ctx, id, 2, "digest"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		first, last int
		want        []int
	}{{1, 99999999, []int{1, 2, 50, 99999999}}, {2, 50, []int{2, 50}}, {3, 49, nil}, {50, 50, []int{50}}} {
		rows, err := l.Rows(ctx, id, c.first, c.last)
		if err != nil || !slices.Equal(numbers(rows), c.want) {
			t.Errorf("rows %d to %d: %v, %v", c.first, c.last, numbers(rows), err)
		}
	}
	rows, err := l.Rows(ctx, id, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	want := fullRow(1)
	want.Version = 1
	if got := rows[0]; !got.At.Equal(want.At) || !got.Until.Equal(want.Until) {
		t.Errorf("times came back as %v and %v", got.At, got.Until)
	}
	rows[0].At, rows[0].Until = want.At, want.Until
	if rows[0] != want {
		t.Errorf("got %+v, want %+v", rows[0], want)
	}
	// More than fits into one page of the real store.
	big := incident.ID("inc-000000000001-3")
	for start := 1; start <= 1500; start += MaxRows {
		var part []Row
		for n := start; n < start+MaxRows; n++ {
			r := fullRow(n)
			r.Reason = strings.Repeat("x", 800)
			part = append(part, r)
		}
		if _, err := l.Swap(ctx, big, part); err != nil {
			t.Fatal(err)
		}
	}
	if rows, err := l.Rows(ctx, big, 1, 1500); err != nil || len(rows) != 1500 || rows[1499].N != 1500 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

func testSwap(t *testing.T, l Ledger) {
	ctx, id := t.Context(), incident.ID("inc-000000000002-1")
	pending := func(n, version int) Row { return Row{N: n, Status: Pending, At: noon, Version: version} }
	for i, c := range []struct {
		rows []Row
		want []int
	}{
		{[]Row{pending(1, 0), pending(2, 0), pending(3, 0)}, []int{1, 2, 3}},
		{[]Row{pending(1, 0), pending(4, 0)}, []int{4}},                   // 1 exists
		{[]Row{pending(1, 1), pending(2, 2), pending(3, 1)}, []int{1, 3}}, // 2 is at version 1
		{[]Row{pending(1, 1), pending(3, 1)}, nil},                        // both moved on
		{[]Row{pending(9, 1)}, nil},                                       // there is none
	} {
		got, err := l.Swap(ctx, id, c.rows)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("swap %d: got %v, %v, want %v", i, got, err, c.want)
		}
	}
	rows, err := l.Rows(ctx, id, 1, 9)
	if err != nil {
		t.Fatal(err)
	}
	var versions []int
	for _, r := range rows {
		versions = append(versions, r.Version)
	}
	if !slices.Equal(versions, []int{2, 1, 2, 1}) {
		t.Errorf("versions %v", versions)
	}
}

// However many claim a letter at once, one gets it.
func testOneHolder(t *testing.T, l Ledger) {
	ctx, id := t.Context(), incident.ID("inc-000000000003-1")
	const claimants, letters = 8, 20
	var rows []Row
	for n := 1; n <= letters; n++ {
		rows = append(rows, Row{N: n})
	}
	held := make([]int, letters+1)
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range claimants {
		attempt := newAttempt()
		wg.Go(func() {
			got, err := change(ctx, l, RealClock, id, rows, func(r Row) (Row, bool) { return r.claim(attempt, noon, noon) })
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			for _, r := range got {
				held[r.N]++
			}
		})
	}
	wg.Wait()
	for n := 1; n <= letters; n++ {
		if held[n] != 1 {
			t.Errorf("letter %d has %d holders", n, held[n])
		}
	}
}

func testChange(t *testing.T, l Ledger) {
	ctx, id := t.Context(), incident.ID("inc-000000000004-1")
	var rows []Row
	for n := 1; n <= 120; n++ {
		rows = append(rows, Row{N: n})
	}
	claim := func(r Row) (Row, bool) { return r.claim("a", noon, noon) }
	if got, err := change(ctx, l, RealClock, id, rows[:1], claim); err != nil || len(got) != 1 || got[0].Version != 1 {
		t.Fatal(got, err)
	}
	// The stale zero row of 1 is read again and refused; the others go in three parts.
	got, err := change(ctx, l, RealClock, id, rows, claim)
	if err != nil || len(got) != 119 || got[0].N != 2 || got[118].N != 120 {
		t.Errorf("%d rows changed, %v", len(got), err)
	}
}

func testPin(t *testing.T, l Ledger) {
	ctx, id := t.Context(), incident.ID("inc-000000000005-1")
	for range 2 {
		if err := l.Pin(ctx, id, 0, "aa"); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Pin(ctx, id, 0, "bb"); !errors.Is(err, ErrOtherRecipients) || !strings.Contains(err.Error(), "shard 0 of inc-000000000005-1") {
		t.Errorf("another list: got %v", err)
	}
	if err := errors.Join(l.Pin(ctx, id, 1, "bb"), l.Pin(ctx, "inc-000000000005-2", 0, "bb")); err != nil {
		t.Error(err)
	}
}

func testFind(t *testing.T, l Ledger) {
	ctx, id := t.Context(), incident.ID("inc-000000000006-1")
	row := fullRow(12)
	row.MessageID = "find-me"
	if _, err := l.Swap(ctx, id, []Row{row, {N: 13, Status: Pending, At: noon}}); err != nil {
		t.Fatal(err)
	}
	if got, n, found, err := l.Find(ctx, "find-me"); err != nil || !found || got != id || n != 12 {
		t.Errorf("got %s %d %v %v", got, n, found, err)
	}
	if _, _, found, err := l.Find(ctx, "nobody"); err != nil || found {
		t.Errorf("got %v %v", found, err)
	}
}

func testKept(t *testing.T, l Ledger) {
	ctx := t.Context()
	for _, n := range []Notice{
		{MessageID: "k1", Kind: Delivered}, {MessageID: "k1", Kind: Bounced, Reason: "Permanent"}, {MessageID: "k1", Kind: Delivered},
		{MessageID: "k2", Kind: Complained, Reason: "abuse"},
	} {
		if err := l.Keep(ctx, n); err != nil {
			t.Fatal(err)
		}
	}
	ids := []string{"k2", "k1"}
	for i := range 250 { // more than one read takes
		ids = append(ids, fmt.Sprint("none", i))
	}
	kept, err := l.Kept(ctx, ids)
	want := map[string]Notice{"k1": {MessageID: "k1", Kind: Bounced, Reason: "Permanent"}, "k2": {MessageID: "k2", Kind: Complained, Reason: "abuse"}}
	if err != nil || len(kept) != 2 || kept["k1"] != want["k1"] || kept["k2"] != want["k2"] {
		t.Errorf("got %+v, %v", kept, err)
	}
	if kept, err := l.Kept(ctx, nil); err != nil || len(kept) != 0 {
		t.Errorf("got %+v, %v", kept, err)
	}
}

// The SDK repeats a call whose answer was lost, so a reservation may be made
// twice: an instant may come later than it could, never earlier.
func testPace(t *testing.T, p Pace) {
	ctx, far := t.Context(), noon.Add(time.Hour)
	free := noon
	reserve := func(cost time.Duration, now time.Time) {
		t.Helper()
		got, err := p.Reserve(ctx, cost, now, far)
		if free.Before(now) {
			free = now
		}
		if _, exact := p.(*Memory); err != nil || got.Before(free) || exact && !got.Equal(free) {
			t.Errorf("got %v, %v, want %v", got, err, free)
		}
		free = got.Add(cost)
	}
	reserve(time.Second, noon)
	reserve(2*time.Second, noon)
	reserve(time.Second, noon.Add(time.Second))
	if _, err := p.Reserve(ctx, time.Second, noon, free.Add(-time.Microsecond)); !errors.Is(err, ErrNoTime) {
		t.Errorf("too late: got %v", err)
	}
	if _, err := p.Reserve(ctx, time.Second, noon.Add(time.Minute), noon); !errors.Is(err, ErrNoTime) {
		t.Errorf("after the latest: got %v", err)
	}
	reserve(time.Second, noon) // the refused took nothing
	reserve(time.Second, noon.Add(time.Minute))

	// Children that ask at once share the rate, each with an instant of its own.
	start := noon.Add(10 * time.Minute)
	var mu sync.Mutex
	var got []time.Time
	var wg sync.WaitGroup
	for range 12 {
		wg.Go(func() {
			at, err := p.Reserve(ctx, 100*time.Millisecond, start, far)
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			got = append(got, at)
		})
	}
	wg.Wait()
	slices.SortFunc(got, time.Time.Compare)
	for i, at := range got {
		if i > 0 && at.Sub(got[i-1]) < 100*time.Millisecond || at.Before(start) {
			t.Errorf("instant %d is %v, the one before %v", i, at, got[max(i-1, 0)])
		}
	}
}

// The table holds nothing that leads to a person without the people bucket.
func TestDynamoDBHoldsNoPersonalData(t *testing.T) {
	l := deliveryTable(t, "ledger-impersonal")
	f := newFixture(t, people(3, "en"))
	f.n.Ledger, f.n.Pace = l, l
	f.send(t, 0)
	out, err := l.Client.Scan(context.Background(), &dynamodb.ScanInput{TableName: &l.Table})
	if err != nil {
		t.Fatal(err)
	}
	known := []string{"pk", "sk", "status", "at", "tries", "version", "until", "attempt", "message_id", "also", "reason", "feedback", "digest", "next_free"}
	rows := 0
	for _, it := range out.Items {
		if _, ok := it["status"]; ok {
			rows++
		}
		for name := range it {
			if !slices.Contains(known, name) {
				t.Errorf("attribute %s", name)
			}
			for _, bad := range []string{"@", "Name", "cust"} {
				if strings.Contains(text(it, name), bad) {
					t.Errorf("attribute %s holds %q", name, text(it, name))
				}
			}
		}
	}
	if rows != 3 {
		t.Errorf("%d rows, want 3", rows)
	}
}
