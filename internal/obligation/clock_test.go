package obligation

import (
	"testing"
	"time"
)

// Ends were worked out by hand and with another language's calendar.
func TestPeriodsEnd(t *testing.T) {
	hours := func(n int) Period { return Period{N: n, Unit: Hours} }
	days := func(n int) Period { return Period{N: n, Unit: Days} }
	months := func(n int) Period { return Period{N: n, Unit: Months} }
	business := func(n int, calendar string) Period { return Period{N: n, Unit: BusinessDays, Calendar: calendar} }
	for _, c := range []struct {
		name, zone, start, end string
		period                 Period
	}{
		{"a day that Samoa did not have", "Pacific/Apia", "2011-12-29T12:00:00-10:00", "2011-12-31T23:59:59+14:00", days(2)},
		{"hours run through it", "Pacific/Apia", "2011-12-29T12:00:00-10:00", "2012-01-01T12:00:00+14:00", hours(48)},
		{"first place on the date line", "Pacific/Apia", "2026-06-01T10:30:00Z", "2026-06-04T23:59:59+13:00", days(3)},
		{"last place on it, the same instant", "Pacific/Honolulu", "2026-06-01T09:30:00Z", "2026-06-03T23:59:59-10:00", days(3)},
		{"half-hour zone", "Asia/Kolkata", "2026-06-01T18:29:59Z", "2026-06-02T23:59:59+05:30", days(1)},
		{"half-hour zone, midnight", "Asia/Kolkata", "2026-06-01T18:30:00Z", "2026-06-03T23:59:59+05:30", days(1)},
		{"midnight is the new day", "Europe/Berlin", "2026-06-01T00:00:00+02:00", "2026-06-02T23:59:59+02:00", days(1)},
		{"the day of the event as the first", "Asia/Tokyo", "2026-07-01T09:00:00+09:00", "2026-08-29T23:59:59+09:00", Period{N: 60, Unit: Days, FirstDay: true}},
		{"a clock that jumps at midnight", "Africa/Cairo", "2026-04-22T23:30:00+02:00", "2026-04-24T23:59:59+03:00", days(2)},
		{"a month", "Europe/Paris", "2026-05-15T10:00:00+02:00", "2026-06-15T23:59:59+02:00", months(1)},
		{"a month without that day", "Europe/Paris", "2026-01-31T10:00:00+01:00", "2026-02-28T23:59:59+01:00", months(1)},
		{"a month without that day, leap", "Europe/Paris", "2028-01-31T10:00:00+01:00", "2028-02-29T23:59:59+01:00", months(1)},
		{"a month over the year's end", "Europe/Paris", "2026-12-31T10:00:00+01:00", "2027-01-31T23:59:59+01:00", months(1)},
		{"after the year", "America/New_York", "2026-01-01T00:00:00-05:00", "2027-03-01T23:59:59-05:00", Period{N: 60, Unit: AfterYear}},
		{"after the year, its last second", "America/New_York", "2026-12-31T23:59:59-05:00", "2027-03-01T23:59:59-05:00", Period{N: 60, Unit: AfterYear}},
		{"after the year, leap", "America/New_York", "2027-12-31T23:59:59-05:00", "2028-02-29T23:59:59-05:00", Period{N: 60, Unit: AfterYear}},
		{"holidays at both ends", "America/New_York", "2026-12-24T12:00:00-05:00", "2026-12-28T23:59:59-05:00", business(1, "US federal")},
		{"from a holiday", "America/New_York", "2026-12-25T12:00:00-05:00", "2026-12-28T23:59:59-05:00", business(1, "US federal")},
		{"to the day before one", "America/New_York", "2026-11-23T12:00:00-05:00", "2026-11-25T23:59:59-05:00", business(2, "US federal")},
		{"over one", "America/New_York", "2026-11-23T12:00:00-05:00", "2026-11-27T23:59:59-05:00", business(3, "US federal")},
		{"Brazil works at carnival", "America/Sao_Paulo", "2026-02-13T12:00:00-03:00", "2026-02-18T23:59:59-03:00", business(3, "Brazilian national")},
		{"Brazil rests on 20 November since 2024", "America/Sao_Paulo", "2026-11-19T12:00:00-03:00", "2026-11-23T23:59:59-03:00", business(1, "Brazilian national")},
		{"and not before", "America/Sao_Paulo", "2023-11-17T12:00:00-03:00", "2023-11-20T23:59:59-03:00", business(1, "Brazilian national")},
		{"an end on a Saturday moves", "Europe/Berlin", "2026-06-03T12:00:00+02:00", "2026-06-08T23:59:59+02:00", Period{N: 3, Unit: Days, Roll: "weekends"}},
		{"to noon, where the law says so", "Europe/Berlin", "2026-06-05T12:00:00+02:00", "2026-06-08T12:00:00+02:00", Period{N: 24, Unit: Hours, Roll: "weekends", RollClock: "12:00"}},
		{"an end on a working day stays", "Europe/Berlin", "2026-06-02T12:00:00+02:00", "2026-06-05T23:59:59+02:00", Period{N: 3, Unit: Days, Roll: "weekends"}},
		{"the hour of the event does not count", "Europe/Berlin", "2026-06-01T12:20:00+02:00", "2026-06-04T13:00:00+02:00", hours72Working},
		{"a full hour is its own", "Europe/Berlin", "2026-06-01T12:00:00+02:00", "2026-06-04T12:00:00+02:00", hours72Working},
		{"two working days at least", "Europe/Berlin", "2026-06-05T12:20:00+02:00", "2026-06-09T23:59:59+02:00", hours72Working},
		{"a full hour in a half-hour zone", "Asia/Kolkata", "2026-06-01T12:20:00+05:30", "2026-06-01T18:00:00+05:30", Period{N: 5, Unit: Hours, WholeHours: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			start, err := time.Parse(time.RFC3339, c.start)
			if err != nil {
				t.Fatal(err)
			}
			if got := c.period.end(start, mustZone(c.zone)).Format(time.RFC3339); got != c.end {
				t.Errorf("%s from %s ends %s, want %s", c.period, c.start, got, c.end)
			}
		})
	}
}
