package columnar

import (
	"fmt"
	"math"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding"
	"github.com/parquet-go/parquet-go/format"
)

// TimeText is the step of a column that holds times as texts.
const TimeText time.Duration = 0

// unnamed is the step of numbers whose column does not say what they count.
const unnamed time.Duration = -1

// A Clock says how a column holds times.
type Clock struct {
	Step  time.Duration // what its numbers count since 1970; TimeText for texts
	Local bool          // a wall clock's time, without a zone
}

// Clock returns how the column holds times, or why it does not.
func (l Leaf) Clock() (Clock, error) {
	t := l.leaf.Node.Type()
	if logical := t.LogicalType(); logical != nil {
		if stamp, ok := logical.Value.(*format.TimestampType); ok && stamp.Unit.Value != nil {
			return Clock{Step: stamp.Unit.Value.Duration(), Local: !stamp.IsAdjustedToUTC}, nil
		}
	}
	switch t.Kind() {
	case parquet.ByteArray:
		return Clock{Step: TimeText}, nil
	case parquet.Int96:
		return Clock{Step: time.Nanosecond}, nil
	case parquet.Int64:
		return Clock{Step: unnamed}, nil
	}
	return Clock{}, fmt.Errorf("column %s holds no times but %s", l.Path, t)
}

// Nanos returns a row's time in nanoseconds since 1970, in UTC unless the clock
// is local; false for null, and for numbers that are no time that fits.
//
// Numbers of which the column does not say what they count are taken for
// seconds, milliseconds, microseconds or nanoseconds by their size, which is
// clear for all times between 1973 and 2286.
func (c *Column) Nanos(row int64, clock Clock) (int64, bool, error) {
	i, ok, err := c.index(row)
	if !ok || err != nil {
		return 0, false, err
	}
	if c.values.kind == encoding.Int96 {
		v := c.values.n96[i]
		const unixEpoch = 2_440_588 // the Julian day of 1970-01-01
		const day = uint64(24 * time.Hour)
		days, nanos := int64(v[2])-unixEpoch, uint64(v[1])<<32|uint64(v[0])
		if days < -100_000 || days > 100_000 || nanos >= day {
			return 0, false, nil
		}
		return days*int64(day) + int64(nanos), true, nil // #nosec G115 -- less than a day
	}
	n, step := c.values.number(i), int64(clock.Step)
	if clock.Step == unnamed {
		step = int64(guess(n))
	}
	if step <= 0 || n > math.MaxInt64/step || n < math.MinInt64/step {
		return 0, false, nil
	}
	return n * step, true, nil
}

func guess(n int64) time.Duration {
	switch {
	case n < 1e8:
		return 0
	case n < 1e10:
		return time.Second
	case n < 1e13:
		return time.Millisecond
	case n < 1e16:
		return time.Microsecond
	}
	return time.Nanosecond
}
