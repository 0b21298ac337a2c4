package rehearsal

// A place is where customers live, with its share of them, the language they
// are written to and which names they have there.
type place struct {
	country  string // ISO 3166, with the state where that decides the law
	language string
	weight   float64
	names    *names
	desk     int // the support desk whose day it is there
}

// The desks follow the sun.
const (
	deskAsia = iota
	deskEurope
	deskAmerica
	desks
)

// places has a country without a rule (XK), one whose rule depends on the state
// (US), and the four languages that the invented company's customers speak.
var places = []place{
	{"DE", "de", 28, &german, deskEurope},
	{"AT", "de", 6, &german, deskEurope},
	{"CH", "de", 4, &german, deskEurope},
	{"GB", "en", 14, &english, deskEurope},
	{"FR", "fr", 9, &french, deskEurope},
	{"XK", "en", 0.5, &english, deskEurope},
	{"US-CA", "en", 9, &english, deskAmerica},
	{"US-TX", "en", 6, &english, deskAmerica},
	{"US-NY", "en", 4, &english, deskAmerica},
	{"JP", "ja", 12, &japanese, deskAsia},
	{"AU", "en", 7.5, &english, deskAsia},
}

// runningSums are those of the places' weights.
func runningSums(places []place) []float64 {
	var sums []float64
	var sum float64
	for _, p := range places {
		sum += p.weight
		sums = append(sums, sum)
	}
	return sums
}
