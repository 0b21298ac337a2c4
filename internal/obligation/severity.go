package obligation

import "fmt"

// SeveritySource is where the worksheet's numbers come from.
const SeveritySource = "ENISA, Recommendations for a methodology of the assessment of severity of personal data breaches, working document v1.0, December 2013 (its chapters on the method and on the circumstances of the breach read in a copy, the numbers in three summaries that agree)"

// A Severity is the worksheet of ENISA's method: SE = DPC × EI + CB.
type Severity struct {
	DPC             float64 `json:"dpc"`             // data processing context, 1 to 4
	EI              float64 `json:"ei"`              // ease of identification: 0.25, 0.5, 0.75 or 1
	Confidentiality float64 `json:"confidentiality"` // circumstances of the breach: 0, 0.25 or 0.5
	Integrity       float64 `json:"integrity"`
	Availability    float64 `json:"availability"`
	Malicious       float64 `json:"malicious"` // 0 or 0.5
}

// A Factor is one line of the worksheet.
type Factor struct {
	Name    string
	Ask     string
	Choices []Choice
	Of      func(*Severity) *float64
}

// A Choice is one score that a factor can have.
type Choice struct {
	Score float64
	Means string
}

// Factors are the worksheet's lines in order.
var Factors = []Factor{
	{"dpc", "Data processing context: what kind of data, in which context? Start from the kind, then go up for much data on each person, vulnerable people, or what the context tells; down for stale or public data.", []Choice{
		{1, "simple: names, contact data, biography"}, {2, "behavioural: location, traffic, habits; or simple data that let one assume wealth or the like"},
		{3, "financial: income, accounts, cards; or simpler data that let one assume health, beliefs or sexual life"}, {4, "sensitive: health, beliefs, sexual life; or any data that endanger somebody"}},
		func(s *Severity) *float64 { return &s.DPC }},
	{"ei", "Ease of identification: how easily can the taker tell who the people are?", []Choice{
		{0.25, "negligible: hardly at all"}, {0.5, "limited: with other data"}, {0.75, "significant: with little effort"}, {1, "maximum: directly, as by name and address"}},
		func(s *Severity) *float64 { return &s.EI }},
	{"confidentiality", "Loss of confidentiality", []Choice{{0, "none: no evidence that anybody got the data"}, {0.25, "to a number of known recipients"}, {0.5, "to an unknown number of recipients"}},
		func(s *Severity) *float64 { return &s.Confidentiality }},
	{"integrity", "Loss of integrity", []Choice{{0, "none: nothing was changed, or nobody used it"}, {0.25, "changed and perhaps used, and it can be put right"}, {0.5, "changed and perhaps used, and it cannot be put right"}},
		func(s *Severity) *float64 { return &s.Integrity }},
	{"availability", "Loss of availability", []Choice{{0, "none: the data can be restored without difficulty"}, {0.25, "for a time"}, {0.5, "for good: the data cannot be restored"}},
		func(s *Severity) *float64 { return &s.Availability }},
	{"malicious", "Malicious intent", []Choice{{0, "none: an error"}, {0.5, "somebody did it on purpose, to harm or to profit"}},
		func(s *Severity) *float64 { return &s.Malicious }},
}

// Check refuses a score that the method does not have.
func (s Severity) Check() error {
	for _, f := range Factors {
		got, ok := *f.Of(&s), false
		for _, c := range f.Choices {
			ok = ok || c.Score == got
		}
		if !ok {
			return BadFacts("worksheet: %s is %v, which is no score of it", f.Name, got)
		}
	}
	return nil
}

// Score is SE.
func (s Severity) Score() float64 {
	return s.DPC*s.EI + s.Confidentiality + s.Integrity + s.Availability + s.Malicious
}

// Band is the method's word for the score.
func (s Severity) Band() string {
	switch se := s.Score(); {
	case se < 2:
		return "low"
	case se < 3:
		return "medium"
	case se < 4:
		return "high"
	}
	return "very high"
}

// Risk proposes the GDPR's word, which a person then judges: the method names
// severities, not the thresholds of Articles 33 and 34. Empty: it proposes none.
// That a risk is unlikely, which spares the notice, is never proposed.
func (s Severity) Risk() string {
	return map[string]string{"medium": "risk", "high": "high", "very high": "high"}[s.Band()]
}

// NoProposal is why there is no word for a low severity.
const NoProposal = "none: a low severity does not say that a risk is unlikely; the method maps no score to Article 33, which wants the notice unless a person finds, and can show, that no risk is likely"

// Words says the result in one sentence.
func (s Severity) Words() string {
	proposed := fmt.Sprintf("%q", s.Risk())
	if s.Risk() == "" {
		proposed = NoProposal
	}
	return fmt.Sprintf("SE = %v × %v + %v = %v: %s; proposed risk: %s", s.DPC, s.EI, s.Score()-s.DPC*s.EI, s.Score(), s.Band(), proposed)
}

// Beside are what the method leaves to the judge, and the factors that laws
// with thresholds of their own list.
var Beside = []string{
	"More than 100 people, or data that the taker cannot read (encrypted, the key safe): note it beside the score (ENISA, section 4).",
	"Australia, likely serious harm (Privacy Act 1988, section 26WG): kinds and sensitivity of the information; protection by security measures and how likely they are overcome; who obtained it, with what intention and knowledge; the nature of the harm.",
	"New Zealand, serious harm (Privacy Act 2020, section 113): what was done to reduce the risk; sensitivity; the nature of the harm; who obtained it; protection by security measures.",
	"Canada, real risk of significant harm (PIPEDA, section 10.1(8)): sensitivity of the information; the probability that it has been, is being or will be misused.",
	"Quebec, risk of serious injury (Private Sector Act, section 3.7): sensitivity; the anticipated consequences of its use; the likelihood of use for injurious purposes.",
	"Brazil, relevant risk or damage (ANPD Resolution 15/2024, article 5): sensitive data; minors or the elderly; financial data; authentication data; data under professional secrecy; large scale.",
	"United States, materiality (Form 8-K, Item 1.05): a substantial likelihood that a reasonable investor would consider it important; harm to reputation, customers, vendors and competitiveness counts beside the financial effect.",
}
