package revoke

import (
	"context"
	"errors"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// userDeny is an inline policy that denies an IAM user everything. It also
// reaches what no other kind does: sessions that the user took with
// GetSessionToken or GetFederationToken, open console windows, SSH keys and
// service-specific credentials, all of which act with the user's policies.
type userDeny struct{}

// absent is the Before of every policy that cuts: its name holds the incident's id.
const absent = "absent"

func (userDeny) Name() string { return "user-deny" }

func (userDeny) Limit() string {
	return "it does not reach what answers without asking IAM, such as a database with passwords of its own"
}

func (k userDeny) Find(_ context.Context, _ Reader, in incident.ID, id Identity) ([]Credential, error) {
	if id.Type != User {
		return nil, nil
	}
	return []Credential{{Kind: k.Name(), Holder: id, Target: policyName(in, ""), Before: absent, WasOpen: true}}, nil
}

func (userDeny) State(ctx context.Context, iam Reader, c Credential) (State, error) {
	document, err := iam.Policy(ctx, c.Holder, c.Target)
	if err != nil {
		return "", err
	}
	if document == "" {
		_, err := iam.User(ctx, c.Holder.Name)
		if errors.Is(err, ErrNone) {
			return Lost, nil
		}
		return Open, err
	}
	if sameJSON(document, denyAll()) {
		return Cut, nil
	}
	return Open, nil // somebody weakened it
}

func (userDeny) Cut(ctx context.Context, iam Writer, c Credential, _ time.Time) error {
	err := iam.PutPolicy(ctx, c.Holder, c.Target, denyAll())
	if errors.Is(err, ErrNone) {
		return nil
	}
	return err
}

func (userDeny) Restore(ctx context.Context, iam IAM, c Credential) (string, error) {
	return "", iam.RemovePolicy(ctx, c.Holder, c.Target)
}
