package obligation

import (
	"slices"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/br"
	"github.com/rickar/cal/v2/us"
)

// calendars of business days, by the name that a rule shows. What the library
// does not have, or has otherwise than the official calendar, stands here with
// its source.
var calendars = map[string]*cal.BusinessCalendar{
	// Saturdays and Sundays alone: an end that ignores holidays is earlier, never later.
	"weekends": businessDays(saturdaySunday),

	// 5 U.S.C. 6103, as observed. Closings by executive order are not in it:
	// leaving them out makes a due date earlier, never later.
	"US federal": businessDays(saturdaySunday, us.Holidays...),

	// Laws 662/1949, 6.802/1980 and 14.759/2023 (20 November, from 2024); Good
	// Friday by Law 9.093/1995. Carnival and Corpus Christi are no national holidays.
	"Brazilian national": businessDays(saturdaySunday, append(without(br.Holidays, br.Carnaval, br.CorpusChristi),
		fixedDay("Consciência Negra", time.November, 20, 2024))...),
}

var saturdaySunday = []time.Weekday{time.Saturday, time.Sunday}

func businessDays(rest []time.Weekday, holidays ...*cal.Holiday) *cal.BusinessCalendar {
	c := cal.NewBusinessCalendar()
	for day := time.Sunday; day <= time.Saturday; day++ {
		c.SetWorkday(day, !slices.Contains(rest, day))
	}
	c.AddHoliday(holidays...)
	return c
}

// without is the list less some of its holidays.
func without(list []*cal.Holiday, less ...*cal.Holiday) []*cal.Holiday {
	return slices.DeleteFunc(slices.Clone(list), func(h *cal.Holiday) bool { return slices.Contains(less, h) })
}

// fixedDay is a holiday on the same date every year, from a year on.
func fixedDay(name string, month time.Month, day, from int) *cal.Holiday {
	return &cal.Holiday{Name: name, Type: cal.ObservancePublic, Month: month, Day: day, StartYear: from, Func: cal.CalcDayOfMonth}
}
