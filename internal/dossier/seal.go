package dossier

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/ledger"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// A Prover is the ledger as far as sealing needs it.
type Prover interface {
	// Prove returns the proof bundle of all entries of an incident.
	Prove(ctx context.Context, id incident.ID) ([]byte, error)
}

// A KeyHolder knows the key that the ledger's signatures verify under.
type KeyHolder interface {
	PublicKey(ctx context.Context) (*ecdsa.PublicKey, error)
}

// A Closer ends incidents.
type Closer interface {
	// Close ends an incident and frees its causes. Closing again changes nothing.
	Close(ctx context.Context, id incident.ID, at time.Time) error
}

// DutiesOpen names the failure of a seal that leaves the incident open, because
// somebody must still be told.
const DutiesOpen = "DutiesOpen"

// A Sealer proves and closes.
type Sealer struct {
	// Owed lists the duties that apply and are not filed, by their ids.
	Owed      func(ctx context.Context, id incident.ID) ([]string, error)
	Ledger    Prover
	Key       KeyHolder
	Evidence  vault.Store
	Incidents Closer
	Now       func() time.Time
}

// A SealRequest names an incident whose report is in the ledger.
type SealRequest struct {
	Incident incident.ID `json:"incident"`
}

// A SealResult refers to the proof bundle.
type SealResult struct {
	Proof vault.Ref `json:"proof"`
}

// Seal puts the proof beside the dossier, checks the whole folder as anybody
// later will, and closes the incident. What would not verify is not sealed; what
// still has a duty is sealed and not closed.
func (s Sealer) Seal(ctx context.Context, in SealRequest) (SealResult, error) {
	if err := in.Incident.Check(); err != nil {
		return SealResult{}, task.Fail(task.BadInput, fmt.Errorf("sealing a dossier: %w", err))
	}
	proof, err := s.seal(ctx, in.Incident)
	if err != nil {
		return SealResult{}, fmt.Errorf("sealing the dossier of %s: %w", in.Incident, err)
	}
	return SealResult{proof}, nil
}

// Renew puts a newer proof beside a dossier that is sealed, so that what was said
// since is in it. It changes no other file, and leaves alone what is not sealed.
func (s Sealer) Renew(ctx context.Context, id incident.ID) error {
	_, err := s.Evidence.Read(ctx, Key(id, FileProof))
	if errors.Is(err, vault.ErrMissing) {
		return nil
	}
	if err == nil {
		_, err = s.prove(ctx, id)
	}
	if err != nil {
		return fmt.Errorf("renewing the proof of %s: %w", id, err)
	}
	return nil
}

func (s Sealer) seal(ctx context.Context, id incident.ID) (vault.Ref, error) {
	ref, err := s.prove(ctx, id)
	if err != nil {
		return vault.Ref{}, err
	}
	owed, err := s.Owed(ctx, id)
	if err != nil {
		return vault.Ref{}, err
	}
	if len(owed) > 0 {
		return vault.Ref{}, task.Fail(DutiesOpen, fmt.Errorf("%s not filed: %s", plural(len(owed), "duty that applies is", "duties that apply are"), strings.Join(owed, ", ")))
	}
	return ref, s.Incidents.Close(ctx, id, s.Now())
}

// prove puts the proof of all entries so far beside the dossier, if all verifies.
func (s Sealer) prove(ctx context.Context, id incident.ID) (vault.Ref, error) {
	bundle, err := s.Ledger.Prove(ctx, id)
	if err != nil {
		return vault.Ref{}, err
	}
	key, err := s.Key.PublicKey(ctx)
	if err != nil {
		return vault.Ref{}, err
	}
	keyFile, err := ledger.MarshalKey(key)
	if err != nil {
		return vault.Ref{}, err
	}
	files := map[string][]byte{FileProof: bundle, FileKey: keyFile}
	for _, name := range []string{FileDossier, FilePage, FileHistory} {
		body, err := s.Evidence.Read(ctx, Key(id, name))
		if errors.Is(err, vault.ErrMissing) {
			continue // Check says so
		}
		if err != nil {
			return vault.Ref{}, err
		}
		files[name] = body
	}
	account, err := Check(files, key)
	if err != nil {
		return vault.Ref{}, err
	}
	if !account.Verified {
		p := account.Problems[0]
		return vault.Ref{}, task.Fail(task.Permanent, fmt.Errorf("it does not verify: %s: %s", p.File, p.Problem))
	}
	if _, err := s.Evidence.Put(ctx, Key(id, FileKey), keyFile, 0); err != nil {
		return vault.Ref{}, err
	}
	return s.Evidence.Put(ctx, Key(id, FileProof), bundle, account.Entries)
}
