package revoke_test

import (
	"testing"

	"github.com/tocsin-ir/tocsin/internal/revoke"
	"github.com/tocsin-ir/tocsin/internal/revoke/revoketest"
)

func TestMemoryKeepsThePromises(t *testing.T) {
	m := revoketest.NewMemory(own)
	revoketest.Conformance(t, m, revoketest.Setup{
		User: func(_ *testing.T, path, name string) string {
			key := revoke.Key{ID: "AKIA" + name, Active: true}
			m.AddUser(path, name, true, key)
			return key.ID
		},
		Role:       func(_ *testing.T, path, name string) { m.AddRole(path, name) },
		RemoveUser: func(_ *testing.T, name string) { m.Remove(name) },
	})
}
