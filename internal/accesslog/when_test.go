package accesslog

import (
	"testing"
	"time"
)

func TestParseWhen(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text   string
		zone   *time.Location
		want   string // RFC 3339 in UTC
		reason string
	}{
		{"2025-03-01T08:15:30Z", nil, "2025-03-01T08:15:30Z", ""},
		{"2025-03-01T08:15:30z", nil, "2025-03-01T08:15:30Z", ""},
		{"2025-03-01t08:15:30.5+02:00", nil, "2025-03-01T06:15:30.5Z", ""},
		{"2025-03-01 08:15:30.123456-0330", nil, "2025-03-01T11:45:30.123456Z", ""},
		{"2025-03-01 08:15:30,5+01", nil, "2025-03-01T07:15:30.5Z", ""},
		{"2025-03-01 08:15:30.123 UTC", nil, "2025-03-01T08:15:30.123Z", ""},
		{"2024-02-29 23:59:59 -01:00", nil, "2024-03-01T00:59:59Z", ""},
		{"2025-02-29 12:00:00Z", nil, "", "is no time"},
		{"1900-02-29T12:00:00Z", nil, "", "is no time"},
		{"2025-07-01 08:15:30", berlin, "2025-07-01T06:15:30Z", ""},
		{"2025-01-01T08:15:30.25", berlin, "2025-01-01T07:15:30.25Z", ""},
		{"2025-07-01 08:15:30", nil, "", "has no offset: name the zone"},
		{"2025-07-01 08:15:30 CEST", berlin, "", "is no time"},
		{"2025-07-01", berlin, "", "is no time"},
		{"01.07.2025 08:15:30", berlin, "", "is no time"},
		{"1740816930", nil, "2025-03-01T08:15:30Z", ""},
		{"1740816930.125", nil, "2025-03-01T08:15:30.125Z", ""},
		{"1740816930125", nil, "2025-03-01T08:15:30.125Z", ""},
		{"1740816930125001", nil, "2025-03-01T08:15:30.125001Z", ""},
		{"1740816930125001002", nil, "2025-03-01T08:15:30.125001002Z", ""},
		{"9999999999999999999", nil, "", "is no time"},
		{"174081693", nil, "", "is no time"},
		{"1740816930.", nil, "", "is no time"},
		{"1740816930125.5", nil, "", "is no time"},
		{"yesterday", berlin, "", "is no time"},
		{"2025-03-01T08:15:30Zjunk", nil, "", "is no time"},
		{"2025-03-01T08:15:30+1:00", nil, "", "is no time"},
		{"2025-03-01 8:15:30.0Z", nil, "", "is no time"},
		{"2025-03-01T08:15", berlin, "", "is no time"},
	} {
		got, reason := parseWhen(c.text, c.zone)
		switch {
		case c.reason != "" && (len(reason) < len(c.reason) || reason[:len(c.reason)] != c.reason):
			t.Errorf("%s: reason %q, want one that begins with %q", c.text, reason, c.reason)
		case c.reason == "" && (reason != "" || got.Format(time.RFC3339Nano) != c.want):
			t.Errorf("%s: %s, %q; want %s", c.text, got.Format(time.RFC3339Nano), reason, c.want)
		}
	}
}
