package rehearsal

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/localaws"
	"github.com/tocsin-ir/tocsin/internal/obligation"
	"github.com/tocsin-ir/tocsin/internal/status"
)

// subjects shows what the letters are called, and how many there are of each.
func (d *desk) subjects(box []localaws.Mail) {
	count := map[string]int{}
	for _, m := range box {
		count[m.Subject]++
	}
	for _, subject := range sortedKeys(count) {
		d.say("%4d × %s", count[subject], subject)
	}
}

// checkDuties shows the duties by what is due first. Which laws apply is held by
// the tests of the rules; here each must have its clock, and each country a word.
// What the letters did must stand there by itself.
func (d *desk) checkDuties(ctx context.Context, id incident.ID, truth Truth) error {
	var result obligation.Result
	if err := d.ask(ctx, officer, &result, "duties", string(id)); err != nil {
		return err
	}
	var told obligation.Letters
	if result.Facts != nil && result.Facts.Letters != nil {
		told = *result.Facts.Letters
	}
	reached := len(truth.Mail) - len(truth.Bouncing)
	d.check("told by letter, as the duties have it", told.People, reached)
	d.check("left to be told by post or telephone", told.Left, len(truth.Affected)-reached)
	d.duties(result.Obligations, time.Now())
	return nil
}

// fileDuties marks every duty that applies as done, as the privacy office does
// once it has told the authorities; then the incident closes.
func (d *desk) fileDuties(ctx context.Context, id incident.ID) error {
	var result obligation.Result
	if err := d.ask(ctx, officer, &result, "duties", string(id)); err != nil {
		return err
	}
	filed := 0
	for _, o := range result.Obligations {
		if !o.Owed() {
			continue
		}
		var noted obligation.Noted
		if err := d.ask(ctx, officer, &noted, "duties", "file", string(id), o.ID, "-at", time.Now().UTC().Format(time.RFC3339), "-reference", "rehearsed"); err != nil {
			return err
		}
		filed++
	}
	d.that(filed > 0, "%d duties are marked as filed, each in the ledger", filed)
	if err := d.shown(ctx, officer, "resume", string(id)); err != nil {
		return err
	}
	if err := d.shown(ctx, officer, "status", "-watch", string(id)); err != nil {
		return err
	}
	var view status.View
	if err := d.ask(ctx, officer, &view, "status", string(id)); err != nil {
		return err
	}
	d.check("with no duty left, the incident is", view.Status, "closed")
	return nil
}

func (s *Stage) duties(all []obligation.Obligation, now time.Time) {
	slices.SortStableFunc(all, func(a, b obligation.Obligation) int {
		at, aok := a.Aim()
		bt, bok := b.Aim()
		switch {
		case aok && bok:
			return at.Compare(bt)
		case aok:
			return -1
		case bok:
			return 1
		}
		return 0
	})
	var clocks, unruled, undecided int
	for _, o := range all {
		at, dated := o.Aim()
		switch {
		case !o.Open():
			continue
		case o.NoRule:
			unruled++
		case o.Applies == nil:
			undecided++
		case dated:
			clocks++
			s.say("%s, %s: due %s, in %s", short(o.Law), o.Article, at.Format("Mon 2 Jan 15:04 -07:00"), days(at.Sub(now)))
		default:
			s.say("%s, %s: without undue delay", short(o.Law), o.Article)
		}
	}
	s.that(clocks > 0, "%d duties have a running clock, %d wait for a person's judgement", clocks, undecided)
	s.that(unruled > 0, "%d places of the count have no rule here: ask counsel", unruled)
}

// short is a law's name without what stands behind a comma or in brackets.
func short(law string) string {
	if i := strings.IndexAny(law, ",("); i > 0 {
		return strings.TrimSpace(law[:i])
	}
	return law
}

// days writes a duration as people say it.
func days(d time.Duration) string {
	d = d.Round(time.Hour)
	if d < 96*time.Hour {
		return fmt.Sprintf("%d hours", int(d.Hours()))
	}
	return fmt.Sprintf("%d days", int(d.Hours())/24)
}

// checkDossier fetches the dossier, verifies it, changes one byte and verifies again.
func (d *desk) checkDossier(ctx context.Context, id incident.ID) error {
	folder := filepath.Join(d.dir, "dossier")
	if err := d.shown(ctx, officer, "dossier", string(id), "-out", folder); err != nil {
		return err
	}
	key, err := d.publicKey(ctx)
	if err != nil {
		return err
	}
	if err := d.shown(ctx, officer, "verify", folder, "-key", key); err != nil {
		return err
	}
	d.holds("the dossier verifies, offline")
	file := filepath.Join(folder, "dossier.json")
	body, err := os.ReadFile(file) // #nosec G304 -- written by the command before
	if err != nil {
		return fmt.Errorf("reading the dossier: %w", err)
	}
	changed := slices.Clone(body)
	changed[len(changed)/2] ^= 1
	if err := os.WriteFile(file, changed, 0o600); err != nil {
		return fmt.Errorf("changing the dossier: %w", err)
	}
	args := []string{"verify", folder, "-key", key}
	d.command(officer, args)
	out, said, code, err := d.run(ctx, officer, args...)
	if err != nil {
		return err
	}
	fmt.Fprint(d.out, out, said, "\n")
	d.that(code == 1, "one byte of dossier.json changed: found")
	return os.WriteFile(file, body, 0o600)
}
