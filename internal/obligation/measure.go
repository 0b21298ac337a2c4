package obligation

import (
	"fmt"
	"slices"
	"strings"
)

// A measure is a law's own test of harm, where that is not whether serious harm
// is likely. Serious harm judged likely meets it; serious harm judged unlikely
// does not answer it, since harm of another kind or a lower likelihood is enough.
type measure struct {
	id      string // "US-NJ-harm": the fact by which a person judges it
	article string
	ask     string // the law's words as a question; true keeps the duty
	// excuses: the law wants the notice unless the answer is no, so nobody's
	// judgement keeps the duty. Else the duty is undecided until one is made.
	excuses bool
}

// measures are those of all laws that have one.
var measures = []measure{
	floridaHarm, maineMisuse, newJerseyMisuse, marylandMisuse, coloradoMisuse, oregonHarm, washingtonHarm, michiganLoss,
	pennsylvaniaLoss, ohioFraud, northCarolinaHarm, virginiaFraud, regulationSPHarm,
	brazilAffected, mexicoAffected, uruguayAffected, doraClients, chinaHarm, saudiHarm, vietnamHarm, kenyaHarm,
}

func (m measure) need() string { return m.id + ": " + m.ask + " (" + m.article + ")" }

// met asks a person's judgement by this measure first, then that of serious harm.
func (m measure) met(c Case) Verdict {
	if j, ok := c.judged[m.id]; ok {
		day, _, _ := strings.Cut(j.At, "T")
		said := fmt.Sprintf("judged on %s by this law's own measure, %q (%s): %s; %s", day, m.ask, m.article, strings.ToLower(strings.TrimSpace(j.Value)), j.Why)
		if j.verdict().Answer == Yes {
			return yes("%s", said)
		}
		return no("%s", said)
	}
	switch {
	case c.seriousHarm != nil && *c.seriousHarm:
		return yes("serious harm was judged likely (%s)", m.article)
	case c.seriousHarm != nil:
		return judge(m.need(), "serious harm was judged not likely, but this law asks something else: %s (%s)", m.ask, m.article)
	case m.excuses:
		return yes("nobody has judged it to be excused (%s)", m.article)
	}
	return judge(needHarm, "whether harm is to be expected must be judged (%s)", m.article)
}

func isMeasure(fact string) bool {
	return slices.ContainsFunc(measures, func(m measure) bool { return m.id == fact })
}
