package revoke_test

import (
	"errors"
	"net/http"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/revoke"
	"github.com/tocsin-ir/tocsin/internal/task"
)

func TestUndoRoute(t *testing.T) {
	const body = `{"reason":"wrong person"}`
	for name, c := range map[string]struct {
		suspect, caller, incident, body string
		want                            int
	}{
		"colleague":                   {"alice", grace, string(id), body, http.StatusOK},
		"the suspect":                 {"alice", "arn:aws:iam::111111111111:user/support/alice", string(id), body, http.StatusForbidden},
		"by ARN":                      {"arn:aws:iam::111111111111:user/support/alice", "arn:aws:iam::111111111111:user/support/alice", string(id), body, http.StatusForbidden},
		"the suspect, protected":      {"break-glass-1", "arn:aws:iam::111111111111:user/break-glass-1", string(id), body, http.StatusForbidden},
		"the suspect's session":       {"arn:aws:sts::111111111111:assumed-role/Support/alice", "arn:aws:sts::111111111111:assumed-role/Support/alice", string(id), body, http.StatusForbidden},
		"a colleague in the role":     {"arn:aws:sts::111111111111:assumed-role/Support/alice", "arn:aws:sts::111111111111:assumed-role/Support/grace", string(id), body, http.StatusOK},
		"a session of a suspect role": {role, "arn:aws:sts::111111111111:assumed-role/Support/grace", string(id), body, http.StatusForbidden},
		"no reason":                   {"alice", grace, string(id), `{"reason":" "}`, http.StatusBadRequest},
		"no body":                     {"alice", grace, string(id), ``, http.StatusBadRequest},
		"no incident":                 {"alice", grace, "x", body, http.StatusBadRequest},
		"nothing planned":             {"alice", grace, "inc-3f9a2c81d0e4-2", body, http.StatusNotFound},
	} {
		s := newScene(t)
		s.contain(c.suspect)
		out, err := s.UndoRoute(t.Context(), task.Request{Caller: c.caller, Params: map[string]string{"id": c.incident}, Body: []byte(c.body)})
		status := http.StatusOK
		var refused *task.StatusError
		if errors.As(err, &refused) {
			status = refused.Status
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if status != c.want {
			t.Errorf("%s: %d, want %d", name, status, c.want)
		}
		if result, ok := out.(revoke.UndoResult); c.want == http.StatusOK && (!ok || result.GivenBack == 0) {
			t.Errorf("%s: gave back %+v", name, out)
		}
	}
}
