// Package alert tells the security team that something waits for them.
package alert

import "context"

// An Alerter sends one message to the people on duty. Messages name incidents,
// counts and what to do next, never a customer or a suspect.
type Alerter interface {
	Alert(ctx context.Context, subject, message string) error
}
