package ledger

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// A commit is what one append adds to the tree. It is stored before the head
// moves, and published to the tree's own keys afterwards, by whoever is next
// if the writer did not come to it.
type commit struct {
	Leaf  string       `json:"leaf"`
	Tiles []commitTile `json:"tiles"`
}

type commitTile struct {
	Path string `json:"path"`
	Data []byte `json:"data"`
}

// stage stores the commit. One that stands there already has the same root,
// hence the same leaf.
func (l *Log) stage(ctx context.Context, key string, c commit) error {
	body, err := compactJSON(c)
	if err != nil {
		return err
	}
	if err := l.Objects.Create(ctx, key, body); err != nil && !errors.Is(err, ErrExists) {
		return err
	}
	return nil
}

// publish writes the commit of a committed head to its final keys, the
// checkpoint last: once that is there, all is. Publishing again is harmless.
func (l *Log) publish(ctx context.Context, head Head, c commit) error {
	for _, t := range c.Tiles {
		if err := l.settle(ctx, Prefix+t.Path, t.Data); err != nil {
			return err
		}
	}
	if err := l.settle(ctx, entryKey(head.Size-1), []byte(c.Leaf)); err != nil {
		return err
	}
	return l.settle(ctx, checkpointKey(head.Size), []byte(head.Checkpoint))
}

// settle makes sure that key holds body and never replaces anything.
func (l *Log) settle(ctx context.Context, key string, body []byte) error {
	err := l.Objects.Create(ctx, key, body)
	if !errors.Is(err, ErrExists) {
		return err
	}
	there, err := l.Objects.Read(ctx, key)
	if err != nil {
		return err
	}
	if !bytes.Equal(there, body) {
		return fmt.Errorf("publishing %s: something else stands there: %w", key, ErrForked)
	}
	return nil
}

// recover publishes a head whose writer did not come to it.
func (l *Log) recover(ctx context.Context, head Head) error {
	body, err := l.Objects.Read(ctx, head.Commit)
	if err != nil {
		return missingIsForked(err)
	}
	var c commit
	if err := json.Unmarshal(body, &c); err != nil {
		return fmt.Errorf("reading %s: %w: %w", head.Commit, err, ErrForked)
	}
	from := l.tiles(ctx)
	for _, t := range c.Tiles {
		tile, err := tlog.ParseTilePath(t.Path)
		if err != nil {
			return fmt.Errorf("reading %s: %w: %w", head.Commit, err, ErrForked)
		}
		from.known[tile] = t.Data
	}
	// Before anything is written under a final key: this leaf and these tiles are the signed ones.
	tree := tlog.Tree{N: head.Size, Hash: head.Root}
	got, err := hashes(tree, from).ReadHashes([]int64{tlog.StoredHashIndex(0, head.Size-1)})
	if err != nil {
		return fmt.Errorf("reading %s: %w", head.Commit, err)
	}
	if got[0] != tlog.RecordHash([]byte(c.Leaf)) {
		return fmt.Errorf("reading %s: its leaf is not the tree's: %w", head.Commit, ErrForked)
	}
	return l.publish(ctx, head, c)
}
