package obligation

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// A Reminder is what a schedule hands to the function remind. It holds no
// personal data: schedules are read by whoever operates the account.
type Reminder struct {
	Incident   incident.ID `json:"incident"`
	Obligation string      `json:"obligation"` // a duty's id; MayApply for a bundle
	Law        string      `json:"law"`
	To         string      `json:"to"`
	DueAt      string      `json:"due_at,omitempty"` // RFC 3339 in the authority's offset; empty: no period
	Kind       string      `json:"kind"`             // KindDue … ; "approval" comes from elsewhere
	// Duties of a bundle: all that may apply and have the same day to aim at.
	Duties []string `json:"duties,omitempty"`
	// At is the time for which the schedule stood, RFC 3339; the Scheduler fills it in.
	At string `json:"at,omitempty"`
}

// MayApply stands for a bundle of duties that are not decided yet. Before
// anybody has counted there are hundreds, and a message for each drowns all.
const MayApply = "may-apply"

// Kinds of reminder that are not "N% of the period" or "N h before".
const (
	KindDue      = "due"
	KindOverdue  = "overdue" // daily, and at once where the clock was set after the due time
	KindDaily    = "daily"
	KindNoRule   = "no-rule"
	KindApproval = "approval"
)

// A Schedule is one entry of EventBridge Scheduler: at At, or daily from At to
// Until when Until is set.
type Schedule struct {
	Name      string
	At, Until time.Time
	Input     Reminder
}

const (
	day = 24 * time.Hour
	// spacing keeps two reminders of one duty apart; the later one stays.
	spacing = 30 * time.Minute
	// dailyFor bounds the daily reminders of a duty that nobody files.
	dailyFor = 366 * day
	// lead is how far ahead a schedule must lie to be created.
	lead = time.Minute
)

// Prefix of the names of all schedules that this package makes for an incident.
func Prefix(id incident.ID) string { return "duty-" + string(id) + "." }

// Plan lists every reminder of the open obligations, those in the past too, so
// that the plan depends on the duties alone and can be compared with what
// stands. Duties that apply have reminders of their own; those that may apply
// share them by the day to aim at, and a daily one for all.
func Plan(id incident.ID, obligations []Obligation) []Schedule {
	var plan []Schedule
	bundles := map[string][]Obligation{}
	var undecided []Obligation
	unruled := false
	for _, o := range obligations {
		switch {
		case !o.Open():
		case o.NoRule:
			unruled = true
		case o.ClockStarts == "":
		case o.Applies == nil:
			undecided = append(undecided, o)
			if o.DueAt != "" {
				bundles[o.aimDay()] = append(bundles[o.aimDay()], o)
			}
		default:
			plan = append(plan, o.reminders(id)...)
		}
	}
	for _, bundle := range bundles {
		plan = append(plan, dated(id, bundle)...)
	}
	if len(undecided) > 0 {
		plan = append(plan, digest(id, undecided))
	}
	if starts, ok := earliestStart(obligations); ok && unruled {
		in := Reminder{Incident: id, Obligation: "NO-RULE", Law: askCounsel, To: "counsel", Kind: KindNoRule}
		plan = append(plan, named(id, Schedule{At: starts.Add(day), Until: starts.Add(3*day + time.Hour), Input: in}))
	}
	slices.SortFunc(plan, func(a, b Schedule) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Name, b.Name)) })
	return plan
}

// aimDay is the day to aim at, in UTC.
func (o Obligation) aimDay() string {
	aim, _ := o.Aim()
	return aim.UTC().Format(time.DateOnly)
}

// dated are the reminders of undecided duties with one day to aim at, counted to
// the earliest of them.
func dated(id incident.ID, bundle []Obligation) []Schedule {
	slices.SortStableFunc(bundle, urgency)
	in := bundle[0].reminder(id)
	in.Obligation, in.Law, in.To = MayApply, "", ""
	start, due := after(bundle[0].ClockStarts), after(in.DueAt)
	for _, o := range bundle {
		in.Duties = append(in.Duties, o.ID)
		if at := after(o.ClockStarts); at.Before(start) {
			start = at
		}
	}
	var all []Schedule
	for _, m := range moments(start, due) {
		if !slices.Contains([]string{"50% of the period", "24 h before", "4 h before", KindDue}, m.kind) {
			continue
		}
		in.Kind = m.kind
		all = append(all, named(id, Schedule{At: m.at, Input: in}))
	}
	return all
}

