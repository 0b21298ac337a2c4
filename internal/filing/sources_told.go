package filing

import (
	"fmt"
	"strings"
	"time"
)

// company is the reporting company in one line; without its name there is none.
func company(c context) string {
	if c.Name == "" {
		return ""
	}
	var parts []string
	for _, part := range []string{c.Name, c.Address, c.Registration, c.Company.Sector} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "; ")
}

// scope says whose data, and what cannot be excluded.
func scope(c context) string {
	n := affected(c)
	if n == "" {
		return ""
	}
	s := "People affected: " + n + "."
	if kinds := plain(c.Facts.DataElements); kinds != "" {
		s += " Data: " + kinds + "."
	}
	if more := unexcluded(c); more != "" {
		s += " " + more
	}
	return s
}

// harm is what people have told of already.
func harm(c context) string {
	if c.Reports == 0 {
		return ""
	}
	return fmt.Sprintf("Seen already: %s told of calls by people posing as the company's support, so misuse of the data must be reckoned with.", people(c.Reports))
}

// steps is the record's own chronology.
func steps(c context) string {
	var s []string
	add := func(what, at string) {
		if at != "" {
			s = append(s, at+": "+what+".")
		}
	}
	if c.Cut != nil {
		add("the source's access was cut", c.stamp(c.Cut.At))
	}
	if c.Scope != nil && !c.Scope.At.IsZero() {
		add("the people affected were counted", c.stamp(c.Scope.At))
	}
	if c.Letters != nil {
		add("the letters had gone out", c.stamp(c.Letters.At))
	}
	if len(s) == 0 {
		return ""
	}
	if aware := c.stamp(c.hours.Aware); aware != "" {
		s = append([]string{aware + ": became aware."}, s...)
	}
	add("assessed", c.stamp(c.hours.Classified))
	return strings.Join(s, "\n")
}

// japanTrigger names the situation of Article 7 that the record shows by itself.
func japanTrigger(c context) string {
	if c.Facts.WrongfulPurpose != nil && *c.Facts.WrongfulPurpose {
		return "(iii): it may have been done with a wrongful purpose."
	}
	return ""
}

func toldDate(c context) string {
	at, err := time.Parse(time.RFC3339, c.Facts.ToldAt)
	if c.Letters != nil {
		at, err = c.Letters.At, nil
	}
	if err != nil {
		return ""
	}
	return c.there(at).Format("2 January 2006")
}
