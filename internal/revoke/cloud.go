package revoke

import "context"

// An Entity is a user or a role as IAM knows it.
type Entity struct {
	ARN string
	ID  string // unique for ever, e.g. AROA…: the first half of a session's aws:userid
}

// A Key is an access key of a user.
type Key struct {
	ID     string
	Active bool
}

// A Reader reads one account's IAM. Right after a write it may still see what
// stood before, for some seconds.
type Reader interface {
	// User and Role return the entity of that name, or ErrNone.
	User(ctx context.Context, name string) (Entity, error)
	Role(ctx context.Context, name string) (Entity, error)
	// Keys returns all access keys of a user, none when the user is gone.
	Keys(ctx context.Context, user string) ([]Key, error)
	// HasPassword says whether a user can sign in to the console; false also when the user is gone.
	HasPassword(ctx context.Context, user string) (bool, error)
	// Policy returns the holder's inline policy of that name as JSON; "" when
	// it, or its holder, does not exist.
	Policy(ctx context.Context, holder Identity, name string) (string, error)
}

// A Writer changes one account's IAM. When a method returns without error the
// change is accepted and holds within seconds everywhere. What another try may
// mend is a task.Temporary error.
type Writer interface {
	// SetKey makes an access key active or inactive; ErrNone when it is gone.
	SetKey(ctx context.Context, user, key string, active bool) error
	// RemovePassword takes the console sign-in from a user, for good. No password is no error.
	RemovePassword(ctx context.Context, user string) error
	// PutPolicy sets the holder's inline policy of that name; ErrNone when the holder is gone.
	PutPolicy(ctx context.Context, holder Identity, name, document string) error
	// RemovePolicy removes an inline policy. No policy, or no holder, is no error.
	RemovePolicy(ctx context.Context, holder Identity, name string) error
}

// IAM is what containment needs of one account. No error text of an
// implementation names a user, role or session.
type IAM interface {
	Reader
	Writer
}
