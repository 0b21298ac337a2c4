package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/obligation"
	"github.com/tocsin-ir/tocsin/internal/status"
)

// TestDrillsOutputsAreMarked: whoever looks at a drill's status or duties must
// see that it is one, and a real incident must never say so.
func TestDrillsOutputsAreMarked(t *testing.T) {
	const id = "inc-3f9a2c81d0e4-1"
	for _, drill := range []bool{true, false} {
		record := incident.Record{ID: id, Status: "closed", Drill: drill}
		deploy(t, map[string]any{
			"GET /incidents":                   []incident.Record{record},
			"GET /incidents/" + id:             status.View{Record: record},
			"GET /incidents/" + id + "/duties": obligation.Result{AsOf: time.Now().Format(time.RFC3339), Drill: drill},
		})
		for _, args := range []string{"list", "status " + id, "status -watch " + id, "duties " + id} {
			code, out, errs := tocsin(t, strings.Fields(args)...)
			if code != exitOK || strings.Contains(out, "DRILL") != drill {
				t.Errorf("drill %v: tocsin %s, exit %d %s:\n%s", drill, args, code, errs, out)
			}
		}
	}
	var b bytes.Buffer
	if showDrill(&b, true); !strings.HasPrefix(b.String(), "DRILL") {
		t.Errorf("said %q", b.String())
	}
}
