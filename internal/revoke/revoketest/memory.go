// Package revoketest holds what tests of containment share: an IAM in memory,
// a fuse that makes it fail, and the promises that every IAM must keep.
package revoketest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/revoke"
)

// Accounts is an organisation in memory, by account id.
type Accounts map[string]*Memory

func (a Accounts) In(_ context.Context, account string, _ incident.ID) (revoke.IAM, error) {
	if iam, ok := a[account]; ok {
		return iam, nil
	}
	return nil, &revoke.UnresolvedError{Why: "no way into account " + account, ByHand: "open one"}
}

// Memory is the IAM of one account.
type Memory struct {
	Account string
	mu      sync.Mutex
	users   map[string]*holder
	roles   map[string]*holder
}

type holder struct {
	revoke.Entity
	keys     []revoke.Key
	password bool
	policies map[string]string
}

// NewMemory makes the IAM of an account that has neither users nor roles.
func NewMemory(account string) *Memory {
	return &Memory{Account: account, users: map[string]*holder{}, roles: map[string]*holder{}}
}

// AddUser makes a user. path is "/" or like "/support/".
func (m *Memory) AddUser(path, name string, password bool, keys ...revoke.Key) revoke.Entity {
	return m.add(m.users, "user", "AIDA", path, name, holder{keys: keys, password: password})
}

// AddRole makes a role.
func (m *Memory) AddRole(path, name string) revoke.Entity {
	return m.add(m.roles, "role", "AROA", path, name, holder{})
}

func (m *Memory) add(to map[string]*holder, kind, prefix, path, name string, h holder) revoke.Entity {
	m.mu.Lock()
	defer m.mu.Unlock()
	h.Entity = revoke.Entity{ARN: fmt.Sprintf("arn:aws:iam::%s:%s%s%s", m.Account, kind, path, name), ID: fmt.Sprintf("%s%017d", prefix, len(m.users)+len(m.roles))}
	h.policies = map[string]string{}
	to[name] = &h
	return h.Entity
}

// AddKey gives a user one more key.
func (m *Memory) AddKey(user string, key revoke.Key) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.users[user].keys = append(m.users[user].keys, key)
}

// Remove deletes a user or role with all that it holds.
func (m *Memory) Remove(name string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.users, name)
	delete(m.roles, name)
}

// RemoveKey deletes a key of a user.
func (m *Memory) RemoveKey(user, id string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	u := m.users[user]
	u.keys = slices.DeleteFunc(u.keys, func(k revoke.Key) bool { return k.ID == id })
}

// State describes all users and roles, one line each, for comparison.
func (m *Memory) State() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var lines []string
	for _, kind := range []map[string]*holder{m.users, m.roles} {
		for _, name := range slices.Sorted(maps.Keys(kind)) {
			h := kind[name]
			lines = append(lines, fmt.Sprintf("%s keys=%v password=%v policies=%v", name, h.keys, h.password, h.policies))
		}
	}
	return lines
}

func (m *Memory) holder(id revoke.Identity) *holder {
	if id.Type == revoke.User {
		return m.users[id.Name]
	}
	return m.roles[id.Name]
}

func (m *Memory) entity(of map[string]*holder, name string) (revoke.Entity, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if h := of[name]; h != nil {
		return h.Entity, nil
	}
	return revoke.Entity{}, revoke.ErrNone
}

func (m *Memory) User(_ context.Context, name string) (revoke.Entity, error) {
	return m.entity(m.users, name)
}

func (m *Memory) Role(_ context.Context, name string) (revoke.Entity, error) {
	return m.entity(m.roles, name)
}

func (m *Memory) Keys(_ context.Context, user string) ([]revoke.Key, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if u := m.users[user]; u != nil {
		return slices.Clone(u.keys), nil
	}
	return nil, nil
}

func (m *Memory) HasPassword(_ context.Context, user string) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	u := m.users[user]
	return u != nil && u.password, nil
}

func (m *Memory) Policy(_ context.Context, id revoke.Identity, name string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if h := m.holder(id); h != nil {
		return h.policies[name], nil
	}
	return "", nil
}

func (m *Memory) SetKey(_ context.Context, user, key string, active bool) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if u := m.users[user]; u != nil {
		for i := range u.keys {
			if u.keys[i].ID == key {
				u.keys[i].Active = active
				return nil
			}
		}
	}
	return revoke.ErrNone
}

func (m *Memory) RemovePassword(_ context.Context, user string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if u := m.users[user]; u != nil {
		u.password = false
	}
	return nil
}

func (m *Memory) PutPolicy(_ context.Context, id revoke.Identity, name, document string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	h := m.holder(id)
	if h == nil {
		return revoke.ErrNone
	}
	h.policies[name] = document
	return nil
}

func (m *Memory) RemovePolicy(_ context.Context, id revoke.Identity, name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if h := m.holder(id); h != nil {
		delete(h.policies, name)
	}
	return nil
}