// digest is the daily reminder of all that is undecided, overdue or not.
func digest(id incident.ID, undecided []Obligation) Schedule {
	in := Reminder{Incident: id, Obligation: MayApply, Kind: KindDaily}
	for _, o := range undecided {
		in.Duties = append(in.Duties, o.ID)
	}
	slices.Sort(in.Duties)
	start, _ := earliestStart(undecided)
	return named(id, Schedule{At: start.Add(day), Until: start.Add(dailyFor), Input: in})
}

// reminders are all of a duty that applies.
func (o Obligation) reminders(id incident.ID) []Schedule {
	start, err := time.Parse(time.RFC3339, o.ClockStarts)
	if err != nil {
		return nil
	}
	in := o.reminder(id)
	if o.DueAt == "" {
		in.Kind = KindDaily
		return []Schedule{named(id, Schedule{At: start.Add(day), Until: start.Add(dailyFor), Input: in})}
	}
	due, _ := o.Aim()
	var all []Schedule
	for _, m := range moments(start, due) {
		in.Kind = m.kind
		all = append(all, named(id, Schedule{At: m.at, Input: in}))
	}
	in.Kind = KindOverdue
	return append(all, named(id, Schedule{At: due.Add(day), Until: due.Add(dailyFor), Input: in}))
}

// reminder is what every reminder of o says; it counts to the time to aim at.
func (o Obligation) reminder(id incident.ID) Reminder {
	in := Reminder{Incident: id, Obligation: o.ID, Law: o.Law, To: o.To}
	if aim, ok := o.Aim(); ok {
		in.DueAt = aim.Format(time.RFC3339)
	}
	return in
}

type moment struct {
	at   time.Time
	kind string
}

// moments lists when to remind of a period, in order, spacing apart. The due
// time itself is always there.
func moments(start, due time.Time) []moment {
	period := due.Sub(start)
	all := []moment{{due, KindDue}}
	for _, percent := range []int{50, 75, 90} {
		all = append(all, moment{start.Add(period / 100 * time.Duration(percent)).Truncate(time.Second), fmt.Sprintf("%d%% of the period", percent)})
	}
	for _, before := range []int{24, 4, 1} {
		all = append(all, moment{due.Add(-time.Duration(before) * time.Hour), fmt.Sprintf("%d h before", before)})
	}
	slices.SortStableFunc(all, func(a, b moment) int { return b.at.Compare(a.at) })
	kept := all[:1]
	for _, m := range all[1:] {
		if m.at.After(start) && kept[len(kept)-1].at.Sub(m.at) >= spacing {
			kept = append(kept, m)
		}
	}
	slices.Reverse(kept)
	return kept
}

// named gives a schedule the name that its content makes: at most 64 of the
// characters that EventBridge allows. What moves or changes gets another name.
func named(id incident.ID, s Schedule) Schedule {
	body, _ := json.Marshal(s.Input)
	sum := sha256.Sum256(fmt.Appendf(body, "%d", s.Until.Unix()))
	digest := hex.EncodeToString(sum[:3])
	s.Name = Prefix(id) + s.Input.Obligation + "." + s.At.UTC().Format("20060102T1504Z") + "." + digest
	if len(s.Name) > 64 {
		long := sha256.Sum256([]byte(s.Name))
		s.Name = Prefix(id) + hex.EncodeToString(long[:])
		s.Name = s.Name[:min(64, len(s.Name))]
	}
	s.Name = strings.ReplaceAll(s.Name, " ", "-")
	return s
}

func earliestStart(obligations []Obligation) (first time.Time, ok bool) {
	for _, o := range obligations {
		if at, err := time.Parse(time.RFC3339, o.ClockStarts); err == nil && (!ok || at.Before(first)) {
			first, ok = at, true
		}
	}
	return first, ok
}
