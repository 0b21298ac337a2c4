package revoke

import (
	"context"
	"errors"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/pattern"
)

// Types of Identity.
const (
	User    = "user"
	Role    = "role"    // every session of the role
	Session = "session" // the role's sessions of one name
)

// An Identity is who a principal is in IAM.
type Identity struct {
	Type    string `json:"type"` // User, Role or Session
	Account string `json:"account"`
	Name    string `json:"name"` // of the user or role, without its path
	Session string `json:"session,omitempty"`
	ARN     string `json:"arn,omitempty"` // of the user or role, as IAM gives it
	ID      string `json:"id,omitempty"`  // unique id of the user or role
}

var (
	accountForm = pattern.Lazily(`^[0-9]{12}$`)
	// nameForm is IAM's for names of users, roles and sessions.
	nameForm = pattern.Lazily(`^[A-Za-z0-9_+=,.@-]{1,64}$`)
)

// Resolve reads a principal: the ARN of an IAM user, of an IAM role or of an
// assumed-role session, or the bare name of a user in account. What it cannot
// place is an *UnresolvedError. Whether IAM knows the identity is not asked.
func Resolve(principal, account string) (Identity, error) {
	if !strings.HasPrefix(principal, "arn:") {
		if !nameForm().MatchString(principal) {
			return Identity{}, &UnresolvedError{"this is neither an ARN nor a name that an IAM user can have",
				"find out which IAM identity or database login it is and cut that off"}
		}
		return Identity{Type: User, Account: account, Name: principal}, nil
	}
	part := strings.SplitN(principal, ":", 6)
	if len(part) != 6 || !strings.HasPrefix(part[1], "aws") || !accountForm().MatchString(part[4]) {
		return Identity{}, &UnresolvedError{"this is not the ARN of a principal",
			"name an IAM user, an IAM role or an assumed-role session"}
	}
	id := Identity{Account: part[4]}
	kind, rest, _ := strings.Cut(part[5], "/")
	switch part[2] + " " + kind {
	case "iam user":
		id.Type, id.Name, id.ARN = User, rest[strings.LastIndex(rest, "/")+1:], principal
	case "iam role":
		id.Type, id.Name, id.ARN = Role, rest[strings.LastIndex(rest, "/")+1:], principal
	case "sts assumed-role":
		id.Type = Session
		id.Name, id.Session, _ = strings.Cut(rest, "/")
	case "sts federated-user":
		return Identity{}, &UnresolvedError{"a federated session has no credentials of its own",
			"name the IAM user whose key called GetFederationToken (CloudTrail shows it)"}
	case "iam root":
		return Identity{}, &UnresolvedError{"an account's root cannot be cut off by the account itself",
			"change the root password and MFA device, delete its access keys, and deny the account with a service control policy"}
	default:
		return Identity{}, &UnresolvedError{"Tocsin does not know this type of principal",
			"name an IAM user, an IAM role or an assumed-role session"}
	}
	if !nameForm().MatchString(id.Name) || id.Type == Session && !nameForm().MatchString(id.Session) {
		return Identity{}, &UnresolvedError{"this ARN does not name a user, role or session that IAM can have",
			"copy the ARN from CloudTrail or from the IAM console"}
	}
	return id, nil
}

// lookup completes id with what IAM knows of it. An identity that IAM does not
// know, or that nobody but AWS may change, is an *UnresolvedError.
func lookup(ctx context.Context, iam Reader, id Identity) (Identity, error) {
	find, what := iam.User, "user"
	if id.Type != User {
		find, what = iam.Role, "role"
	}
	e, err := find(ctx, id.Name)
	if errors.Is(err, ErrNone) || err == nil && id.ARN != "" && !strings.EqualFold(id.ARN, e.ARN) {
		return id, &UnresolvedError{"the account has no such IAM " + what,
			"find out which identity the log means by this principal (a database login? another account? a deleted " + what + "?) and cut that off"}
	}
	if err != nil {
		return id, err
	}
	id.ARN, id.ID = e.ARN, e.ID
	switch {
	case strings.Contains(e.ARN, ":role/aws-reserved/"):
		return id, &UnresolvedError{"this role belongs to IAM Identity Center and only that can change it",
			"disable the person in the identity source, end their active sessions in IAM Identity Center, and remove their account assignments"}
	case strings.Contains(e.ARN, ":role/aws-service-role/"):
		return id, &UnresolvedError{"this role belongs to an AWS service and only that can change it",
			"find out in CloudTrail who made the service act"}
	}
	return id, nil
}
