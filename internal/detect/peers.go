package detect

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// rankByCustomers is what is left without reports: who looked up more customers
// than others do. A batch job leads such a list in all innocence, so it never
// decides; it only shows a human where to look.
func (f *Finding) rankByCustomers(x *index) {
	f.Ranking, f.Decision = ByCustomers, NeedsHuman
	median := x.median()
	for i, name := range x.names {
		s := Suspect{Principal: name, Accessed: x.log.People[i].Customers, WithoutTicket: x.withoutTicket[i]}
		if median > 0 {
			s.TimesMedian = float64(s.Accessed) / float64(median)
		}
		f.Suspects = append(f.Suspects, s)
	}
	slices.SortFunc(f.Suspects, func(a, b Suspect) int {
		return cmp.Or(cmp.Compare(b.Accessed, a.Accessed), strings.Compare(a.Principal, b.Principal))
	})
	f.Reason = fmt.Sprintf("no customer has reported a call, so no test is possible: %d principals are ranked by how many of %d customers they looked up "+
		"(median %d), which proves nothing by itself.",
		f.Principals, f.Customers, median)
}
