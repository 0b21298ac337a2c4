package directory

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// FuzzJoin holds the row cutter to encoding/csv wherever the whole file is
// good CSV, and wants it to end without a panic everywhere else.
func FuzzJoin(f *testing.F) {
	for _, rows := range []string{"C1,a@example.org,Ann,DE,de,consumer", "\"C1\",,\"A\n\"\"B\"\"\",,,\r\n\nC2,,,,,", "C1,\"", ",\"x\"y,,,,", "\ufeff\"\r\n\",,,,,"} {
		f.Add(rows)
	}
	f.Fuzz(func(t *testing.T, rows string) {
		table, err := Join(context.Background(), text(header+rows), everybody)
		if err != nil {
			if !errors.Is(err, ErrUnusable) {
				t.Error(err)
			}
			return
		}
		r := csv.NewReader(strings.NewReader(header + rows))
		all, err := r.ReadAll()
		if err != nil || strings.Count(rows, "\n") >= maxQuoted || strings.ContainsAny(rows, "\v\f\u0085\u00a0\u2000\u2028\u3000") || strings.Contains(rows, "\r") {
			return
		}
		want, ids := map[string]bool{}, 0
		for _, row := range all[1:] {
			if strings.TrimSpace(strings.Join(row, "")) == "" && len(row) == 1 {
				continue
			}
			if id := strings.TrimSpace(row[0]); id != "" {
				want[id] = true
			}
			ids++
		}
		if len(table.People) != len(want) || table.Rows != int64(ids) {
			t.Errorf("%d people in %d rows, want %d in %d: %s", len(table.People), table.Rows, len(want), ids, fmt.Sprint(all))
		}
		for id := range want {
			if _, ok := table.People[id]; !ok {
				t.Errorf("%q is missing", id)
			}
		}
	})
}
