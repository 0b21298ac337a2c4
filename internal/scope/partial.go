package scope

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/klauspost/compress/zstd"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

// A stored is a set as the people bucket has it. The same set gives the same bytes.
type stored struct {
	Stats     accesslog.Stats       `json:"stats"`
	Objects   []*object             `json:"objects"`
	InLog     []int64               `json:"in_log"`
	Level     int                   `json:"level"` // of the peers' sample
	Peers     map[string]*row       `json:"peers"`
	Fields    [][]string            `json:"fields"`
	Customers map[string][][7]int64 `json:"customers"`
	// Summarised is absent when everything was read.
	Summarised *Summarised `json:"summarised,omitempty"`
}

// encode packs a tidy set.
func (s *set) encode() ([]byte, error) {
	fields, number := s.fields.inOrder()
	out := stored{s.Stats, s.Objects, s.InLog, s.Peers.level, s.Peers.rows, fields, make(map[string][][7]int64, s.book.customers), s.Summarised}
	for id, visits := range s.book.lists() {
		flat := make([][7]int64, len(visits))
		for i, v := range visits {
			flat[i] = [7]int64{int64(v.Hour), int64(v.Suspect), number[v.Fields], 0, int64(v.Events), v.First, v.Last}
			if v.Outside {
				flat[i][3] = 1
			}
		}
		out.Customers[id] = flat
	}
	body, err := json.Marshal(out)
	if err != nil {
		return nil, fmt.Errorf("encoding a partial result: %w", err)
	}
	w, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<20))
	if err != nil {
		return nil, fmt.Errorf("packing a partial result: %w", err)
	}
	return w.EncodeAll(body, nil), nil
}

var errStored = errors.New("decoding a partial result: it is not the JSON that was expected") // the cause may quote a customer

// decode makes the set of a query again.
func decode(q Query, body []byte) (*set, error) {
	r, err := zstd.NewReader(bytes.NewReader(body), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("unpacking a partial result: %w", err)
	}
	defer r.Close()
	plain, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("unpacking a partial result: %w", err)
	}
	var in stored
	if json.Unmarshal(plain, &in) != nil || len(in.InLog) != len(q.Principals) ||
		slices.Contains(in.Objects, nil) || slices.Contains(slices.Collect(maps.Values(in.Peers)), nil) {
		return nil, errStored
	}
	s := newSet(q)
	s.Stats, s.Objects, s.InLog, s.Summarised = in.Stats, in.Objects, in.InLog, in.Summarised
	s.Peers.merge(&peers{rows: in.Peers, level: in.Level})
	fields, customers := &fieldTable{lists: in.Fields}, make(map[string][]visit, len(in.Customers))
	for id, flat := range in.Customers {
		if len(flat) == 0 {
			return nil, errStored
		}
		visits := make([]visit, len(flat))
		for i, v := range flat {
			if v[1] < 0 || v[1] >= int64(len(q.Principals)) || v[2] < 0 || v[2] >= int64(len(in.Fields)) ||
				int64(int32(v[0])) != v[0] || int64(uint32(v[4])) != v[4] { // #nosec G115 -- this finds out
				return nil, errStored
			}
			visits[i] = visit{Hour: int32(v[0]), Suspect: uint16(v[1]), Fields: int32(v[2]), Outside: v[3] != 0, Events: uint32(v[4]), First: v[5], Last: v[6]} // #nosec G115 -- held above
		}
		customers[id] = visits
	}
	s.adopt([]*roll{rollOf(customers)}, fields)
	return s, nil
}
