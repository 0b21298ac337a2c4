package scope

import (
	"cmp"
	"slices"
	"time"
)

// lostNumbers judges the numbers that run in the names: through the whole stream,
// or from the same number on in each day or hour.
func (s *source) lostNumbers() []Gap {
	if len(s.objects) < minPattern || !s.objects[0].numbered {
		return nil
	}
	if all := s.running(s.objects); all != nil {
		return s.jumps(all, typicalStep(all))
	}
	var parts [][]placed
	byDate := map[int64][]placed{}
	for _, o := range s.objects {
		if !o.numbered || !o.dated {
			return nil
		}
		byDate[o.at] = append(byDate[o.at], o)
	}
	starts, whole, many := map[int64]int{}, 0, 0
	for _, objects := range byDate {
		part := s.running(objects)
		if part == nil {
			return nil
		}
		starts[part[0].number]++
		parts = append(parts, part)
		if len(part) > 1 {
			many++
			if len(part) == int(part[len(part)-1].number-part[0].number)+1 {
				whole++
			}
		}
	}
	// Nine of ten begin with the same number and leave none out.
	start, same := int64(0), 0
	for n, count := range starts {
		if count > same {
			start, same = n, count
		}
	}
	if many < minPattern || whole*10 < many*9 || same*10 < len(byDate)*9 {
		return nil
	}
	var gaps []Gap
	for _, part := range parts {
		if first := part[0]; first.number > start && !first.First.IsZero() {
			gaps = append(gaps, Gap{From: hourStart(hourOf(first.First)), To: first.First, Source: s.name, Objects: int(first.number - start)})
		}
		gaps = append(gaps, s.jumps(part, 1)...)
	}
	return slices.DeleteFunc(gaps, func(g Gap) bool { return !g.From.Before(g.To) })
}

// running sorts objects by number; nil when a number stands twice.
func (s *source) running(objects []placed) []placed {
	out := slices.SortedFunc(slices.Values(objects), func(a, b placed) int { return cmp.Compare(a.number, b.number) })
	for i, o := range out[1:] {
		if o.number == out[i].number {
			return nil
		}
	}
	return out
}

// typicalStep is the difference between neighbours that nineteen of twenty have;
// 0: there is none.
func typicalStep(all []placed) int64 {
	steps := map[int64]int{}
	for i, o := range all[1:] {
		steps[o.number-all[i].number]++
	}
	for step, n := range steps {
		if n*20 >= (len(all)-1)*19 {
			return step
		}
	}
	return 0
}

// jumps are the numbers left out between neighbours. Where no time passed
// between them nothing is lost: the numbers began anew.
func (s *source) jumps(all []placed, step int64) (gaps []Gap) {
	if step == 0 || len(all) < 2 {
		return nil
	}
	var lapses []time.Duration
	for i, o := range all[1:] {
		if before := all[i]; !before.First.IsZero() && o.First.After(before.First) {
			lapses = append(lapses, o.First.Sub(before.First))
		}
	}
	if len(lapses) == 0 { // they do not run with time
		return nil
	}
	slices.Sort(lapses)
	usual := lapses[len(lapses)/2]
	for i, o := range all[1:] {
		before, apart := all[i], o.number-all[i].number
		if apart == step || apart%step != 0 || before.Last.IsZero() || o.First.IsZero() {
			continue
		}
		count := apart/step - 1
		if lapse := o.First.Sub(before.Last); lapse <= 0 || float64(lapse)*4 < float64(count)*float64(usual) {
			continue
		}
		gaps = append(gaps, Gap{From: before.Last, To: o.First, Source: s.name, Objects: int(count)})
	}
	return gaps
}
