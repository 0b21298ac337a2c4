package drill

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
)

// Keep writes a result into a folder, one file a run, and returns its name.
func Keep(folder string, r Result) (string, error) {
	body, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return "", fmt.Errorf("keeping the result: %w", err)
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", fmt.Errorf("keeping the result: %w", err)
	}
	file := filepath.Join(folder, r.Date.UTC().Format("20060102T150405Z")+"-"+r.Scenario+".json")
	if err := os.WriteFile(file, append(body, '\n'), 0o600); err != nil {
		return "", fmt.Errorf("keeping the result: %w", err)
	}
	return file, nil
}

// Results reads a folder's, oldest first.
func Results(folder string) ([]Result, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		return nil, fmt.Errorf("reading the results: %w", err)
	}
	var all []Result
	for _, file := range files {
		body, err := os.ReadFile(file) // #nosec G304 -- a file of the folder that the caller names
		if err != nil {
			return nil, fmt.Errorf("reading the results: %w", err)
		}
		var r Result
		if err := json.Unmarshal(body, &r); err != nil || r.Scenario == "" {
			return nil, fmt.Errorf("reading the results: %s is no drill's result; keep other files out of the folder", file)
		}
		all = append(all, r)
	}
	slices.SortStableFunc(all, func(a, b Result) int { return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Scenario, b.Scenario)) })
	return all, nil
}

// Compare prints results over time; the trend is against the run before of the
// same scenario and team.
func Compare(w io.Writer, all []Result) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "DATE\tSCENARIO\tTEAM\tVERSION\tDETECT\tCONTAIN\tTELL\tDUTIES MET\tLATE\tMISSED\tBLIND\tFAULTS\tTREND")
	last := map[string]int{}
	for _, r := range all {
		trend := "first"
		if before, ok := last[r.Scenario+r.Team]; ok {
			trend = "same"
			if d := r.Score.Faults - before; d < 0 {
				trend = fmt.Sprintf("better by %d", -d)
			} else if d > 0 {
				trend = fmt.Sprintf("worse by %d", d)
			}
		}
		last[r.Scenario+r.Team] = r.Score.Faults
		tell := "–"
		if r.Told.Hours > 0 {
			tell = fmt.Sprintf("%.1f h", r.Told.Hours)
		}
		fmt.Fprintln(t, strings.Join([]string{
			r.Date.UTC().Format("2006-01-02 15:04"), r.Scenario, r.Team, r.Version, fmt.Sprintf("%.1f s", r.Measured.Detect), fmt.Sprintf("%.1f s", r.Measured.Contain),
			tell, fmt.Sprintf("%d of %d", r.Score.Met, r.Score.Owed), fmt.Sprint(r.Score.Late), fmt.Sprint(r.Score.Missed), fmt.Sprint(r.Score.Blind), fmt.Sprint(r.Score.Faults), trend,
		}, "\t"))
	}
	return t.Flush()
}
