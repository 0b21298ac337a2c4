package directory

import (
	"net/mail"
	"strings"
)

// CheckAddress says why no mail can be sent to an address, or returns "". It
// wants a bare address of the public Internet (RFC 5322 and 5321) in ASCII,
// since SES takes no other; a domain in other letters is written as Punycode.
func CheckAddress(address string) string {
	const invalid = "the address is not a valid e-mail address"
	if address == "" {
		return "no e-mail address"
	}
	for _, c := range []byte(address) {
		if c >= 0x80 {
			return "the address has letters that are not ASCII"
		}
		if c <= ' ' || c == 0x7f {
			return invalid
		}
	}
	parsed, err := mail.ParseAddress(address)
	if err != nil || parsed.Address != address {
		return invalid
	}
	local, domain, _ := strings.Cut(address, "@")
	if len(local) > 64 || len(address) > 254 || !isDomain(domain) {
		return invalid
	}
	return ""
}

// isDomain wants a host name (RFC 1123) of at least two labels, the last of
// which is no number, so that no network address passes.
func isDomain(domain string) bool {
	labels := strings.Split(domain, ".")
	for _, l := range labels {
		if l == "" || len(l) > 63 || l[0] == '-' || l[len(l)-1] == '-' || strings.Trim(strings.ToLower(l), "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	top := labels[len(labels)-1]
	return len(labels) >= 2 && len(top) >= 2 && strings.Trim(top, "0123456789") != ""
}
