package alert

import "context"

// An exercise is an Alerter of a deployment for drills: nobody may take its
// messages for real ones.
type exercise struct{ Alerter }

// Marked is a itself, or one that marks every message as a drill's.
func Marked(a Alerter, drill bool) Alerter {
	if drill {
		return exercise{a}
	}
	return a
}

func (e exercise) Alert(ctx context.Context, subject, message string) error {
	return e.Alerter.Alert(ctx, "[DRILL] "+subject, "DRILL: this is an exercise. Nothing of it happened.\n\n"+message)
}
