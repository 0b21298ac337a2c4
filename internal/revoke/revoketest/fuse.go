package revoketest

import (
	"context"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/revoke"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// A Fuse counts the calls to every IAM and to the evidence, and blows at one.
type Fuse struct {
	At    int   // number of the call that goes wrong, from 1; 0: none
	Lost  bool  // the call takes effect, but its answer is lost
	Crash bool  // the process dies there: panics with Crashed
	Err   error // what the caller gets otherwise
	// Only, when set, leaves out calls whose name it does not accept.
	Only  func(call string) bool
	Calls int
}

// Crashed is the panic of a Fuse that kills the process.
type Crashed struct{}

func (f *Fuse) run(call string, do func() error) error {
	if f.Only != nil && !f.Only(call) {
		return do()
	}
	f.Calls++
	if f.Calls != f.At {
		return do()
	}
	if f.Lost {
		_ = do()
	}
	if f.Crash {
		panic(Crashed{})
	}
	return f.Err
}

func through[T any](f *Fuse, call string, do func() (T, error)) (T, error) {
	var v T
	err := f.run(call, func() (err error) { v, err = do(); return err })
	return v, err
}

// FusedAccounts puts a Fuse before each account's IAM.
type FusedAccounts struct {
	revoke.Accounts
	Fuse *Fuse
}

func (f FusedAccounts) In(ctx context.Context, account string, id incident.ID) (revoke.IAM, error) {
	return through(f.Fuse, "In", func() (revoke.IAM, error) {
		iam, err := f.Accounts.In(ctx, account, id)
		return fusedIAM{iam, f.Fuse}, err
	})
}

type fusedIAM struct {
	iam  revoke.IAM
	fuse *Fuse
}

func (f fusedIAM) User(ctx context.Context, name string) (revoke.Entity, error) {
	return through(f.fuse, "User", func() (revoke.Entity, error) { return f.iam.User(ctx, name) })
}

func (f fusedIAM) Role(ctx context.Context, name string) (revoke.Entity, error) {
	return through(f.fuse, "Role", func() (revoke.Entity, error) { return f.iam.Role(ctx, name) })
}

func (f fusedIAM) Keys(ctx context.Context, user string) ([]revoke.Key, error) {
	return through(f.fuse, "Keys", func() ([]revoke.Key, error) { return f.iam.Keys(ctx, user) })
}

func (f fusedIAM) HasPassword(ctx context.Context, user string) (bool, error) {
	return through(f.fuse, "HasPassword", func() (bool, error) { return f.iam.HasPassword(ctx, user) })
}

func (f fusedIAM) Policy(ctx context.Context, h revoke.Identity, name string) (string, error) {
	return through(f.fuse, "Policy", func() (string, error) { return f.iam.Policy(ctx, h, name) })
}

func (f fusedIAM) SetKey(ctx context.Context, user, key string, active bool) error {
	return f.fuse.run("SetKey", func() error { return f.iam.SetKey(ctx, user, key, active) })
}

func (f fusedIAM) RemovePassword(ctx context.Context, user string) error {
	return f.fuse.run("RemovePassword", func() error { return f.iam.RemovePassword(ctx, user) })
}

func (f fusedIAM) PutPolicy(ctx context.Context, h revoke.Identity, name, document string) error {
	return f.fuse.run("PutPolicy", func() error { return f.iam.PutPolicy(ctx, h, name, document) })
}

func (f fusedIAM) RemovePolicy(ctx context.Context, h revoke.Identity, name string) error {
	return f.fuse.run("RemovePolicy", func() error { return f.iam.RemovePolicy(ctx, h, name) })
}

// FusedEvidence puts a Fuse before the evidence.
type FusedEvidence struct {
	revoke.Evidence
	Fuse *Fuse
}

func (f FusedEvidence) Create(ctx context.Context, key string, body []byte, count int) (vault.Ref, error) {
	return through(f.Fuse, "Create", func() (vault.Ref, error) { return f.Evidence.Create(ctx, key, body, count) })
}

func (f FusedEvidence) Put(ctx context.Context, key string, body []byte, count int) (vault.Ref, error) {
	return through(f.Fuse, "Put", func() (vault.Ref, error) { return f.Evidence.Put(ctx, key, body, count) })
}

func (f FusedEvidence) Get(ctx context.Context, ref vault.Ref) ([]byte, error) {
	return through(f.Fuse, "Get", func() ([]byte, error) { return f.Evidence.Get(ctx, ref) })
}

func (f FusedEvidence) Read(ctx context.Context, key string) ([]byte, error) {
	return through(f.Fuse, "Read", func() ([]byte, error) { return f.Evidence.Read(ctx, key) })
}

func (f FusedEvidence) List(ctx context.Context, prefix string) ([]string, error) {
	return through(f.Fuse, "List", func() ([]string, error) { return f.Evidence.List(ctx, prefix) })
}
