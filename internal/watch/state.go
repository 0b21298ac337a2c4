package watch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/tocsin-ir/tocsin/internal/summary"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// A State keeps what the watch learns from, in the people bucket: for each day
// what each object of the log says of it (a part), under the object's name, so
// that one that arrives late or twice counts once; and each day's sum, made from
// the parts that it names and made again when there are others. Whoever loses a
// race so leaves a sum that the next one finds wanting.
type State struct{ Store vault.Store }

const (
	partsPrefix = "watch/parts/"
	daysPrefix  = "watch/days/"
)

// cellsOf are principals' hours as they are stored: hour, events, customers, bare.
type cellsOf map[string][][4]int64

// A sum is a whole day.
type sum struct {
	Parts []string `json:"parts"` // keys, sorted
	Cells cellsOf  `json:"cells"`
}

func dayName(day int64) string {
	return time.Unix(day*3600, 0).UTC().Format(time.DateOnly)
}

// Put stores what an object says, and makes the sums of its days again. It
// returns the first hours of these days, sorted.
func (s State) Put(ctx context.Context, object string, cells map[string][]summary.Cell) ([]int64, error) {
	byDay := map[int64]cellsOf{}
	for name, list := range cells {
		for _, c := range list {
			d := DayOf(c.Hour)
			if byDay[d] == nil {
				byDay[d] = cellsOf{}
			}
			byDay[d][name] = append(byDay[d][name], [4]int64{c.Hour, c.Events, c.Customers, c.Bare})
		}
	}
	var days []int64
	for day, part := range byDay {
		key := partsPrefix + dayName(day) + "/" + vault.Digest([]byte(object))[:24]
		if err := s.put(ctx, key, part, len(part)); err != nil {
			return nil, err
		}
		days = append(days, day)
	}
	slices.Sort(days)
	for _, day := range days {
		keys, err := s.Store.List(ctx, partsPrefix+dayName(day)+"/")
		if err != nil {
			return nil, err
		}
		if _, err := s.sum(ctx, day, keys); err != nil {
			return nil, err
		}
	}
	return days, nil
}

// Load gives the history of the days from one to another, both included.
func (s State) Load(ctx context.Context, from, to int64) (*History, error) {
	keys, err := s.Store.List(ctx, partsPrefix)
	if err != nil {
		return nil, err
	}
	parts := map[string][]string{}
	for _, k := range keys {
		day, _, _ := strings.Cut(strings.TrimPrefix(k, partsPrefix), "/")
		parts[day] = append(parts[day], k)
	}
	h := NewHistory()
	for day := from; day <= to; day += hoursOfDay {
		have := parts[dayName(day)]
		if len(have) == 0 {
			continue
		}
		total, err := get[sum](ctx, s.Store, daysPrefix+dayName(day))
		if errors.Is(err, vault.ErrMissing) || err == nil && !slices.Equal(total.Parts, have) {
			total, err = s.sum(ctx, day, have)
		}
		if err != nil {
			return nil, err
		}
		for name, cells := range total.Cells {
			h.Add(name, plain(cells))
		}
	}
	return h, nil
}

// sum adds up a day's parts and stores the result.
func (s State) sum(ctx context.Context, day int64, keys []string) (sum, error) {
	h := NewHistory()
	for _, k := range keys {
		part, err := get[cellsOf](ctx, s.Store, k)
		if err != nil {
			return sum{}, err
		}
		for name, cells := range part {
			h.Add(name, plain(cells))
		}
	}
	out := sum{Parts: keys, Cells: cellsOf{}}
	for name, cells := range h.cells {
		for _, c := range cells {
			out.Cells[name] = append(out.Cells[name], [4]int64{c.Hour, c.Events, c.Customers, c.Bare})
		}
	}
	return out, s.put(ctx, daysPrefix+dayName(day), out, len(out.Cells))
}

func plain(cells [][4]int64) []summary.Cell {
	out := make([]summary.Cell, len(cells))
	for i, c := range cells {
		out[i] = summary.Cell{Hour: c[0], Events: c[1], Customers: c[2], Bare: c[3]}
	}
	return out
}

func (s State) put(ctx context.Context, key string, v any, count int) error {
	body, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encoding %s: %w", key, err)
	}
	packer, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return fmt.Errorf("packing %s: %w", key, err)
	}
	_, err = s.Store.Put(ctx, key, packer.EncodeAll(body, nil), count)
	return err
}

func get[T any](ctx context.Context, store vault.Store, key string) (v T, err error) {
	body, err := store.Read(ctx, key)
	if err != nil {
		return v, err
	}
	unpacker, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(1<<30))
	if err != nil {
		return v, fmt.Errorf("unpacking %s: %w", key, err)
	}
	defer unpacker.Close()
	if body, err = unpacker.DecodeAll(body, nil); err == nil {
		err = json.Unmarshal(body, &v)
	}
	if err != nil { // the cause may quote a principal
		return v, fmt.Errorf("reading %s: it is not what was written; delete it and let the day's objects of the log arrive again", key)
	}
	return v, nil
}
