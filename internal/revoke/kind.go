package revoke

import (
	"context"
	"fmt"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// Kinds lists every kind of credential that is cut, in the order in which they
// are cut: what stops most comes first. A new kind is a file and a line here.
var Kinds = []Kind{
	userDeny{},
	accessKey{},
	consolePassword{},
	roleSession{},
}

// A Kind is one way in that a suspect may hold.
type Kind interface {
	// Name is stored in plans; never change it.
	Name() string
	// Limit says what a cut of this kind does not reach, for the report.
	Limit() string
	// Find returns the credentials of this kind that id holds or, where the cut
	// is a policy, the one policy that cuts it. Nothing is changed.
	Find(ctx context.Context, iam Reader, in incident.ID, id Identity) ([]Credential, error)
	// State says how the credential stands now.
	State(ctx context.Context, iam Reader, c Credential) (State, error)
	// Cut makes the credential useless from the time at on. Cutting twice is the
	// same as cutting once.
	Cut(ctx context.Context, iam Writer, c Credential, at time.Time) error
	// Restore puts back what stood before, as far as it can be put back, and
	// returns what a human must still do ("" when nothing).
	Restore(ctx context.Context, iam IAM, c Credential) (byHand string, err error)
}

// A State is how a credential stands.
type State string

const (
	Open State = "open"
	Cut  State = "cut"
	Lost State = "gone"     // it, or its holder, no longer exists
	Said State = "attested" // in a Report only: open for Tocsin, and a human says to have cut it by hand
)

// A Credential is one thing to cut. It never holds a secret.
type Credential struct {
	Kind    string   `json:"kind"`
	Holder  Identity `json:"holder"`
	Target  string   `json:"target"`   // access key id, or name of the policy that cuts
	Before  string   `json:"before"`   // how it stood when it was first planned; a word of the kind
	WasOpen bool     `json:"was_open"` // whether that let the holder in
	// Planned is when it was first planned.
	Planned time.Time `json:"planned"`
}

// ID is the same for the same credential in every plan of an incident.
func (c Credential) ID() string {
	return fmt.Sprintf("%s/%s/%s/%s/%s/%s", c.Kind, c.Holder.Account, c.Holder.Type, c.Holder.Name, c.Holder.Session, c.Target)
}

func kindOf(c Credential) (Kind, error) {
	for _, k := range Kinds {
		if k.Name() == c.Kind {
			return k, nil
		}
	}
	return nil, fmt.Errorf("unknown kind of credential %q: the plan was made by another version of Tocsin", c.Kind)
}
