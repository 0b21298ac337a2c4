package scope

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A name is an object's name taken apart: what stays the same from object to
// object of one writer, and what counts on.
type name struct {
	// form has the name with {date}, # for each number and * for what is random.
	form    string
	at      int64 // the hour since 1970, in the name's own time zone; when dated
	dated   bool
	hourly  bool // the date has an hour
	numbers []int64
}

// dateForm is a date as logs' names have it: 2025-03-04, 2025/03/04/05,
// 20250304T0506Z, year=2025/month=03/day=04/hour=05, 2025-03-04-05-06-07. The
// first groups are year, month, day; then the hour behind a date that is written
// together, behind a T, or of two digits alone.
var dateForm = regexp.MustCompile(`((?:19|20)\d\d)[-_/.]?(?:[a-z]+=)?(0[1-9]|1[0-2])[-_/.]?(?:[a-z]+=)?(0[1-9]|[12]\d|3[01])` +
	`(?:T?([01]\d|2[0-3]):?[0-5]\d(?::?[0-5]\d)?Z?|[T_/-]?(?:[a-z]+=)?([01]\d|2[0-3])(?:[-_:/][0-5]\d){0,2}Z?)?`)

// What no two objects share: a UUID, or letters and digits in turn.
var (
	uuid   = regexp.MustCompile(`(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	random = regexp.MustCompile(`(?i)[0-9a-z]{8,}`)
)

// packings are endings that say only how an object is packed, which may change
// from one day to the next.
var packings = []string{".gz", ".zst", ".zstd", ".bz2", ".snappy", ".lz4", ".json", ".jsonl", ".ndjson", ".log", ".csv", ".parquet"}

func parseName(s string) name {
	for cut := true; cut; {
		cut = false
		for _, ending := range packings {
			if strings.HasSuffix(s, ending) {
				s, cut = strings.TrimSuffix(s, ending), true
			}
		}
	}
	s = uuid.ReplaceAllString(s, "*")
	n, form := name{}, ""
	for {
		before, after, found := n.date(s)
		if !found {
			n.form = form + n.numbered(s)
			return n
		}
		form += n.numbered(before) + "{date}"
		s = after
	}
}

// date finds the next date that stands by itself and cuts it out. Of several the
// first that has an hour counts, or the first.
func (n *name) date(s string) (before, after string, found bool) {
	for _, m := range dateForm.FindAllStringSubmatchIndex(s, -1) {
		end, hour, hourly := m[1], "00", false
		switch {
		case end < len(s) && isDigit(s[end]) && m[7] < end: // the hour is part of a longer number
			end = m[7]
		case m[8] >= 0:
			hour, hourly = s[m[8]:m[9]], true
		case m[10] >= 0:
			hour, hourly = s[m[10]:m[11]], true
		}
		if m[0] > 0 && isDigit(s[m[0]-1]) || end < len(s) && isDigit(s[end]) {
			continue
		}
		t, err := time.Parse("2006010215", s[m[2]:m[3]]+s[m[4]:m[5]]+s[m[6]:m[7]]+hour)
		if err != nil { // the 31st of February
			continue
		}
		if !n.dated || hourly && !n.hourly {
			n.at, n.dated, n.hourly = hourOf(t), true, hourly
		}
		return s[:m[0]], s[end:], true
	}
	return "", "", false
}

// numbered takes the numbers out, and what is random.
func (n *name) numbered(s string) string {
	s = random.ReplaceAllStringFunc(s, func(part string) string {
		if mixed(part) {
			return "*"
		}
		return part
	})
	var form strings.Builder
	for s != "" {
		i := strings.IndexAny(s, "0123456789")
		if i < 0 {
			break
		}
		end := i
		for end < len(s) && isDigit(s[end]) {
			end++
		}
		form.WriteString(s[:i])
		if v, err := strconv.ParseInt(s[i:end], 10, 64); err == nil {
			n.numbers = append(n.numbers, v)
			form.WriteByte('#')
		} else {
			form.WriteByte('*')
		}
		s = s[end:]
	}
	return form.String() + s
}

// mixed says whether letters and digits change places more than once: "node0012"
// is a name and a number, "9f3a77bc" is not.
func mixed(s string) bool {
	changes := 0
	for i := 1; i < len(s); i++ {
		if isDigit(s[i]) != isDigit(s[i-1]) {
			changes++
		}
	}
	return changes >= 2
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
