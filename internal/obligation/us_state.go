package obligation

import "fmt"

// A state is what the duties of one state's breach law have in common. The laws
// of the states agree in their form: the people are told, often an agency of the
// state, the consumer reporting agencies from a count on, and the owner of data
// that somebody else holds.
type state struct {
	id                     string // "US-TX": how the ids of its rules begin
	place                  region
	zone                   string // IANA name
	law, source            string
	version, how, detail   string
	from                   string // first day of the version in force
	data                   definition
	spared                 []Condition // whom and what the law spares: encrypted data, harm judged unlikely
	holder                 string      // article of the duty of who holds somebody else's data
	goodFaith              string      // article that excepts an employee's acquisition in good faith
	exempt, delay, comment string
}

// fill completes a rule by what the state's rules share.
func (s state) fill(suffix string, r Rule) Rule {
	r.ID, r.Law, r.Source, r.Checked = s.id+"-"+suffix, s.law, s.source, "2026-11-24"
	r.Version = s.version
	if r.How == "" { // no text of its own was read for it
		r.How, r.Detail = s.how, s.detail
	}
	if r.From == "" {
		r.From = s.from
	}
	if r.Starts == "" {
		r.Starts = Discovery
	}
	r.Exempt, r.Delay = s.exempt, s.delay
	return r
}

// owned fills in a duty of the owner of the data, beyond the thresholds of r.
func (s state) owned(suffix string, r Rule) Rule {
	r = s.fill(suffix, r)
	r.Owes = "owner or licensee of the data"
	conditions := append([]Condition{residents(s.place), controller(s.holder)}, s.spared...)
	r.Conditions = append(append(conditions, s.data.taken), r.Conditions...)
	what := s.data.Wants + " (" + s.data.Article + ")"
	if r.Threshold != "" {
		what += "; " + r.Threshold
	}
	r.Threshold = what
	return r
}

// people is the duty to tell the state's residents.
func (s state) people(r Rule) Rule {
	r.Title, r.To = "Tell the people concerned", to(People, "the residents of "+s.place.name+" concerned", s.zone, "")
	r.Ends = "each of them is told, or substitute notice is given"
	r.Notes = append(r.Notes, fmt.Sprintf("Acquisition in good faith by an employee for the company's purposes is no breach (%s); looking people up to sell or misuse their data is not that.", s.goodFaith))
	if s.comment != "" {
		r.Notes = append(r.Notes, s.comment)
	}
	return s.owned("S", r)
}

// agency is the duty to tell an agency of the state.
func (s state) agency(suffix, name, portal string, r Rule) Rule {
	r.Title, r.To, r.Ends = "Notify "+name, to(Regulator, name, s.zone, portal), "the notice is received there"
	return s.owned(suffix, r)
}

// reporting is the duty to tell the consumer reporting agencies of the letters.
func (s state) reporting(r Rule) Rule {
	r.Title, r.To = "Tell the consumer reporting agencies", to(Agencies, "the nationwide consumer reporting agencies", s.zone, "")
	r.Starts, r.Ends = PeopleTold, "each of the agencies is told"
	if r.Period.Words == "" {
		r.Period = promptly("without unreasonable delay")
	}
	return s.owned("CRA", r)
}

// owner is the duty of who holds the data for somebody else.
func (s state) owner(r Rule) Rule {
	r = s.fill("B", r)
	r.Title, r.To = "Tell the owner of the data", to(Owner, "the owner or licensee of the data", s.zone, "")
	r.Owes, r.Ends = "holder of somebody else's data", "the owner or licensee is told"
	r.Threshold = s.data.Wants + " (" + s.data.Article + "), held for somebody else"
	r.Contents = []string{"that there was a breach of the data (" + s.holder + ")"}
	r.Conditions = append([]Condition{residents(s.place), processor, s.data.taken}, r.Conditions...)
	return r
}

func days(n int) Period            { return Period{N: n, Unit: Days} }
func promptly(words string) Period { return Period{Words: words} }

// Kinds of data that most states list, beside a name.
var (
	identityNumbers = []string{"ssn", "drivers_license", "state_id"}
	secrets         = []string{"password", "security_answer"}
)

// nameWithNumber is a name with an account's or card's number alone, for laws
// that ask for no code with it.
func nameWithNumber(article string) set { return nameWith(article, accounts...) }

// nameWithUsableNumber is a name with a number that opens the account by itself,
// which a person must judge.
func nameWithUsableNumber(article string) set {
	return set{article, []wanted{name, {Any: accounts}, {Missing: "whether the number can be used without further information must be judged"}}}
}
