package revoke

import (
	"context"
	"sync"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// A Write is one change that a dry run did not make.
type Write struct {
	Call    string `json:"call"` // as a policy spells it
	Account string `json:"account"`
	Holder  string `json:"holder"` // name of the user or role
	Target  string `json:"target"`
	To      string `json:"to,omitempty"` // what would stand there
}

// DryRun is an Accounts that reads the true ones and keeps what would be
// written. It is safe for concurrent use.
type DryRun struct {
	Accounts Accounts
	mu       sync.Mutex
	writes   []Write
}

// Writes returns what would have been written so far, in order.
func (d *DryRun) Writes() []Write {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]Write{}, d.writes...)
}

func (d *DryRun) In(ctx context.Context, account string, id incident.ID) (IAM, error) {
	real, err := d.Accounts.In(ctx, account, id)
	if err != nil {
		return nil, err
	}
	return dryIAM{real, account, d}, nil
}

type dryIAM struct {
	Reader
	account string
	run     *DryRun
}

func (d dryIAM) keep(call, holder, target, to string) error {
	d.run.mu.Lock()
	defer d.run.mu.Unlock()
	d.run.writes = append(d.run.writes, Write{call, d.account, holder, target, to})
	return nil
}

func (d dryIAM) SetKey(_ context.Context, user, key string, on bool) error {
	to := inactive
	if on {
		to = active
	}
	return d.keep("iam:UpdateAccessKey", user, key, to)
}

func (d dryIAM) RemovePassword(_ context.Context, user string) error {
	return d.keep("iam:DeleteLoginProfile", user, "login-profile", "")
}

func (d dryIAM) PutPolicy(_ context.Context, holder Identity, name, document string) error {
	if holder.Type == User {
		return d.keep("iam:PutUserPolicy", holder.Name, name, document)
	}
	return d.keep("iam:PutRolePolicy", holder.Name, name, document)
}

func (d dryIAM) RemovePolicy(_ context.Context, holder Identity, name string) error {
	if holder.Type == User {
		return d.keep("iam:DeleteUserPolicy", holder.Name, name, "")
	}
	return d.keep("iam:DeleteRolePolicy", holder.Name, name, "")
}
