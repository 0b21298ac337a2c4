package accesslog

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/tocsin-ir/tocsin/internal/pattern"
)

// pgPrefixes are the line prefixes (log_line_prefix) in which nothing stands that
// a client chooses: each names the groups time, user and perhaps process and host.
// The name of a database with an @ in it is not foreseen; that of a user may be a
// mail address.
var pgPrefixes = []func() *regexp.Regexp{
	// %t:%r:%u@%d:[%p]: of Amazon RDS and Aurora
	pattern.Lazily(`^(?P<time>\S+ \S+ [^\s:]+):(?P<host>[^:(]*|[0-9A-Fa-f:.]+)(?:\(\d+\))?:(?P<user>[^:]*)@[^@:]*:\[(?P<process>\d+)\]:$`),
	// %m [%p] %q%u@%d of Debian and Ubuntu, or %t [%p]: [%l-1] %u@%d, or with %h before it
	pattern.Lazily(`^(?:(?P<host>[0-9A-Fa-f:.]+|\[local\]) )?(?P<time>\S+ \S+ \S+|\d{10}\.\d{3}) \[(?P<process>\d+)\]:? (?:\[\d+-\d+\] )?(?P<user>[^\s/]*)@[^@\s/]*$`),
	// %m %u %d: of pgAudit's own manual
	pattern.Lazily(`^(?P<time>\S+ \S+ [^\s=:]+) (?P<user>[^\s=[\]]+) [^\s=]+:$`),
	// t=%m u=%u db=%d pid=[%p]: of Azure's manual
	pattern.Lazily(`^t=(?P<time>\S+ \S+ [^\s=:]+) u=(?P<user>\S*) db=\S* pid=\[(?P<process>\d+)\]:$`),
}

// clientPrefixes are those in which the application's name stands, which the
// client chooses, up to 63 characters, in which PostgreSQL may write one as four.
var clientPrefixes = []func() *regexp.Regexp{
	// %t [%p]: [%l-1] user=%u,db=%d,app=%a,client=%h of pgBadger's manual
	pattern.Lazily(`^(?P<time>\S+ \S+ [^\s:]+):? (?:\[(?P<process>\d+)\]:? )?(?:\[\d+-\d+\] )?user=(?P<user>[^,\s]*),db=[^,\s]*,app=.{0,252}?(?:,client=(?P<host>[^,\s]*))?$`),
	// %m [%p] %u@%d/%a
	pattern.Lazily(`^(?P<time>\S+ \S+ \S+) \[(?P<process>\d+)\]:? (?:\[\d+-\d+\] )?(?P<user>[^\s/]*)@[^@\s/]*/[^@]{0,252}$`),
	// %m:%r:%u@%d:[%p]:%l:%e:%s:%v:%x:%c:%q%a, the other one that RDS allows
	pattern.Lazily(`^(?P<time>\S+ \S+ [^\s:]+):(?P<host>[^:(]*|[0-9A-Fa-f:.]+)(?:\(\d+\))?:(?P<user>[^:]*)@[^@:]*:\[(?P<process>\d+)\]:\d+:[0-9A-Z]{5}:\S+ \S+ [^\s:]+:[^:]*:\d*:[0-9a-f]+\.[0-9a-f]+:.{0,253}$`),
	// %t-%c-user=%u,db=%d,…: Azure's own with what its manual adds
	pattern.Lazily(`^(?P<time>\S+ \S+ [^\s:]+?)-(?P<process>[0-9a-f]+\.[0-9a-f]+)-user=(?P<user>[^,\s]*),db=[^,\s]*(?:,.{0,500}?)??(?:,client=(?P<host>[^,\s]*?))?-?$`),
	// any other with user=%u
	pattern.Lazily(`^(?P<time>\S+ \S+ [^\s:]+):? (?:\[(?P<process>\d+)\])?.{0,500}?\buser=(?P<user>[^,\s]*)(?:[, ]+\w+=.{0,500}?)?(?:\bclient=(?P<host>[^,\s]*))?$`),
}

// userless are prefixes without %u, such as PostgreSQL's own, '%m [%p] ', and that of
// Azure, '%t-%c-'.
var userless = pattern.Lazily(`^(?:\S+ )?(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? \S+?|\d{10}\.\d{3})(?::? ?\[\d+(?:-\d+)?\]:?| \[\d+-\d+\]|-[0-9a-f]+\.[0-9a-f]+-)*$`)

