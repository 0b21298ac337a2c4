package scope

import (
	"strconv"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/pattern"
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
var dateForm = pattern.Lazily(`((?:19|20)\d\d)[-_/.]?(?:[a-z]+=)?(0[1-9]|1[0-2])[-_/.]?(?:[a-z]+=)?(0[1-9]|[12]\d|3[01])` +
	`(?:T?([01]\d|2[0-3]):?[0-5]\d(?::?[0-5]\d)?Z?|[T_/-]?(?:[a-z]+=)?([01]\d|2[0-3])(?:[-_:/][0-5]\d){0,2}Z?)?`)

var uuid = pattern.Lazily(`(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)

// mayHaveDate says whether a year stands in a name.
func mayHaveDate(s string) bool {
	for i := 0; i+4 <= len(s); i++ {
		if (s[i] == '1' && s[i+1] == '9' || s[i] == '2' && s[i+1] == '0') && isDigit(s[i+2]) && isDigit(s[i+3]) {
			return true
		}
	}
	return false
}

// withoutUUIDs writes a star for each.
func withoutUUIDs(s string) string {
	if strings.Count(s, "-") < 4 {
		return s
	}
	return uuid().ReplaceAllString(s, "*")
}

// words are the places of eight letters and digits and more in a row.
func words(s string) (places [][2]int) {
	begin := 0
	for i := range len(s) + 1 {
		if i < len(s) && (isDigit(s[i]) || s[i]|0x20 >= 'a' && s[i]|0x20 <= 'z') {
			continue
		}
		if i-begin >= 8 {
			places = append(places, [2]int{begin, i})
		}
		begin = i + 1
	}
	return places
}

// A token is a place in names: behind so many marks, with so many letters and digits.
type token struct{ marks, length int }

// hashesOf finds the tokens that are random: in half of the names letters and
// digits change there more than once, which a word with a number does not.
func hashesOf(names []string) map[token]bool {
	all, random := map[token]int{}, map[token]int{}
	for _, s := range names {
		s = withoutUUIDs(s)
		for _, m := range words(s) {
			at := token{countMarks(s[:m[0]]), m[1] - m[0]}
			if all[at]++; mixed(s[m[0]:m[1]]) {
				random[at]++
			}
		}
	}
	out := map[token]bool{}
	for at, n := range random {
		if n*2 >= all[at] {
			out[at] = true
		}
	}
	return out
}

// countMarks counts what is neither letter nor digit.
func countMarks(s string) (n int) {
	for i := range len(s) {
		if c := s[i]; !isDigit(c) && (c|0x20 < 'a' || c|0x20 > 'z') {
			n++
		}
	}
	return n
}

// packings are endings that say only how an object is packed, which may change
// from one day to the next.
var packings = []string{".gz", ".zst", ".zstd", ".bz2", ".snappy", ".lz4", ".json", ".jsonl", ".ndjson", ".log", ".csv", ".parquet"}

// parseName takes a name apart; hashes are the tokens that are random in most names.
func parseName(s string, hashes map[token]bool) name {
	for cut := true; cut; {
		cut = false
		for _, ending := range packings {
			if strings.HasSuffix(s, ending) {
				s, cut = strings.TrimSuffix(s, ending), true
			}
		}
	}
	s = withoutUUIDs(s)
	n, form, marks := name{}, "", 0
	for {
		before, date, after, found := n.date(s)
		if !found {
			n.form = form + n.numbered(s, marks, hashes)
			return n
		}
		form += n.numbered(before, marks, hashes) + "{date}"
		marks += countMarks(before + date)
		s = after
	}
}

// date finds the next date that stands by itself and cuts it out. Of several the
// first that has an hour counts, or the first.
func (n *name) date(s string) (before, date, after string, found bool) {
	if !mayHaveDate(s) {
		return "", "", "", false
	}
	for _, m := range dateForm().FindAllStringSubmatchIndex(s, -1) {
		end, hour, hourly := 0, "00", false
		for _, cut := range [][3]int{{m[1], m[8], m[10]}, {m[11], -1, m[10]}, {m[7], -1, -1}} { // with minutes, with the hour, the day alone
			if cut[0] > 0 && stands(s, m[0], cut[0]) {
				end = cut[0]
				if at := max(cut[1], cut[2]); at >= 0 {
					hour, hourly = s[at:at+2], true
				}
				break
			}
		}
		if end == 0 {
			continue
		}
		t, err := time.Parse("2006010215", s[m[2]:m[3]]+s[m[4]:m[5]]+s[m[6]:m[7]]+hour)
		if err != nil { // the 31st of February
			continue
		}
		if !n.dated || hourly && !n.hourly {
			n.at, n.dated, n.hourly = hourOf(t), true, hourly
		}
		return s[:m[0]], s[m[0]:end], s[end:], true
	}
	return "", "", "", false
}

// stands says whether no letter or digit goes on behind a part, and no digit before.
func stands(s string, begin, end int) bool {
	return (begin == 0 || !isDigit(s[begin-1])) && (end == len(s) || countMarks(s[end:end+1]) == 1)
}

// numbered takes the numbers out, and what is random. So many marks stand before s.
func (n *name) numbered(s string, marks int, hashes map[token]bool) string {
	if len(hashes) > 0 {
		var kept strings.Builder
		last := 0
		for _, m := range words(s) {
			if hashes[token{marks + countMarks(s[:m[0]]), m[1] - m[0]}] {
				kept.WriteString(s[last:m[0]] + "*")
				last = m[1]
			}
		}
		s = kept.String() + s[last:]
	}
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
