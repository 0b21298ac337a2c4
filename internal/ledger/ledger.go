// Package ledger is the tamper-evident record of every phase of every incident:
// one append-only Merkle log for the whole deployment, so that a dropped
// incident shows too, its head signed and its objects under Object Lock.
package ledger

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/tocsin-ir/tocsin/internal/task"
)

// A Log is one ledger. Any number of writers may share it.
type Log struct {
	Objects Objects
	Heads   Heads
	Signer  Signer
	Origin  string // see the function Origin
	Now     func() time.Time
	Drill   bool // every entry is of an exercise
	// Wait is called before the attempt-th try after a lost race (from 1); nil
	// sleeps a random while up to 2 s.
	Wait func(ctx context.Context, attempt int) error
}

// maxAttempts bounds how often an append is tried against other writers: each
// lost race is another writer's success.
const maxAttempts = 20

// Append adds an entry and returns its number in the ledger, from 0. When it
// returns without error the entry is durable, in the signed tree and published.
// A repeat of a draft (same incident, execution, phase, status, result, error)
// returns the number it got the first time; so after an error, append again.
func (l *Log) Append(ctx context.Context, d Draft) (int64, error) {
	if err := d.check(); err != nil {
		return 0, task.Fail(task.BadInput, fmt.Errorf("appending to the ledger: %w", err))
	}
	for attempt := 1; ; attempt++ {
		n, err := l.tryAppend(ctx, d)
		switch {
		case err == nil:
			return n, nil
		case errors.Is(err, ErrForked):
			return 0, task.Fail(task.Permanent, fmt.Errorf("appending %s of %s to the ledger: %w", d.Phase, d.Incident, err))
		case !errors.Is(err, ErrConflict):
			return 0, fmt.Errorf("appending %s of %s to the ledger: %w", d.Phase, d.Incident, err)
		case attempt == maxAttempts:
			return 0, task.Fail(task.Temporary, fmt.Errorf("appending %s of %s to the ledger, %d tries: %w", d.Phase, d.Incident, attempt, err))
		}
		if err := l.wait(ctx, attempt); err != nil {
			return 0, task.Fail(task.Temporary, fmt.Errorf("appending %s of %s to the ledger: %w", d.Phase, d.Incident, err))
		}
	}
}

func (l *Log) tryAppend(ctx context.Context, d Draft) (int64, error) {
	head, err := l.head(ctx)
	if err != nil {
		return 0, err
	}
	index, err := l.Heads.Index(ctx, d.Incident)
	if err != nil {
		return 0, err
	}
	if n, ok := index.Drafts[d.key()]; ok {
		return n, nil
	}
	old, from := tlog.Tree{N: head.Size, Hash: head.Root}, l.tiles(ctx)
	entry, err := l.next(ctx, old, index, d, from)
	if err != nil {
		return 0, err
	}
	if err := l.notSetBack(ctx, old.N); err != nil {
		return 0, err
	}
	leaf, err := entry.encode()
	if err != nil {
		return 0, err
	}
	tree, grown, data, err := grow(old, leaf, from)
	if err != nil {
		return 0, err
	}
	c := commit{Leaf: string(leaf)}
	for i, tile := range grown {
		c.Tiles = append(c.Tiles, commitTile{tile.Path(), data[i]})
	}
	next := Head{Size: tree.N, Root: tree.Hash, Commit: commitKey(tree)}
	if err := l.stage(ctx, next.Commit, c); err != nil {
		return 0, err
	}
	// Signed last and kept in memory until the swap: a lost race leaves no
	// second signed tree of the same size behind.
	if next.Checkpoint, err = signCheckpoint(ctx, l.Signer, l.Origin, tree); err != nil {
		return 0, err
	}
	if err := l.Heads.Swap(ctx, head, next, d.Incident, index.with(d, old.N)); err != nil {
		return 0, err
	}
	return old.N, l.publish(ctx, next, c)
}

