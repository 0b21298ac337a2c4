package weigh

import (
	"cmp"
	"slices"
)

// A group is principals with much the same workload, and one who stands for them.
type group struct {
	people  float64
	typical *Person
}

// workloads sorts everybody by how many customers they look up and makes
// groups: the busiest alone, the more the larger, since chance is moved by the
// busiest most. Those who often work without a ticket are grouped apart.
func (l *Log) workloads() {
	l.groups, l.groupOf = nil, make([]int, len(l.People))
	var usual, free []int
	for i, p := range l.People {
		if n := float64(len(p.With) + len(p.Without)); float64(len(p.Without)) > 2*(1-l.tickets)*n+10 {
			free = append(free, i)
		} else {
			usual = append(usual, i)
		}
	}
	l.group(usual)
	l.group(free)
}

func (l *Log) group(people []int) {
	slices.SortFunc(people, func(a, b int) int { return cmp.Compare(l.People[b].Customers, l.People[a].Customers) })
	for first := 0; first < len(people); {
		n := min(1+first/3, len(people)-first)
		for _, i := range people[first : first+n] {
			l.groupOf[i] = len(l.groups)
		}
		g := group{people: float64(n), typical: &l.People[people[first+n/2]]}
		l.groups = append(l.groups, g)
		first += n
	}
}