// One prefix names one user. Where two seem to be there, the first is the server's
// only in pgBadger's order, with no other field in front of it and none behind that
// begins as a prefix with an unnamed application in front of it would.
var (
	usersNamed = pattern.Lazily(`\buser=`)
	userFirst  = pattern.Lazily(`^\S+ \S+ [^\s:]+:? (?:\[\d+\]:? )?(?:\[\d+-\d+\] )?user=[^,\s]*,db=[^,\s]*,app=`)
	userLater  = pattern.Lazily(`\suser=[^,\s]*[, ]\s*db=`)
)

func severalUsers(prefix string) bool {
	if len(usersNamed().FindAllStringIndex(prefix, 2)) < 2 {
		return false
	}
	first := userFirst().FindString(prefix)
	return first == "" || userLater().MatchString(prefix[len(first):])
}

// auditLine is in the line with which an audit entry begins, in whatever language,
// with whatever pgaudit.log_level.
const (
	severityEnd = ":  "
	auditLine   = severityEnd + auditMark
)

// severities are the places at which a message can begin: behind an upper-case
// word, or one of a script without cases, such as LOG, NOTICE, DEBUG1 and PROTOKOLL.
func severities(head string) (all []severity) {
	for from := 0; len(all) < maxSeverities; {
		i := strings.Index(head[from:], severityEnd)
		if i < 0 {
			break
		}
		end := from + i
		from = end + len(severityEnd)
		word := strings.TrimRightFunc(strings.TrimRight(head[:end], "0123456789"), func(c rune) bool { return unicode.IsUpper(c) || unicode.Is(unicode.Lo, c) })
		if len(word) < end {
			all = append(all, severity{strings.TrimRight(word, " \t"), from})
		}
	}
	return all
}

// A severity is what stands before it, and where what stands behind it begins.
type severity struct {
	prefix  string
	message int
}

const (
	maxPrefix     = 1200 // bytes of a line in which its message begins
	maxSeverities = 100  // that are looked at in them
)

// stderrEntry reads an entry of the plain log: a prefix, the severity, the
// message. What is no entry of pgAudit has no message.
//
// Where only the server wrote the prefix, the first severity behind such a prefix
// begins the message. An application's name may itself hold a severity; then it is
// the one that begins an audit entry. When two do, nobody is blamed.
func stderrEntry(text string) (e pgEntry, reason string) {
	head, _, _ := strings.Cut(text[:min(len(text), maxPrefix)], "\n")
	if !strings.Contains(head, auditLine) {
		return e, ""
	}
	places := severities(head)
	for _, at := range places {
		if e, ok := readPrefix(pgPrefixes, at.prefix); ok {
			e.message = text[at.message:]
			return e, ""
		}
	}
	found := 0
	for _, at := range places {
		if !strings.HasPrefix(head[at.message:], auditMark) {
			continue
		}
		named, ok := readPrefix(clientPrefixes, at.prefix)
		if !ok {
			continue
		}
		e, found = named, found+1
		e.message = text[at.message:]
		if severalUsers(at.prefix) {
			return e, "the line's prefix names two users, of which a client may have written one: who it was cannot be told"
		}
	}
	switch found {
	case 0:
		return unnamed(text, places)
	case 1:
		return e, ""
	}
	return e, "the line seems to hold two entries, of which a client may have written one: which is true cannot be told"
}

// unnamed is an entry of which nothing says whose it is.
func unnamed(text string, places []severity) (e pgEntry, reason string) {
	e.message = auditMark
	reason = "the line's prefix names no time and user in a way that is known"
	for _, at := range places {
		if strings.HasPrefix(text[at.message:], auditMark) {
			if e.message = text[at.message:]; userless().MatchString(at.prefix) {
				reason = "the line names no user, since log_line_prefix has no %u"
			}
			break
		}
	}
	return e, reason + ": set log_line_prefix to '%m [%p] %q%u@%d ', or log in csvlog"
}

// readPrefix reads a prefix by the first form that it has.
func readPrefix(forms []func() *regexp.Regexp, prefix string) (e pgEntry, ok bool) {
	for _, form := range forms {
		expression := form()
		m := expression.FindStringSubmatch(prefix)
		if m == nil {
			continue
		}
		for i, name := range expression.SubexpNames() {
			switch name {
			case "time":
				e.time = m[i]
			case "user":
				e.user = m[i]
			case "process":
				e.process = m[i]
			case "host":
				e.host = strings.TrimSuffix(m[i], "[local]")
			}
		}
		return e, true
	}
	return e, false
}
