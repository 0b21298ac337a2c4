package drill

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/obligation"
)

// facts are those of the story as exercise control knows them: with the true
// count and every judgement made rightly. filed is what the team filed.
func (s Scenario) facts(aware time.Time, affected map[string]int, filed map[string]obligation.Filing) (obligation.Facts, error) {
	f, err := obligation.Decode(strings.NewReader(s.Theme.Facts))
	if err != nil {
		return f, fmt.Errorf("scenario %s: %w", s.Name, err)
	}
	f.AwareAt, f.Affected, f.DataElements, f.Filed = aware.Format(time.RFC3339), affected, s.Theme.Fields, filed
	if len(f.DataElements) == 0 {
		f.DataElements = []string{"name", "email", "phone", "ticket_id"}
	}
	f.Encrypted = new(bool) // as the assess phase has it until somebody judges
	for _, j := range s.Judge {
		f.Judgements = append(f.Judgements, obligation.Judgement{Fact: j.Fact, Value: j.value(aware), By: "exercise control", At: aware.Add(time.Hour).Format(time.RFC3339), Why: j.Why})
	}
	return f, nil
}

// owed are the duties that the story truly brings, whatever the team judged: in
// order of urgency, with the filings where there are some.
func (s Scenario) owed(aware time.Time, affected map[string]int, filed map[string]obligation.Filing) ([]obligation.Obligation, error) {
	f, err := s.facts(aware, affected, filed)
	if err != nil {
		return nil, err
	}
	all, err := obligation.Assess(f)
	if err != nil {
		return nil, fmt.Errorf("scenario %s: %w", s.Name, err)
	}
	return slices.DeleteFunc(all, func(o obligation.Obligation) bool {
		return o.NoRule || o.Applies == nil || !*o.Applies || o.ToKind == obligation.Counsel
	}), nil
}
