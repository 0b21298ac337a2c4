// Package revoke shuts a suspect out: it plans what to cut and stores what
// stood there before, cuts it, reads back that it is cut, and can give all of
// it back. Each kind of credential is one file and one line in Kinds.
package revoke

import (
	"context"
	"errors"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// TooManySuspects is the error name when an incident would cut off more
// suspects than the blast-radius limit allows.
const TooManySuspects = "TooManySuspects"

// DefaultMaxSuspects is the blast-radius limit where none is configured.
const DefaultMaxSuspects = 10

// A Revoker contains suspects. All methods may be called again at any time and
// do only what is left.
type Revoker struct {
	Accounts    Accounts
	People      vault.Store // holds the list of suspects
	Evidence    Evidence
	Protected   Protected
	Account     string // id of the account in which bare user names live
	MaxSuspects int    // per incident, over all its plans
	Now         func() time.Time
	// Wait pauses until d has passed or ctx ends; see Sleep.
	Wait func(ctx context.Context, d time.Duration) error
}

// Accounts gives access to the IAM of an account.
type Accounts interface {
	// In returns the IAM of the account with that id, for the work on one
	// incident. When there is no way into the account the error is an *UnresolvedError.
	In(ctx context.Context, account string, id incident.ID) (IAM, error)
}

// Sleep is the Wait of a real Revoker.
func Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// visited opens each account once for the length of one step.
type visited struct {
	accounts Accounts
	incident incident.ID
	open     map[string]IAM
}

func (r Revoker) visit(id incident.ID) *visited {
	return &visited{accounts: r.Accounts, incident: id, open: map[string]IAM{}}
}

func (v *visited) in(ctx context.Context, account string) (IAM, error) {
	if iam, ok := v.open[account]; ok {
		return iam, nil
	}
	iam, err := v.accounts.In(ctx, account, v.incident)
	if err == nil {
		v.open[account] = iam
	}
	return iam, err
}

// temporary says whether another try may succeed where err stands.
func temporary(err error) bool { return task.Name(err) == task.Temporary }

func checkIncident(id incident.ID) error { return task.Fail(task.BadInput, id.Check()) }

// An UnresolvedError is a suspect, or part of one, that only a human can cut off.
// Its texts do not name the suspect.
type UnresolvedError struct {
	Why    string
	ByHand string // what a human must do
}

func (u *UnresolvedError) Error() string { return u.Why + ": " + u.ByHand }

// ErrNone means that IAM knows no such user, role or key (any more).
var ErrNone = errors.New("no such entity")
