package incident

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// A Cause is what makes two triggers the same incident. It is kept as a
// digest, because a suspect's name or a report may stand in it.
type Cause string

// CauseOf digests a kind ("alarm", "reports", "suspect") and what identifies
// it: an alarm's ARN, the digest of the reports, a principal.
func CauseOf(kind, identity string) Cause {
	sum := sha256.Sum256([]byte(kind + "\x00" + strings.TrimSpace(identity)))
	return Cause(hex.EncodeToString(sum[:]))
}

// NewID names the n-th incident of a cause, n from 1.
func NewID(c Cause, n int) ID { return ID(fmt.Sprintf("inc-%s-%d", string(c)[:12], n)) }

// ExecutionName names the run-th execution of an incident, run from 1.
func ExecutionName(id ID, run int) string { return fmt.Sprintf("%s-r%d", id, run) }
