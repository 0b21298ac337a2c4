package watch

// Review judges a whole log, day by day, by what stood in it before each. visit
// gets every day of which enough was seen before, with its scores of at least
// least.
func Review(h *History, team Team, least float64, visit func(day int64, scores []Score)) {
	first, end := h.Span()
	var earlier *Judge
	for day := DayOf(first); day < end; day += hoursOfDay {
		j := NewJudge(h, day, team, earlier)
		if j == nil {
			continue
		}
		if earlier == nil || day-earlier.day > hoursOfWeek {
			earlier = j
		}
		visit(day, j.Scores(day, day+hoursOfDay, least))
	}
}
