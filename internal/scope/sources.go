package scope

// Sources is what the log holds, by who writes it.
type sources struct {
	span  span
	hours map[int64]int64 // events of all by hours since 1970
}

func newSources(objects []*object) *sources {
	log := &sources{hours: map[int64]int64{}}
	for _, o := range objects {
		log.span.add(o.First, o.Last)
		for h, n := range o.Hours {
			log.hours[h] += n
		}
	}
	return log
}
