package revoke

import (
	"context"
	"errors"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// consolePassword is an IAM user's sign-in to the console. IAM can only remove
// it, and nobody can read a password to give it back; so a human sets a new one.
type consolePassword struct{}

const present = "present"

func (consolePassword) Name() string { return "console-password" }

func (consolePassword) Limit() string {
	return "a console window that is already open stays signed in; the deny policy on the user makes it useless"
}

func (k consolePassword) Find(ctx context.Context, iam Reader, _ incident.ID, id Identity) ([]Credential, error) {
	if id.Type != User {
		return nil, nil
	}
	has, err := iam.HasPassword(ctx, id.Name)
	if err != nil || !has {
		return nil, err
	}
	return []Credential{{Kind: k.Name(), Holder: id, Target: "login-profile", Before: present, WasOpen: true}}, nil
}

func (consolePassword) State(ctx context.Context, iam Reader, c Credential) (State, error) {
	has, err := iam.HasPassword(ctx, c.Holder.Name)
	if err != nil {
		return "", err
	}
	if has {
		return Open, nil
	}
	return Cut, nil
}

func (consolePassword) Cut(ctx context.Context, iam Writer, c Credential, _ time.Time) error {
	return iam.RemovePassword(ctx, c.Holder.Name)
}

func (consolePassword) Restore(ctx context.Context, iam IAM, c Credential) (string, error) {
	_, err := iam.User(ctx, c.Holder.Name)
	if errors.Is(err, ErrNone) {
		return "", nil // nobody is left who could sign in
	}
	if err != nil {
		return "", err
	}
	has, err := iam.HasPassword(ctx, c.Holder.Name)
	if err != nil || has {
		return "", err
	}
	return "the console password of user " + c.Holder.Name + " was removed and cannot be given back: " +
		"set a new one by hand, with a reset required at the next sign-in", nil
}
