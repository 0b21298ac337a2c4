// Package vault keeps what must not travel through states, logs or messages:
// people and evidence live in S3 objects, and everything else passes a Ref.
package vault

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
)

// A Ref names exactly one stored byte sequence. Count is the number of people
// or records in it, for display; it carries no personal data itself.
type Ref struct {
	Bucket string `json:"bucket"`
	Key    string `json:"key"`
	SHA256 string `json:"sha256"` // lower-case hex of the stored bytes
	Count  int    `json:"count"`
}

// IsZero reports whether r refers to nothing.
func (r Ref) IsZero() bool { return r.Key == "" }

var (
	// ErrMissing means that no object stands under the key.
	ErrMissing = errors.New("object is missing")
	// ErrChanged means that the stored bytes are not those the Ref was made for.
	ErrChanged = errors.New("object was changed since its reference was made")
)

// Store is one bucket.
type Store interface {
	// Put stores body under key. When it returns without error the bytes are
	// durable and Ref names exactly them. Putting again under the same key
	// replaces what later reads by key see; old Refs then fail with ErrChanged.
	Put(ctx context.Context, key string, body []byte, count int) (Ref, error)
	// Get reads the bytes of ref and checks them against its SHA256.
	Get(ctx context.Context, ref Ref) ([]byte, error)
	// Read reads whatever stands under key now, unchecked.
	Read(ctx context.Context, key string) ([]byte, error)
	// List returns the keys that start with prefix, sorted.
	List(ctx context.Context, prefix string) ([]string, error)
}

// Digest returns the lower-case hex SHA-256 of body.
func Digest(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// PutJSON stores v as JSON under key.
func PutJSON(ctx context.Context, s Store, key string, v any, count int) (Ref, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return Ref{}, fmt.Errorf("encoding %s: %w", key, err)
	}
	return s.Put(ctx, key, body, count)
}

// GetJSON reads the JSON object that ref names.
func GetJSON[T any](ctx context.Context, s Store, ref Ref) (T, error) {
	var v T
	body, err := s.Get(ctx, ref)
	if err != nil {
		return v, err
	}
	if err := json.Unmarshal(body, &v); err != nil {
		return v, fmt.Errorf("decoding %s: not the JSON that was expected (%T)", ref.Key, v)
	}
	return v, nil
}

func check(ref Ref, body []byte) error {
	if got := Digest(body); got != ref.SHA256 {
		return fmt.Errorf("reading %s: %w (expected SHA-256 %s, found %s)", ref.Key, ErrChanged, ref.SHA256, got)
	}
	return nil
}
