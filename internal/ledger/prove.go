package ledger

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// Prove makes the bundle of all entries of an incident and verifies it before
// it returns it.
func (l *Log) Prove(ctx context.Context, id incident.ID) ([]byte, error) {
	bundle, err := l.prove(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("proving incident %s: %w", id, err)
	}
	return bundle, nil
}

func (l *Log) prove(ctx context.Context, id incident.ID) ([]byte, error) {
	// The head first: it is the newest of the two reads that may be missing an entry.
	head, err := l.head(ctx)
	if err != nil {
		return nil, err
	}
	index, err := l.Heads.Index(ctx, id)
	if err != nil {
		return nil, err
	}
	tree, from := tlog.Tree{N: head.Size, Hash: head.Root}, l.tiles(ctx)
	p := Proof{Format: ProofFormat, Incident: id, Size: tree.N, Checkpoint: head.Checkpoint, Entries: []ProofEntry{}}
	for _, number := range index.Numbers {
		if number >= tree.N {
			break // appended after the head was read
		}
		_, leaf, err := l.entry(ctx, tree, number, from)
		if err != nil {
			return nil, err
		}
		path, err := tlog.ProveRecord(tree.N, number, hashes(tree, from))
		if err != nil {
			return nil, err
		}
		p.Entries = append(p.Entries, ProofEntry{number, leaf, path})
	}
	if len(p.Entries) == 0 {
		return nil, errors.New("the ledger holds no entry of it")
	}
	if p.First, err = l.first(ctx, tree, p.Entries[0].Number+1, from); err != nil {
		return nil, err
	}
	bundle, err := p.Encode()
	if err != nil {
		return nil, err
	}
	key, err := l.Signer.PublicKey(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := Verify(bundle, key); err != nil {
		return nil, fmt.Errorf("%w: %w", err, ErrForked)
	}
	return bundle, nil
}

func (l *Log) first(ctx context.Context, tree tlog.Tree, size int64, from *tiles) (FirstTree, error) {
	checkpoint, err := l.Objects.Read(ctx, checkpointKey(size))
	if err != nil {
		return FirstTree{}, missingIsForked(err)
	}
	consistency, err := tlog.ProveTree(tree.N, size, hashes(tree, from))
	if err != nil {
		return FirstTree{}, err
	}
	return FirstTree{string(checkpoint), consistency}, nil
}