// head returns the newest head, its signature checked and its commit published.
func (l *Log) head(ctx context.Context) (Head, error) {
	head, err := l.Heads.Head(ctx)
	if err != nil || head.Size == 0 {
		return head, err
	}
	key, err := l.Signer.PublicKey(ctx)
	if err != nil {
		return Head{}, err
	}
	origin, tree, err := openCheckpoint(head.Checkpoint, key)
	if err != nil {
		return Head{}, fmt.Errorf("reading the head: %w: %w", err, ErrForked)
	}
	if origin != l.Origin || tree.N != head.Size || tree.Hash != head.Root {
		return Head{}, fmt.Errorf("reading the head: the signed checkpoint says %d entries of %s, the row %d of %s: %w", tree.N, origin, head.Size, l.Origin, ErrForked)
	}
	published, err := l.Objects.Read(ctx, checkpointKey(head.Size))
	switch {
	case errors.Is(err, ErrMissing):
		return head, l.recover(ctx, head)
	case err != nil:
		return Head{}, err
	case string(published) != head.Checkpoint:
		return Head{}, fmt.Errorf("reading the head: %s is another checkpoint: %w", checkpointKey(head.Size), ErrForked)
	}
	return head, nil
}

// next makes the entry of d that follows what the tree and the index hold.
func (l *Log) next(ctx context.Context, tree tlog.Tree, index Index, d Draft, from *tiles) (Entry, error) {
	e := Entry{
		Seq: int64(len(index.Numbers)), Incident: d.Incident, Phase: d.Phase, Status: d.Status,
		At: l.Now().UTC().Truncate(time.Millisecond), Execution: d.Execution, Result: d.Result, Error: d.Error, Drill: l.Drill,
	}
	if tree.N == 0 {
		return e, nil
	}
	last, _, err := l.entry(ctx, tree, tree.N-1, from)
	if err != nil {
		return Entry{}, err
	}
	if e.At.Before(last.At) {
		e.At = last.At // a clock that was set back dates nothing before what is already written
	}
	if e.Seq == 0 {
		return e, nil
	}
	number := index.Numbers[e.Seq-1]
	if number >= tree.N {
		return Entry{}, fmt.Errorf("reading index of %s: %w", d.Incident, ErrConflict)
	}
	prev, err := hashes(tree, from).ReadHashes([]int64{tlog.StoredHashIndex(0, number)})
	if err != nil {
		return Entry{}, err
	}
	e.Prev = prev[0].String()
	return e, nil
}

// entry reads the number-th entry and proves it to be the tree's.
func (l *Log) entry(ctx context.Context, tree tlog.Tree, number int64, from *tiles) (Entry, []byte, error) {
	leaf, err := l.Objects.Read(ctx, entryKey(number))
	if err != nil {
		return Entry{}, nil, missingIsForked(err)
	}
	want, err := hashes(tree, from).ReadHashes([]int64{tlog.StoredHashIndex(0, number)})
	if err != nil {
		return Entry{}, nil, err
	}
	if tlog.RecordHash(leaf) != want[0] {
		return Entry{}, nil, fmt.Errorf("reading %s: not the entry that was signed: %w", entryKey(number), ErrForked)
	}
	e, err := decodeEntry(leaf)
	return e, leaf, err
}

// notSetBack refuses to sign a second history: an entry is published only
// after the head went past it, so one that stands at the head's size means
// either that the head has moved on just now, or that somebody set it back.
func (l *Log) notSetBack(ctx context.Context, size int64) error {
	_, err := l.Objects.Read(ctx, entryKey(size))
	if errors.Is(err, ErrMissing) {
		return nil
	}
	if err != nil {
		return err
	}
	head, err := l.Heads.Head(ctx)
	switch {
	case err != nil:
		return err
	case head.Size > size:
		return ErrConflict
	}
	return fmt.Errorf("the head says %d entries, and %s is there: %w", head.Size, entryKey(size), ErrForked)
}

func (l *Log) wait(ctx context.Context, attempt int) error {
	if l.Wait != nil {
		return l.Wait(ctx, attempt)
	}
	longest := min(2*time.Second, 50*time.Millisecond<<min(attempt, 6))
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(rand.N(longest)): // #nosec G404 -- spreads retries, protects nothing
		return nil
	}
}

// with returns the index after d became the number-th entry.
func (i Index) with(d Draft, number int64) Index {
	next := i.clone()
	next.Numbers = append(next.Numbers, number)
	if next.Drafts == nil {
		next.Drafts = map[string]int64{}
	}
	next.Drafts[d.key()] = number
	return next
}
