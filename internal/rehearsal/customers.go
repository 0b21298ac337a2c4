package rehearsal

import (
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"os"
	"strings"
)

// firstCustomer is the number of customer 0.
const firstCustomer = 10_000_000

// A customer of the invented company, as its directory has it.
type customer struct {
	id       string
	name     string
	email    string
	place    *place
	business bool
	left     bool // gone from the directory since, still in the log
}

func newCustomers(seed uint64, n int, places []place) []customer {
	sums := runningSums(places)
	out := make([]customer, n)
	for i := range out {
		out[i] = newCustomer(seed, i, places, sums)
	}
	return out
}

func newCustomer(seed uint64, i int, places []place, sums []float64) customer {
	r := chance(seed, streamCustomer, i)
	// The first ones live one in each place, so that the smallest world has them all.
	at := &places[i%len(places)]
	if i >= len(places) {
		at = &places[weighted(r, sums)]
	}
	given, family := at.names.given[r.IntN(len(at.names.given))], at.names.family[r.IntN(len(at.names.family))]
	c := customer{id: fmt.Sprintf("C%08d", firstCustomer+i), place: at}
	c.name = given[0] + " " + family[0]
	if at.names.familyFirst {
		c.name = family[0] + " " + given[0]
	}
	// The number makes each address somebody's own.
	c.email = fmt.Sprintf("%s.%s.%d@%s", strings.ToLower(given[1]), strings.ToLower(family[1]), i, providers[r.IntN(len(providers))])
	if i >= len(places) && r.IntN(12) == 0 {
		c.business = true
		c.name = family[0] + ", " + given[0] + " & Co."
		c.email = fmt.Sprintf("office@%s-%d.example", strings.ToLower(family[1]), i)
	}
	if r.IntN(400) == 0 { // what people leave where an address should be
		if n := r.IntN(len(noAddress) + 1); n < len(noAddress) {
			c.email = noAddress[n]
		} else {
			c.email = strings.Replace(c.email, "@", "(at)", 1)
		}
	}
	return c
}

// noAddress is what stands where nobody gave an address.
var noAddress = []string{"", "unknown", "n/a"}

// reachable says whether mail can be sent to c.
func (c customer) reachable() bool { return !c.left && strings.Contains(c.email, "@") }

// bounces says whether mail to c comes back.
func (c customer) bounces() bool { return strings.HasSuffix(c.email, bouncing) }

// bouncing is the domain of SES's mailbox simulator.
const bouncing = "@simulator.amazonses.com"

func (c customer) segment() string {
	if c.business {
		return "business"
	}
	return "consumer"
}

func (p *plan) writeDirectory(path string) (err error) {
	f, err := os.Create(path) // #nosec G304 -- the caller's own folder
	if err != nil {
		return fmt.Errorf("writing the customer directory: %w", err)
	}
	defer func() {
		if closing := f.Close(); err == nil && closing != nil {
			err = fmt.Errorf("writing the customer directory: %w", closing)
		}
	}()
	z, err := gzip.NewWriterLevel(f, gzip.BestSpeed)
	if err != nil {
		return fmt.Errorf("writing the customer directory: %w", err)
	}
	rows := csv.NewWriter(z)
	_ = rows.Write([]string{"customer_id", "email", "name", "country", "language", "segment"}) // Error tells
	for _, c := range p.customers {
		if !c.left {
			_ = rows.Write([]string{c.id, c.email, c.name, c.place.country, c.place.language, c.segment()})
		}
	}
	rows.Flush()
	if err := rows.Error(); err != nil {
		return fmt.Errorf("writing the customer directory: %w", err)
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("writing the customer directory: %w", err)
	}
	return nil
}
