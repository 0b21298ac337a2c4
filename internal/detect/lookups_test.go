package detect

import (
	"testing"
	"time"
)

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

func TestMoment(t *testing.T) {
	for _, at := range []time.Time{noon, noon.Add(time.Millisecond), time.Unix(0, 0).UTC(), time.Date(1960, 5, 6, 7, 8, 9, 0, time.UTC)} {
		for _, ticket := range []bool{false, true} {
			m := momentOf(at.In(time.FixedZone("", 3600)), ticket)
			if m.millis() != at.UnixMilli() || m.ticket() != ticket {
				t.Errorf("%s with ticket %t came back as %s, %t", at, ticket, time.UnixMilli(m.millis()).UTC(), m.ticket())
			}
		}
	}
	if momentOf(noon, true) >= momentOf(noon.Add(time.Millisecond), false) {
		t.Error("a ticket makes an access later than one of the next millisecond")
	}
}
