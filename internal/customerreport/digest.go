package customerreport

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"
)

// Digest names the set by its content: equal for the same customers and calls
// in any order, however dates were spelt and whatever the notes say. The same
// reports handed in twice so join one incident.
func (s Set) Digest() string {
	rows, _ := merge(append([]Report(nil), s.Reports...))
	h := sha256.New()
	fmt.Fprintln(h, "tocsin customer reports 1")
	for _, r := range rows {
		// %q keeps an id with a line break from passing for two rows.
		fmt.Fprintf(h, "%q %s\n", r.CustomerID, r.CalledAt.UTC().Format(time.RFC3339Nano))
	}
	return hex.EncodeToString(h.Sum(nil))
}
