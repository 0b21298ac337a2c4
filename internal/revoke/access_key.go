package revoke

import (
	"context"
	"errors"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// accessKey is a long-lived access key of an IAM user: made inactive, not
// deleted, so that it can be given back and examined.
type accessKey struct{}

const (
	active   = "Active"
	inactive = "Inactive"
)

func (accessKey) Name() string { return "access-key" }

func (accessKey) Limit() string {
	return "role sessions that were taken with the key before the cut stay valid until they expire (12 hours at most): " +
		"look for AssumeRole calls by the user in CloudTrail and name those roles as suspects too"
}

func (k accessKey) Find(ctx context.Context, iam Reader, _ incident.ID, id Identity) ([]Credential, error) {
	if id.Type != User {
		return nil, nil
	}
	keys, err := iam.Keys(ctx, id.Name)
	var found []Credential
	for _, key := range keys {
		before := inactive
		if key.Active {
			before = active
		}
		found = append(found, Credential{Kind: k.Name(), Holder: id, Target: key.ID, Before: before, WasOpen: key.Active})
	}
	return found, err
}

func (accessKey) State(ctx context.Context, iam Reader, c Credential) (State, error) {
	keys, err := iam.Keys(ctx, c.Holder.Name)
	if err != nil {
		return "", err
	}
	for _, key := range keys {
		if key.ID == c.Target && key.Active {
			return Open, nil
		} else if key.ID == c.Target {
			return Cut, nil
		}
	}
	return Lost, nil
}

func (accessKey) Cut(ctx context.Context, iam Writer, c Credential, _ time.Time) error {
	err := iam.SetKey(ctx, c.Holder.Name, c.Target, false)
	if errors.Is(err, ErrNone) {
		return nil
	}
	return err
}

func (accessKey) Restore(ctx context.Context, iam IAM, c Credential) (string, error) {
	if !c.WasOpen {
		return "", nil
	}
	err := iam.SetKey(ctx, c.Holder.Name, c.Target, true)
	if errors.Is(err, ErrNone) {
		return "access key " + c.Target + " was deleted meanwhile: make a new one if it is still needed", nil
	}
	return "", err
}
