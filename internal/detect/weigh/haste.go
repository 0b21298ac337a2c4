package weigh

import "slices"

// Lately is the time before a call, in milliseconds, within which look-ups tell
// more if what was taken is used soon: four weeks.
const Lately = 28 * 24 * 3600 * 1000

// rushed is how many look-ups stand for chance where haste is learned.
const rushed = 2

// haste is how many times more of the reported customers' look-ups than of
// everybody's are lately before a call, and how many times more are before that,
// X's own left out. Customers may report because they are in touch just then: that
// makes nobody a thief who serves them.
type haste [2]float64

const (
	lately = iota
	earlier
)

func (l *Log) haste(who int, reports []Report, grace int64) (h haste) {
	seen, expected := haste{rushed, rushed}, haste{rushed, rushed}
	all := float64(len(l.times))
	for _, r := range reports {
		until := r.Call - grace
		end, _ := slices.BinarySearch(l.times, until)
		begin, _ := slices.BinarySearch(l.times[:end], until-Lately)
		for _, k := range r.Looks {
			if int(k.Who) == who || l.batch[k.Who] {
				continue
			}
			expected[lately] += float64(end-begin) / max(1, all)
			expected[earlier] += float64(begin) / max(1, all)
			switch {
			case k.At >= until:
			case k.At >= until-Lately:
				seen[lately]++
			default:
				seen[earlier]++
			}
		}
	}
	for i := range h {
		h[i] = max(1, seen[i]/expected[i])
	}
	return h
}

// someTimes is how many of everybody's look-ups are kept to say when people work.
const someTimes = 1 << 14

// sampleTimes keeps the times of some look-ups, evenly of everybody's.
func (l *Log) sampleTimes() {
	all := 0
	for i, p := range l.People {
		if !l.batch[i] {
			all += len(p.With) + len(p.Without)
		}
	}
	step, at := all/someTimes+1, 0
	l.times = nil
	for i, p := range l.People {
		if l.batch[i] {
			continue
		}
		for _, times := range [ways][]int64{p.With, p.Without} {
			for ; at < len(times); at += step {
				l.times = append(l.times, times[at])
			}
			at -= len(times)
		}
	}
	slices.Sort(l.times)
}
