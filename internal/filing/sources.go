package filing

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/obligation"
)

// A context is what an answer is made from.
type context struct {
	*Incident
	form  Form
	stage Stage
	now   time.Time
	zone  *time.Location      // the authority's; nil: not known, and times keep their own
	hours obligation.Instants // as the law of the form's duty has them
}

// A Source answers a field from what is known; "" is no answer.
type Source struct {
	Of func(context) string
}

// Sources are all answers that an incident's own record can give.
var Sources = map[string]Source{
	"company":              {company},
	"company.name":         {func(c context) string { return c.Name }},
	"company.address":      {func(c context) string { return c.Address }},
	"company.registration": {func(c context) string { return c.Registration }},
	"company.sector":       {func(c context) string { return c.Company.Sector }},
	"company.website":      {func(c context) string { return c.Website }},
	"company.employees":    {func(c context) string { return c.Employees }},
	"contact":              {func(c context) string { return c.Contact.line() }},
	"contact.name":         {func(c context) string { return c.Contact.Name }},
	"contact.role":         {func(c context) string { return c.Contact.Role }},
	"contact.email":        {func(c context) string { return c.Contact.Email }},
	"contact.phone":        {func(c context) string { return c.Contact.Phone }},
	"dpo":                  {func(c context) string { return c.DPO.line() }},
	"incident":             {func(c context) string { return c.ID }},
	"stage":                {stage},
	"role":                 {func(c context) string { return c.Facts.Role }},
	"aware":                {func(c context) string { return c.stamp(c.hours.Aware) }},
	"discovered":           {func(c context) string { return c.stamp(c.hours.Discovered) }},
	"occurred":             {occurred},
	"occurred.begin":       {func(c context) string { return begin(c, true) }},
	"occurred.end":         {func(c context) string { return begin(c, false) }},
	"how.discovered":       {howDiscovered},
	"what.happened":        {whatHappened},
	"cause":                {cause},
	"elements":             {func(c context) string { return plain(c.Facts.DataElements) }},
	"readable":             {readable},
	"affected":             {affected},
	"affected.here":        {affectedHere},
	"affected.countries":   {affectedByCountry},
	"records":              {records},
	"unexcluded":           {unexcluded},
	"scope":                {scope},
	"harm":                 {harm},
	"steps":                {steps},
	"assessed":             {func(c context) string { return c.stamp(c.hours.Classified) }},
	"japan.trigger":        {japanTrigger},
	"risk":                 {risk},
	"risk.word":            {riskWord},
	"harm.judged":          {harmJudged},
	"contained":            {contained},
	"told":                 {told},
	"told.how":             {toldHow},
	"told.date":            {toldDate},
	"other.authorities":    {otherAuthorities},
	"late":                 {late},
}

func stage(c context) string {
	switch c.stage {
	case First:
		return "The first report; more will follow."
	case Final:
		return "The final report, after one or more before."
	}
	return ""
}

func (p Person) line() string {
	var parts []string
	for _, part := range []string{p.Name, p.Role, p.Email, p.Phone} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

// moment writes a time so that nobody mistakes day for month, or the zone.
func moment(text string) string { return context{}.moment(text) }

// moment writes it by the clock of the authority, whose day may be another.
func (c context) moment(text string) string {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return ""
	}
	return c.stamp(at)
}

func (c context) stamp(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return c.there(at).Format("2 January 2006, 15:04 (-07:00)")
}

func (c context) there(at time.Time) time.Time {
	if c.zone == nil {
		return at
	}
	return at.In(c.zone)
}

func begin(c context, first bool) string {
	switch {
	case c.Scope != nil && first && c.Scope.First != nil:
		return c.stamp(*c.Scope.First)
	case c.Scope != nil && !first && c.Scope.Last != nil:
		return c.stamp(*c.Scope.Last)
	case first:
		return c.moment(c.Facts.OccurredAt)
	}
	return ""
}

func occurred(c context) string {
	from, to := begin(c, true), begin(c, false)
	if from == "" || to == "" {
		return from
	}
	return "from " + from + " to " + to + ", by the access log"
}

