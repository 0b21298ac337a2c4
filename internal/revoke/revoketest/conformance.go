package revoketest

import (
	"errors"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/revoke"
)

// A Setup makes what a test needs in the account under test.
type Setup struct {
	// User makes a user with a console password and one active key, whose id it returns.
	User func(t *testing.T, path, name string) (key string)
	Role func(t *testing.T, path, name string)
	// RemoveUser deletes a user whose deny policy is gone, with all that it holds.
	RemoveUser func(t *testing.T, name string)
}

// Conformance tries the promises of revoke.IAM.
func Conformance(t *testing.T, iam revoke.IAM, setup Setup) {
	ctx := t.Context()
	ok := func(t *testing.T, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	none := func(t *testing.T, call string, err error) {
		t.Helper()
		if !errors.Is(err, revoke.ErrNone) {
			t.Errorf("%s: %v, want ErrNone", call, err)
		}
	}
	t.Run("keys", func(t *testing.T) {
		id := setup.User(t, "/", "keys")
		for _, want := range []bool{false, false, true, true} {
			ok(t, iam.SetKey(ctx, "keys", id, want))
			keys, err := iam.Keys(ctx, "keys")
			ok(t, err)
			if len(keys) != 1 || keys[0].ID != id || keys[0].Active != want {
				t.Errorf("keys %v, want one that is active: %v", keys, want)
			}
		}
		none(t, "SetKey", iam.SetKey(ctx, "keys", "AKIANOSUCHKEY0000000", false))
	})
	t.Run("password", func(t *testing.T) {
		setup.User(t, "/", "password")
		for _, want := range []bool{true, false, false} {
			has, err := iam.HasPassword(ctx, "password")
			ok(t, err)
			if has != want {
				t.Errorf("has a password: %v, want %v", has, want)
			}
			ok(t, iam.RemovePassword(ctx, "password"))
		}
	})
	t.Run("policies", func(t *testing.T) {
		setup.User(t, "/support/", "policies")
		setup.Role(t, "/support/", "policies")
		for _, h := range []revoke.Identity{
			{Type: revoke.User, Name: "policies"}, {Type: revoke.Role, Name: "policies"}, {Type: revoke.Session, Name: "policies", Session: "s"},
		} {
			// Characters that percent-encoding and XML may spoil.
			const document = `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:userid":"AROA1:a+b=c,d.e@f-g_h %2B"}}}]}`
			got, err := iam.Policy(ctx, h, "p")
			ok(t, err)
			if got != "" {
				t.Errorf("%s: found a policy before any was put: %s", h.Type, got)
			}
			for range 2 {
				ok(t, iam.PutPolicy(ctx, h, "p", document))
			}
			got, err = iam.Policy(ctx, h, "p")
			ok(t, err)
			if got != document {
				t.Errorf("%s: read %s", h.Type, got)
			}
			for range 2 {
				ok(t, iam.RemovePolicy(ctx, h, "p"))
			}
			got, err = iam.Policy(ctx, h, "p")
			ok(t, err)
			if got != "" {
				t.Errorf("%s: a removed policy still stands: %s", h.Type, got)
			}
		}
	})
	t.Run("entities", func(t *testing.T) {
		setup.User(t, "/support/", "entity")
		setup.Role(t, "/support/", "entity")
		u, err := iam.User(ctx, "entity")
		ok(t, err)
		r, err := iam.Role(ctx, "entity")
		ok(t, err)
		if u.ID == "" || r.ID == "" || u.ID == r.ID {
			t.Errorf("ids %q and %q", u.ID, r.ID)
		}
		for arn, want := range map[string]string{u.ARN: "user/support/entity", r.ARN: "role/support/entity"} {
			id, err := revoke.Resolve(arn, "")
			ok(t, err)
			if id.Name != "entity" || arn[len(arn)-len(want):] != want {
				t.Errorf("ARN %s, want one that ends in %s", arn, want)
			}
		}
	})
	t.Run("gone", func(t *testing.T) {
		id := setup.User(t, "/", "gone")
		setup.RemoveUser(t, "gone")
		h := revoke.Identity{Type: revoke.User, Name: "gone"}
		_, err := iam.User(ctx, "gone")
		none(t, "User", err)
		_, err = iam.Role(ctx, "gone")
		none(t, "Role", err)
		keys, err := iam.Keys(ctx, "gone")
		ok(t, err)
		none(t, "SetKey", iam.SetKey(ctx, "gone", id, true))
		none(t, "PutPolicy", iam.PutPolicy(ctx, h, "p", `{"Version":"2012-10-17","Statement":[]}`))
		ok(t, iam.RemovePassword(ctx, "gone"))
		ok(t, iam.RemovePolicy(ctx, h, "p"))
		has, err := iam.HasPassword(ctx, "gone")
		ok(t, err)
		got, err := iam.Policy(ctx, h, "p")
		ok(t, err)
		if has || got != "" || len(keys) != 0 {
			t.Errorf("a user that is gone has password %v, policy %q, keys %v", has, got, keys)
		}
	})
}
