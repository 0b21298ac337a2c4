package revoke

import (
	"encoding/json"
	"reflect"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// policyName is the name of the inline policy by which an incident cuts an
// identity. It differs for each session name cut of the same role.
func policyName(in incident.ID, session string) string {
	name := "tocsin-" + string(in)
	if session != "" {
		name += "-" + vault.Digest([]byte(session))[:8]
	}
	return name
}

type document struct {
	Version   string
	Statement []statement
}

type statement struct {
	Sid, Effect, Action, Resource string
	Condition                     map[string]map[string]string `json:",omitempty"`
}

const (
	beforeTime = "DateLessThan"
	issueTime  = "aws:TokenIssueTime"
)

func deny(condition map[string]map[string]string) string {
	body, err := json.Marshal(document{"2012-10-17", []statement{{"TocsinContainment", "Deny", "*", "*", condition}}})
	if err != nil {
		panic(err) // strings always encode
	}
	return string(body)
}

// denyAll denies everything to whoever holds the policy.
func denyAll() string { return deny(nil) }

// denySessions denies everything to the sessions that role stands for. Issue
// times have whole seconds, so the bound is the next one: a token of the same
// second as the cut is denied.
func denySessions(role Identity, at time.Time) string {
	if role.Type == Session {
		return deny(map[string]map[string]string{"StringEquals": {"aws:userid": role.ID + ":" + role.Session}})
	}
	bound := at.UTC().Truncate(time.Second).Add(time.Second)
	return deny(map[string]map[string]string{beforeTime: {issueTime: bound.Format(time.RFC3339)}})
}

// issuedBefore returns the time of the cut that denySessions was given for a
// document, zero when there is none in it.
func issuedBefore(policy string) time.Time {
	var d document
	if err := json.Unmarshal([]byte(policy), &d); err != nil || len(d.Statement) != 1 {
		return time.Time{}
	}
	bound, err := time.Parse(time.RFC3339, d.Statement[0].Condition[beforeTime][issueTime])
	if err != nil {
		return time.Time{}
	}
	return bound.Add(-time.Second)
}

func sameJSON(a, b string) bool {
	var x, y any
	return json.Unmarshal([]byte(a), &x) == nil && json.Unmarshal([]byte(b), &y) == nil && reflect.DeepEqual(x, y)
}
