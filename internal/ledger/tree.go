package ledger

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// tileHeight is the height of C2SP's tlog-tiles: 256 hashes a full tile.
const tileHeight = 8

// tiles reads the tree's tiles; tlog checks each against the root it trusts.
type tiles struct {
	ctx     context.Context
	objects Objects
	known   map[tlog.Tile][]byte // read, or about to be written
	failed  error                // why reading failed, unlike what was read being wrong
}

func (l *Log) tiles(ctx context.Context) *tiles {
	return &tiles{ctx: ctx, objects: l.Objects, known: map[tlog.Tile][]byte{}}
}

func (t *tiles) Height() int { return tileHeight }

func (t *tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(wanted))
	for i, tile := range wanted {
		body, ok := t.known[tile]
		if !ok {
			var err error
			if body, err = t.objects.Read(t.ctx, tileKey(tile)); err != nil {
				t.failed = missingIsForked(err)
				return nil, t.failed
			}
		}
		if len(body) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("reading %s: %d bytes instead of %d: %w", tileKey(tile), len(body), tile.W*tlog.HashSize, ErrForked)
		}
		data[i] = body
	}
	return data, nil
}

func (t *tiles) SaveTiles(proven []tlog.Tile, data [][]byte) {
	for i, tile := range proven {
		t.known[tile] = data[i]
	}
}

// missingIsForked is for objects that the head promises to be there.
func missingIsForked(err error) error {
	if errors.Is(err, ErrMissing) {
		return fmt.Errorf("%w: %w", err, ErrForked)
	}
	return err
}

// hashes reads stored hashes of the tree, each proven against its root.
func hashes(tree tlog.Tree, from *tiles) tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		if len(indexes) == 0 {
			return nil, nil
		}
		got, err := tlog.TileHashReader(tree, from).ReadHashes(indexes)
		switch {
		case err == nil:
			return got, nil
		case from.failed != nil:
			return nil, from.failed
		}
		return nil, fmt.Errorf("reading tiles of the tree of %d entries: %w: %w", tree.N, err, ErrForked)
	})
}

// grow adds leaf to the tree and returns the new tree with its new tiles.
func grow(old tlog.Tree, leaf []byte, from *tiles) (tlog.Tree, []tlog.Tile, [][]byte, error) {
	reader := hashes(old, from)
	added, err := tlog.StoredHashes(old.N, leaf, reader)
	if err != nil {
		return tlog.Tree{}, nil, nil, err
	}
	first := tlog.StoredHashIndex(0, old.N)
	both := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var stored []int64
		for _, x := range indexes {
			if x < first {
				stored = append(stored, x)
			}
		}
		var before []tlog.Hash
		if len(stored) > 0 {
			var err error
			if before, err = reader.ReadHashes(stored); err != nil {
				return nil, err
			}
		}
		out := make([]tlog.Hash, len(indexes))
		for i, x := range indexes {
			if x >= first {
				out[i] = added[x-first]
				continue
			}
			out[i], before = before[0], before[1:]
		}
		return out, nil
	})
	root, err := tlog.TreeHash(old.N+1, both)
	if err != nil {
		return tlog.Tree{}, nil, nil, err
	}
	grown := tlog.NewTiles(tileHeight, old.N, old.N+1)
	data := make([][]byte, len(grown))
	for i, tile := range grown {
		if data[i], err = tlog.ReadTileData(tile, both); err != nil {
			return tlog.Tree{}, nil, nil, err
		}
	}
	return tlog.Tree{N: old.N + 1, Hash: root}, grown, data, nil
}
