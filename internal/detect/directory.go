package detect

import (
	"context"
	"slices"

	"github.com/tocsin-ir/tocsin/internal/directory"
)

// CountCustomers counts the distinct customers of a directory, for
// Detector.Customers. A row that stands twice counts once: too large a number
// would make chance look smaller than it is.
func CountCustomers(ctx context.Context, s directory.Source) (int, error) {
	var all []customer
	_, err := directory.Join(ctx, s, func(id string) bool {
		if id != "" {
			all = append(all, fingerprint(id))
		}
		return false
	})
	slices.Sort(all)
	return len(slices.Compact(all)), err
}
