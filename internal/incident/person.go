package incident

import "strings"

// SamePerson says whether two ARNs of callers belong to one human, as far as
// IAM can tell: the same ARN, or role sessions of the same name (single
// sign-on names the session after the person, whichever role they take), or a
// user and a session that carries the user's name.
func SamePerson(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	return a == b || isPerson(a) && isPerson(b) && name(a) == name(b)
}

// IsSuspect says whether the caller's ARN is the suspect's principal: the ARN
// itself, a session of the suspect's role, or the user of that name.
func IsSuspect(caller string, s Suspect) bool {
	if SamePerson(caller, s.Principal) || name(caller) == s.Principal {
		return true
	}
	// A suspect role (not one of its sessions) covers every session of it.
	_, role, ok := strings.Cut(s.Principal, ":role/")
	return ok && strings.Contains(caller, ":assumed-role/"+role[strings.LastIndex(role, "/")+1:]+"/")
}

func isPerson(arn string) bool {
	return strings.Contains(arn, ":user/") || strings.Contains(arn, ":assumed-role/")
}

func name(arn string) string { return arn[strings.LastIndex(arn, "/")+1:] }