func howDiscovered(c context) string {
	if c.Reports == 0 {
		return ""
	}
	return fmt.Sprintf("%s told the company of calls by people posing as its support.", people(c.Reports))
}

func whatHappened(c context) string {
	var s []string
	if c.Reports > 0 {
		s = append(s, howDiscovered(c))
	}
	if c.Facts.WrongfulPurpose != nil && *c.Facts.WrongfulPurpose && c.Scope != nil {
		s = append(s, fmt.Sprintf("The access log (%s lines) shows that one source read the records of %s, %s.", thousands(c.Lines), people(c.Scope.Affected), occurred(c)))
	}
	if c.Cut != nil && c.Cut.Contained {
		s = append(s, "The source's access is cut.")
	}
	return strings.Join(s, " ")
}

func cause(c context) string {
	if c.Facts.WrongfulPurpose == nil {
		return ""
	}
	if *c.Facts.WrongfulPurpose {
		return "Deliberate, by somebody who had or took access."
	}
	return "Not deliberate."
}

// words are data elements in words, where their names are not plain enough.
var words = map[string]string{
	"name": "names", "email": "e-mail addresses", "phone": "telephone numbers", "address": "postal addresses", "support_ticket": "numbers of support tickets",
	"customer_id": "customer numbers", "ssn": "social security numbers", "drivers_license": "driving licence numbers", "tax_id": "tax numbers",
	"account_number": "account numbers", "credit_card": "credit card numbers", "debit_card": "debit card numbers", "access_code": "access codes",
	"password": "passwords", "username": "user names", "date_of_birth": "dates of birth", "medical": "health data", "biometric": "biometric data", "genetic": "genetic data",
}

func plain(elements []string) string {
	var out []string
	for _, e := range elements {
		out = append(out, cmp.Or(words[e], strings.ReplaceAll(e, "_", " ")))
	}
	return strings.Join(out, ", ")
}

func contained(c context) string {
	if c.Cut == nil {
		return ""
	}
	s := fmt.Sprintf("%d of the source's credentials were cut by %s", c.Cut.Cut, c.stamp(c.Cut.At))
	if !c.Cut.Contained {
		return s + fmt.Sprintf("; %d are still open.", c.Cut.Open)
	}
	return s + "; none is left open."
}

func told(c context) string {
	if c.Letters == nil {
		return ""
	}
	s := fmt.Sprintf("Yes: %s of %s people who can be written to got a letter by e-mail, by %s", thousands(int64(c.Letters.Sent)), thousands(int64(c.Letters.Recipients)), c.stamp(c.Letters.At))
	if c.Letters.Bounced > 0 {
		s += fmt.Sprintf("; %d letters came back and are told by other means", c.Letters.Bounced)
	}
	return s + "."
}

func toldHow(c context) string {
	if c.Letters == nil {
		return ""
	}
	return "A letter by e-mail to each person; by post or telephone where there is no usable address."
}

// otherAuthorities are those told of the same incident, or to be told.
func otherAuthorities(c context) string {
	var parts []string
	for _, o := range c.Duties {
		if o.ToKind != obligation.Regulator || serves(c.form, o) {
			continue
		}
		switch {
		case o.Filed != nil:
			parts = append(parts, o.To+" (told on "+c.moment(o.Filed.At)+")")
		case o.Owed():
			parts = append(parts, o.To+" (to be told)")
		}
	}
	return strings.Join(parts, "; ")
}

// late says of the first report that it was, or is, in time; why it was not is
// for a person to add, also in later reports.
func late(c context) string {
	due := c.Incident.due(c.form, First)
	for _, o := range c.Duties {
		if o.Filed == nil || !serves(c.form, o) || o.DueAt == "" {
			continue
		}
		at, err := time.Parse(time.RFC3339, o.Filed.At)
		limit, bad := time.Parse(time.RFC3339, o.DueAt)
		if err == nil && bad == nil && limit.Equal(due) {
			if at.After(due) {
				return ""
			}
			return "Not late: first reported on " + c.stamp(at) + "."
		}
	}
	if !due.IsZero() && !c.now.After(due) { // without a due time nobody can say
		return "Not late."
	}
	return ""
}
