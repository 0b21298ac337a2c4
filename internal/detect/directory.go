package detect

import (
	"context"

	"github.com/tocsin-ir/tocsin/internal/directory"
)

// CountCustomers counts the distinct customers of a directory, for
// Detector.Customers. A row that stands twice counts once: too large a number
// would make chance look smaller than it is.
func CountCustomers(ctx context.Context, s directory.Source) (n int, err error) {
	var disk scratch
	defer disk.close()
	t := newTally(&disk, mostHeld)
	all := t.of("")
	var failed error
	_, err = directory.Join(ctx, s, func(id string) bool {
		if id != "" && failed == nil {
			failed = t.add(all, access{customer: fingerprint(id)})
		}
		return false
	})
	if err == nil {
		err = failed
	}
	if err != nil {
		return 0, err
	}
	err = t.reader().each(all, func(block []access) { n += len(block) })
	return n, err
}
