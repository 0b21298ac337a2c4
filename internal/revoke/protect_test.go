package revoke_test

import (
	"testing"

	"github.com/tocsin-ir/tocsin/internal/revoke"
)

func TestProtected(t *testing.T) {
	const none, tocsins, listed = "", "it is one of Tocsin's own roles", "it is protected (PROTECTED_PRINCIPALS)"
	p := revoke.NewProtected(" break-glass-? , arn:aws:iam::*:role/admin/*,*@board.example.com,", "tocsin-prod", "TocsinContainment")
	for principal, want := range map[string]string{
		"break-glass-1":  listed,
		"Break-Glass-1":  listed, // IAM keeps no two names apart by case
		"break-glass-12": none,
		"xbreak-glass-1": none,
		"arn:aws:iam::222222222222:role/admin/a/b":                             listed,
		"arn:aws:iam::222222222222:role/administers":                           none,
		"arn:aws:iam::222222222222:user/admin/a":                               none,
		"arn:aws:sts::222222222222:assumed-role/Support/ceo@board.example.com": listed,
		"arn:aws:sts::222222222222:assumed-role/Support/ceo@boardXexample.com": none,
		"arn:aws:iam::111111111111:role/tocsin-prod-RevokeRole-1ABC":           tocsins,
		"arn:aws:sts::111111111111:assumed-role/tocsin-prod-ScopeRole-1ABC/fn": tocsins,
		"arn:aws:iam::222222222222:role/TocsinContainment":                     tocsins,
		"arn:aws:iam::111111111111:role/tocsin-production":                     none,
		"tocsin-prod-bob": none, // a user, not a role
	} {
		id, err := revoke.Resolve(principal, own)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Refuses(id, principal); got != want {
			t.Errorf("%s: %q, want %q", principal, got, want)
		}
	}
}

// CloudFormation shortens a long stack name within its roles' names.
func TestProtectedLongStackName(t *testing.T) {
	p := revoke.NewProtected("", "tocsin-of-the-security-department", "")
	id, err := revoke.Resolve("arn:aws:iam::111111111111:role/tocsin-of-the-security-d-RevokeRole-1ABC", own)
	if err != nil {
		t.Fatal(err)
	}
	if p.Refuses(id, "") == "" {
		t.Error("a role of the stack is not protected")
	}
}
