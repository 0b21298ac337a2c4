package incident

import (
	"encoding/json"
	"errors"
	"reflect"
	"testing"
	"time"
)

func TestStarted(t *testing.T) {
	type call struct {
		run       int
		execution string
		conflict  bool
	}
	cases := []struct {
		name  string
		calls []call
	}{
		{"one after the other", []call{{1, "a", false}, {2, "b", false}, {3, "c", false}}},
		{"the same again", []call{{1, "a", false}, {1, "a", false}, {2, "b", false}, {2, "b", false}}},
		{"another execution of the same run", []call{{1, "a", false}, {1, "b", true}}},
		{"a run left out", []call{{2, "b", true}, {1, "a", false}, {3, "c", true}}},
		{"an earlier run again", []call{{1, "a", false}, {2, "b", false}, {1, "a", true}}},
	}
	eachStore(t, func(t *testing.T, s Store) {
		for _, c := range cases {
			r := open(t, s, because(c.name))
			for i, call := range c.calls {
				err := s.Started(t.Context(), r.ID, call.run, call.execution)
				if call.conflict != errors.Is(err, ErrConflict) || !call.conflict && err != nil {
					t.Errorf("%s: call %d (run %d, %s): %v; want conflict: %v", c.name, i+1, call.run, call.execution, err, call.conflict)
				}
				if !call.conflict {
					r.Run, r.Execution = call.run, call.execution
				}
			}
			same(t, c.name, get(t, s, r.ID), r)
		}
	})
}

func TestStopped(t *testing.T) {
	eachStore(t, func(t *testing.T, s Store) {
		ctx, r := t.Context(), open(t, s, because("mallory"))
		step := func(what, status string, err error) {
			t.Helper()
			if err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			if got := get(t, s, r.ID).Status; got != status {
				t.Errorf("%s: status %q, want %q", what, got, status)
			}
		}
		step("started", "open", s.Started(ctx, r.ID, 1, "a"))
		step("stopped", "AccessNotCut", s.Stopped(ctx, r.ID, "AccessNotCut"))
		step("stopped in another state", "NotSettled", s.Stopped(ctx, r.ID, "NotSettled"))
		step("started again", "open", s.Started(ctx, r.ID, 2, "b"))
		step("closed", "closed", s.Close(ctx, r.ID, noon))
		step("stopped by a late event, which must not reopen it", "closed", s.Stopped(ctx, r.ID, "Aborted"))
	})
}

func TestAStoppedIncidentIsStillJoined(t *testing.T) {
	eachStore(t, func(t *testing.T, s Store) {
		r := open(t, s, because("mallory"))
		if err := s.Stopped(t.Context(), r.ID, "AccessNotCut"); err != nil {
			t.Fatal(err)
		}
		if got, joined, err := s.Open(t.Context(), because("mallory")); err != nil || !joined || got.ID != r.ID || got.Status != "AccessNotCut" {
			t.Errorf("opening gave %s (%s), joined %v, %v; want to join %s, which only stopped", got.ID, got.Status, joined, err, r.ID)
		}
	})
}

func TestSaveResult(t *testing.T) {
	failed := PhaseResult{Phase: PhaseScope, Status: Failed, Error: "Temporary: scanning object 3", At: noon, Entry: 4}
	failedAgain := PhaseResult{Phase: PhaseScope, Status: Failed, Error: "Permanent: scanning object 4", At: noon.Add(time.Hour), Entry: 5}
	done := PhaseResult{Phase: PhaseScope, Status: Done, Result: json.RawMessage(`{"affected":12}`), At: noon.Add(2 * time.Hour), Entry: 6}
	doneAgain := PhaseResult{Phase: PhaseScope, Status: Done, Result: json.RawMessage(`{"affected":13}`), At: noon.Add(3 * time.Hour), Entry: 7}
	cases := []struct {
		name string
		save []PhaseResult
		want PhaseResult
	}{
		{"failed", []PhaseResult{failed}, failed},
		{"failed twice keeps the newer", []PhaseResult{failed, failedAgain}, failedAgain},
		{"failed, then done", []PhaseResult{failed, done}, done},
		{"done stays done", []PhaseResult{done, failedAgain}, done},
		{"done is replaced by done", []PhaseResult{done, doneAgain}, doneAgain},
		{"done the same again", []PhaseResult{done, done}, done},
	}
	eachStore(t, func(t *testing.T, s Store) {
		for _, c := range cases {
			r := open(t, s, because(c.name))
			if get(t, s, r.ID).Phases != nil {
				t.Errorf("%s: a new incident has phases", c.name)
			}
			other := PhaseResult{Phase: PhaseDetect, Status: Done, At: noon, Entry: 3}
			for _, p := range append([]PhaseResult{other}, c.save...) {
				if err := s.SaveResult(t.Context(), r.ID, p); err != nil {
					t.Fatalf("%s: saving %s: %v; want no error, even for what changes nothing", c.name, p.Status, err)
				}
			}
			want := map[string]PhaseResult{PhaseDetect: other, PhaseScope: c.want}
			if got := get(t, s, r.ID).Phases; !reflect.DeepEqual(got, want) {
				t.Errorf("%s: phases\n got %+v\nwant %+v", c.name, got, want)
			}
		}
	})
}
