package revoke

import (
	"context"
	"errors"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// roleSession is the living sessions of an IAM role. Temporary keys cannot be
// taken back, but an inline policy on the role holds for every session of it:
// for a whole role it denies the tokens issued before the cut, so that the
// role's honest users sign in again; for one session name it denies that name,
// also when it signs in again.
type roleSession struct{}

func (roleSession) Name() string { return "role-session" }

func (roleSession) Limit() string {
	return "whoever the role trusts can take a new session (of another name, where one session was cut): " +
		"shut the suspect out where they sign in, or change the role's trust policy"
}

func (k roleSession) Find(_ context.Context, _ Reader, in incident.ID, id Identity) ([]Credential, error) {
	if id.Type == User {
		return nil, nil
	}
	return []Credential{{Kind: k.Name(), Holder: id, Target: policyName(in, id.Session), Before: absent, WasOpen: true}}, nil
}

func (roleSession) State(ctx context.Context, iam Reader, c Credential) (State, error) {
	document, err := iam.Policy(ctx, c.Holder, c.Target)
	if err != nil {
		return "", err
	}
	if document == "" {
		_, err := iam.Role(ctx, c.Holder.Name)
		if errors.Is(err, ErrNone) {
			return Lost, nil
		}
		return Open, err
	}
	at := issuedBefore(document)
	early := c.Holder.Type == Role && at.Before(c.Planned.Truncate(time.Second))
	if early || !sameJSON(document, denySessions(c.Holder, at)) {
		return Open, nil // somebody weakened it
	}
	return Cut, nil
}

func (roleSession) Cut(ctx context.Context, iam Writer, c Credential, at time.Time) error {
	err := iam.PutPolicy(ctx, c.Holder, c.Target, denySessions(c.Holder, at))
	if errors.Is(err, ErrNone) {
		return nil
	}
	return err
}

func (roleSession) Restore(ctx context.Context, iam IAM, c Credential) (string, error) {
	return "", iam.RemovePolicy(ctx, c.Holder, c.Target)
}
