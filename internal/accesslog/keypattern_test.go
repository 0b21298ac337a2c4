package accesslog

import "testing"

func TestKeyPattern(t *testing.T) {
	for _, c := range []struct {
		pattern, prefix string
		yes, no         []string
	}{
		{"", "", []string{"a", "b/c"}, nil},
		{"log/", "log/", []string{"log/a", "log/b/c"}, []string{"logs/a", "x/log/a"}},
		{"log/*.gz", "log/", []string{"log/a.gz"}, []string{"log/b/a.gz", "log/a.gz.old"}},
		{"log/**/*.gz", "log/", []string{"log/a.gz", "log/b/c/a.gz"}, []string{"log/a", "x/log/a.gz"}},
		{"log/**", "log/", []string{"log/a", "log/b/c"}, []string{"x"}},
		{"day-0[12]?.log", "day-0", []string{"day-01x.log"}, []string{"day-03x.log", "day-01.log", "day-01/.log"}},
		{"day-0[1-3]", "day-0", []string{"day-02"}, []string{"day-04"}},
		{`odd\[1\].log`, "odd[1].log", []string{"odd[1].log"}, []string{"odd1.log"}},
		{"a.b*", "a.b", []string{"a.bc"}, []string{"axb"}},
	} {
		prefix, matches, err := keyPattern(c.pattern)
		if err != nil || prefix != c.prefix {
			t.Errorf("%s: prefix %q, %v; want %q", c.pattern, prefix, err, c.prefix)
			continue
		}
		for _, key := range c.yes {
			if !matches(key) {
				t.Errorf("%s does not match %s", c.pattern, key)
			}
		}
		for _, key := range c.no {
			if matches(key) {
				t.Errorf("%s matches %s", c.pattern, key)
			}
		}
	}
	for _, pattern := range []string{"a[", "a[]", "a[z-a]"} {
		if _, _, err := keyPattern(pattern); err == nil {
			t.Errorf("%s is no pattern, but is taken for one", pattern)
		}
	}
}
