package accesslog

import (
	"strings"
	"testing"
	"time"
)

// Every day of eight centuries, and every shape of time, as the time package has it.
func TestParseTimeAgreesWithTimePackage(t *testing.T) {
	check := func(s string) {
		var want time.Time
		ok := want.UnmarshalText([]byte(strings.ToUpper(s))) == nil && want.UTC().Year() > 1 && want.UTC().Year() < 9999
		got, why := parseTime(`"` + s + `"`)
		if (why == "") != ok || ok && (!got.Equal(want) || got.Location() != time.UTC) {
			t.Errorf("%s: %v %q, want %v %v", s, got, why, want, ok)
		}
	}
	for day := time.Date(1600, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2400; day = day.AddDate(0, 0, 1) {
		check(day.Format("2006-01-02") + "T01:02:03Z")
	}
	for _, year := range []string{"0000", "0001", "0002", "0003", "9998", "1969", "1970", "2023", "2024", "1900", "2000", "9999"} {
		for _, day := range []string{"01-00", "01-31", "01-32", "02-28", "02-29", "02-30", "04-30", "04-31", "00-01", "13-01", "12-31"} {
			check(year + "-" + day + "T23:59:59+14:00")
		}
	}
	for _, clock := range []string{"T23:59:59", "T24:00:00", "T23:60:00", "T23:59:60", "t01:02:03", " 01:02:03", "T1:02:03", "T01:02", "T0a:02:03"} {
		for _, fraction := range []string{"", ".", ".5", ",5", ".123456789", ".1234567891", ".000000001", ".a"} {
			for _, offset := range []string{"", "Z", "z", "ZZ", "+00:00", "-00:00", "+23:59", "-23:59", "+24:00", "+05:60", "+0530", "+5:30", "*05:30", "+05:3a"} {
				check("2024-02-29" + clock + fraction + offset)
			}
		}
	}
}
