package ledger

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

var (
	// ErrExists means that something stands under the key already.
	ErrExists = errors.New("object exists")
	// ErrMissing means that nothing stands under the key.
	ErrMissing = errors.New("object is missing")
	// ErrConflict means that another writer moved the head meanwhile.
	ErrConflict = errors.New("the head was moved by another writer")
	// ErrForked means that what is stored contradicts the head: somebody set
	// the head back or wrote under the ledger's keys. It needs a person.
	ErrForked = errors.New("the ledger contradicts its head; do not write on, compare the bucket's object versions (docs/runbook.md)")
)

// Objects keep what is written once: entries, tiles and signed checkpoints.
type Objects interface {
	// Create stores body under key unless something stands there, which is
	// ErrExists and changes nothing. When it returns nil, body is durable. After
	// any other error body may be stored or not, but never in part.
	Create(ctx context.Context, key string, body []byte) error
	// Read returns what Create stored under key, or ErrMissing.
	Read(ctx context.Context, key string) ([]byte, error)
}

// A Head is the newest committed tree. The zero Head is the empty ledger.
type Head struct {
	Size       int64
	Root       tlog.Hash
	Checkpoint string // signed; it alone is trusted, the two above are for the compare-and-swap
	Commit     string // key of the object that holds what this head added
}

// An Index finds an incident's entries. It is a convenience: no proof relies on it.
type Index struct {
	Numbers []int64          // entry numbers in the ledger, by the incident's own sequence
	Drafts  map[string]int64 // entry number by the draft's key
}

// Heads keep the one head and every incident's index.
type Heads interface {
	// Head returns the newest committed head.
	Head(ctx context.Context) (Head, error)
	// Index returns the index of an incident, empty when it has no entry. It is
	// never older than what the latest Head returned to the caller committed.
	Index(ctx context.Context, id incident.ID) (Index, error)
	// Swap puts next in old's place and stores the incident's index, both or
	// neither. When the head is not old any more it is ErrConflict. After any
	// other error the swap may have happened or not.
	Swap(ctx context.Context, old, next Head, id incident.ID, index Index) error
}

// All keys of the ledger in the evidence bucket start with Prefix. Everything
// but the commits has one possible content for one key, and is written only
// after the head names it.
const Prefix = "ledger/"

func entryKey(number int64) string    { return fmt.Sprintf("%sentry/%012d.json", Prefix, number) }
func checkpointKey(size int64) string { return fmt.Sprintf("%scheckpoint/%012d", Prefix, size) }
func tileKey(t tlog.Tile) string      { return Prefix + t.Path() }

// commitKey names the tree by its root too, so that two writers at the same
// size never share a key.
func commitKey(t tlog.Tree) string {
	return fmt.Sprintf("%scommit/%012d-%x.json", Prefix, t.N, t.Hash[:])
}
