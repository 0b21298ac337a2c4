package revoke_test

import (
	"errors"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/revoke"
)

func TestResolve(t *testing.T) {
	user := func(account, name, arn string) revoke.Identity {
		return revoke.Identity{Type: revoke.User, Account: account, Name: name, ARN: arn}
	}
	for principal, want := range map[string]revoke.Identity{
		"alice":                                   user(own, "alice", ""),
		"alice@example.com":                       user(own, "alice@example.com", ""),
		"arn:aws:iam::222222222222:user/carol":    user(member, "carol", "arn:aws:iam::222222222222:user/carol"),
		"arn:aws:iam::222222222222:user/a/b/cara": user(member, "cara", "arn:aws:iam::222222222222:user/a/b/cara"),
		"arn:aws-cn:iam::222222222222:role/x/Support": {Type: revoke.Role, Account: member, Name: "Support",
			ARN: "arn:aws-cn:iam::222222222222:role/x/Support"},
		"arn:aws:sts::222222222222:assumed-role/Support/alice@example.com": {Type: revoke.Session, Account: member, Name: "Support",
			Session: "alice@example.com"},
	} {
		got, err := revoke.Resolve(principal, own)
		if err != nil || got != want {
			t.Errorf("%s: %+v, %v", principal, got, err)
		}
	}
}

func TestResolveSaysWhatAHumanMustDo(t *testing.T) {
	for _, principal := range []string{
		"", "two words", "a/b", "AROAX:alice", "ärger",
		"arn:", "arn:aws:iam", "arn:aws:iam::root:user/x", "arn:aws:iam::222222222222:user/", "arn:aws:iam::222222222222:user",
		"arn:aws:iam::222222222222:root", "arn:aws:iam::222222222222:group/x", "arn:aws:iam::222222222222:role/",
		"arn:aws:sts::222222222222:federated-user/x", "arn:aws:sts::222222222222:assumed-role/Support",
		"arn:aws:sts::222222222222:assumed-role/Support/", "arn:aws:sts::222222222222:assumed-role/Support/a/b",
		"arn:aws:sts::222222222222:assumed-role/Support/*", "arn:aws:s3:::bucket",
	} {
		_, err := revoke.Resolve(principal, own)
		var unresolved *revoke.UnresolvedError
		if !errors.As(err, &unresolved) || unresolved.Why == "" || unresolved.ByHand == "" {
			t.Errorf("%q: %v", principal, err)
		}
	}
}

func FuzzResolve(f *testing.F) {
	f.Add("alice")
	f.Add("arn:aws:sts::222222222222:assumed-role/Support/alice")
	f.Add("arn:aws:iam::222222222222:user/a/b")
	f.Fuzz(func(t *testing.T, principal string) {
		got, err := revoke.Resolve(principal, own)
		if err != nil {
			return
		}
		if got.Type == "" || got.Account == "" || got.Name == "" || (got.Type == revoke.Session) != (got.Session != "") {
			t.Errorf("%q gave half an identity: %+v", principal, got)
		}
	})
}
