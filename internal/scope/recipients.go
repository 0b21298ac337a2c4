package scope

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"slices"

	"github.com/tocsin-ir/tocsin/internal/directory"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// ShardSize is how many letters one child of the Distributed Map sends, at most.
const ShardSize = 500

// A Recipient is one line of a shard. N is the customer's number from 1 among
// all the affected in the order of customer ids, so that it is one person's
// over shards and the list of the unreachable together.
type Recipient struct {
	N          int    `json:"n"`
	CustomerID string `json:"customer_id"`
	Email      string `json:"email"`
	Name       string `json:"name"`
	Language   string `json:"language"`
	Country    string `json:"country"`
}

// An Unreachable is one line of the list of those who must be told by other
// means than mail.
type Unreachable struct {
	N          int    `json:"n"`
	CustomerID string `json:"customer_id"`
	Name       string `json:"name"`
	Country    string `json:"country"`
	Language   string `json:"language"`
	Reason     string `json:"reason"`
}

// A Shard is the work of one child of the Distributed Map.
type Shard struct {
	N   int       `json:"n"` // from 0
	Ref vault.Ref `json:"ref"`
}

// A Split is the set by what the directory says. Recipients and Unreachable
// make Affected; those not in the directory are among the unreachable, and in
// none of the counts by country, segment and language.
type Split struct {
	ByCountry      map[string]int `json:"by_country"`  // "ZZ": not known
	BySegment      map[string]int `json:"by_segment"`  // "unknown": not known
	ByLanguage     map[string]int `json:"by_language"` // likewise
	Recipients     int            `json:"recipients"`
	Unreachable    int            `json:"unreachable"`
	NotInDirectory int            `json:"not_in_directory"`

	DirectoryRows     int64               `json:"directory_rows"`
	DirectoryFlawed   int64               `json:"directory_flawed"` // rows of the affected, or unreadable ones
	DirectoryProblems []directory.Problem `json:"directory_problems,omitempty"`
}

const notInDirectory = "not in the customer directory"

// divide numbers the affected and parts them by whether a letter can reach them.
func divide(s *set, t directory.Table) (*Split, []Recipient, []Unreachable) {
	split := &Split{ByCountry: map[string]int{}, BySegment: map[string]int{}, ByLanguage: map[string]int{},
		DirectoryRows: t.Rows, DirectoryFlawed: t.Flawed, DirectoryProblems: t.Problems}
	var recipients []Recipient
	var unreachable []Unreachable
	for i, id := range s.affected() {
		p, found := t.People[id]
		if found {
			split.ByCountry[cmp.Or(p.Country, "ZZ")]++
			split.BySegment[cmp.Or(p.Segment, "unknown")]++
			split.ByLanguage[cmp.Or(p.Language, "unknown")]++
		} else {
			split.NotInDirectory++
			p.Unreachable = notInDirectory
		}
		if p.Unreachable != "" {
			unreachable = append(unreachable, Unreachable{i + 1, id, p.Name, p.Country, p.Language, p.Unreachable})
		} else {
			recipients = append(recipients, Recipient{i + 1, id, p.Email, p.Name, p.Language, p.Country})
		}
	}
	split.Recipients, split.Unreachable = len(recipients), len(unreachable)
	return split, recipients, unreachable
}

// storeShards cuts the recipients and stores the pieces and the list of them.
func storeShards(ctx context.Context, people vault.Store, prefix string, all []Recipient) (vault.Ref, error) {
	shards := []Shard{}
	for piece := range slices.Chunk(all, ShardSize) {
		n := len(shards)
		ref, err := putLines(ctx, people, fmt.Sprintf("%sshards/%05d", prefix, n), slices.Values(piece))
		if err != nil {
			return vault.Ref{}, err
		}
		shards = append(shards, Shard{n, ref})
	}
	return put(ctx, people, prefix+"shards", shards, len(all))
}

// put stores v under a key that tells its content: the same result made again
// is the same object, and another one leaves references to this one valid.
func put(ctx context.Context, s vault.Store, name string, v any, count int) (vault.Ref, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return vault.Ref{}, fmt.Errorf("encoding %s: %w", name, err)
	}
	return s.Put(ctx, fmt.Sprintf("%s-%s.json", name, vault.Digest(body)[:12]), body, count)
}

// putLines is put for JSON lines.
func putLines[T any](ctx context.Context, s vault.Store, name string, items iter.Seq[T]) (vault.Ref, error) {
	var body []byte
	count := 0
	for item := range items {
		count++
		line, err := json.Marshal(item)
		if err != nil {
			return vault.Ref{}, fmt.Errorf("encoding %s: %w", name, err)
		}
		body = append(append(body, line...), '\n')
	}
	return s.Put(ctx, fmt.Sprintf("%s-%s.jsonl", name, vault.Digest(body)[:12]), body, count)
}
