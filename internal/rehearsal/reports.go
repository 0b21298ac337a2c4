package rehearsal

import (
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

// How many customers told support of a call, and how many of them were called
// by a buyer of the stolen data.
const (
	reportCount = 12
	realReports = 7
)

// A report is what one customer told support.
type report struct {
	customer string
	called   time.Time
	note     string
	real     bool
}

// reports invents the calls: seven by people who bought the data, some days
// after it was read; and five by somebody else. Of those, one has last year's
// date and one a customer number that does not exist.
func (p *plan) reports(s *seen) []report {
	r := chance(p.seed, streamReports, 0)
	read := slices.Concat(s.byInsider...)
	var out []report
	used := map[int]bool{}
	latest := p.day(p.days - 8)
	real, other := realReports, reportCount-realReports
	if p.theme.Calls > 0 {
		real, other = p.theme.Calls, 2
	}
	for len(out) < real {
		a := read[r.IntN(len(read))]
		if used[a.customer] || !a.at.Before(latest) || p.customers[a.customer].left {
			continue
		}
		used[a.customer] = true
		called := a.at.Add(time.Duration(24+r.IntN(6*24)) * time.Hour).Truncate(time.Minute)
		out = append(out, report{p.customers[a.customer].id, called, "knew the number of my last ticket", true})
	}
	stolen := map[int]bool{}
	for _, a := range read {
		stolen[a.customer] = true
	}
	for n := range other {
		c := r.IntN(len(p.customers))
		for stolen[c] || used[c] {
			c = r.IntN(len(p.customers))
		}
		used[c] = true
		called := p.day(p.days/3 + r.IntN(p.days/2)).Add(time.Duration(8*60+r.IntN(12*60)) * time.Minute)
		out = append(out, report{p.customers[c].id, called, "said my computer sent errors", false})
		switch n {
		case 0:
			out[len(out)-1].called = called.AddDate(-1, 0, 0)
		case 1:
			out[len(out)-1].customer = strings.Replace(p.customers[c].id, "C1", "C9", 1)
		}
	}
	slices.SortFunc(out, func(a, b report) int { return a.called.Compare(b.called) })
	return out
}

func writeReports(path string, reports []report) error {
	var b strings.Builder
	rows := csv.NewWriter(&b)
	_ = rows.Write([]string{"customer_id", "called_at", "note"}) // into memory
	for _, r := range reports {
		_ = rows.Write([]string{r.customer, r.called.Format(time.RFC3339), r.note})
	}
	rows.Flush()
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		return fmt.Errorf("writing the reports: %w", err)
	}
	return nil
}
