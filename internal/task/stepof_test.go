package task

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
)

type phase struct{ n int }

func (p *phase) add(_ context.Context, in int) (int, error) { return p.n + in, nil }

func TestStepOf(t *testing.T) {
	calls := 0
	var fails error
	step := StepOf(func(context.Context) (*phase, error) { calls++; return &phase{10 * calls}, fails }, (*phase).add)
	for want := 11; want < 40; want += 10 {
		if out, err := step(t.Context(), json.RawMessage("1")); err != nil || out != want {
			t.Errorf("%v, %v; want %d: each call is to have a phase of its own", out, err, want)
		}
	}
	fails = Fail(BadInput, errors.New("no data set"))
	if _, err := step(t.Context(), json.RawMessage("1")); Name(err) != BadInput {
		t.Error(err)
	}
}
