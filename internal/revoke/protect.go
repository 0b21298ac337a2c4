package revoke

import (
	"regexp"
	"strings"
)

// Protected says who is never cut off: break-glass users, and Tocsin itself.
// The zero value protects nobody.
type Protected struct {
	anyone []*regexp.Regexp
	roles  []*regexp.Regexp
}

// stackPrefix is how much of a stack's name CloudFormation certainly keeps at
// the head of the names that it makes for the stack's roles (64 characters in
// all). Longer names are matched by this much: that refuses too many rather than too few.
const stackPrefix = 20

// NewProtected protects whom a glob of the comma-separated patterns matches by
// user name, role name, session name or ARN (`*` any characters, `?` one; upper
// and lower case are alike, as in IAM), the roles of Tocsin's own stack, and its
// role in member accounts. Each argument may be empty.
func NewProtected(patterns, stack, containmentRole string) Protected {
	var p Protected
	for _, glob := range strings.Split(patterns, ",") {
		if glob = strings.TrimSpace(glob); glob != "" {
			p.anyone = append(p.anyone, compile(glob))
		}
	}
	if len(stack) > stackPrefix {
		p.roles = append(p.roles, compile(stack[:stackPrefix]+"*"))
	} else if stack != "" {
		p.roles = append(p.roles, compile(stack+"-*"))
	}
	if containmentRole != "" {
		p.roles = append(p.roles, compile(containmentRole))
	}
	return p
}

func compile(glob string) *regexp.Regexp {
	expr := regexp.QuoteMeta(glob)
	expr = strings.ReplaceAll(strings.ReplaceAll(expr, `\*`, `.*`), `\?`, `.`)
	return regexp.MustCompile(`(?is)^` + expr + `$`)
}

// Refuses returns why id is never cut off, or "".
func (p Protected) Refuses(id Identity, principal string) string {
	if id.Type != User {
		for _, r := range p.roles {
			if r.MatchString(id.Name) {
				return "it is one of Tocsin's own roles"
			}
		}
	}
	for _, r := range p.anyone {
		for _, s := range []string{id.Name, id.Session, id.ARN, principal} {
			if s != "" && r.MatchString(s) {
				return "it is protected (PROTECTED_PRINCIPALS)"
			}
		}
	}
	return ""
}
