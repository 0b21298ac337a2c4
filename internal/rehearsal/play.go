package rehearsal

import (
	"context"
	"fmt"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/opening"
	"github.com/tocsin-ir/tocsin/internal/status"
)

// play goes through the story in order.
func (d *desk) play(ctx context.Context, w *World) error {
	d.act("Customers call: somebody who says he is from support knows their ticket numbers")
	if err := d.keysWork(ctx, true); err != nil {
		return err
	}
	id, err := d.open(ctx, w)
	if err != nil {
		return err
	}
	d.act("The machine runs: source, containment, count, duties")
	if err := d.shown(ctx, engineer, "status", "-watch", string(id)); err != nil {
		return err
	}
	var view status.View
	if err := d.ask(ctx, engineer, &view, "status", string(id)); err != nil {
		return err
	}
	d.act("Compared with the truth")
	d.checkSource(view, w.Truth)
	d.checkScope(view, w.Truth)
	if err := d.keysWork(ctx, false); err != nil {
		return err
	}
	d.act("Approval, by somebody else")
	if err := d.approve(ctx, id); err != nil {
		return err
	}
	if err := d.ask(ctx, engineer, &view, "status", string(id)); err != nil {
		return err
	}
	d.check("the incident is", view.Status, "DoneButDutiesOpen")
	d.act("The letters")
	box, err := d.aws.Mailbox(ctx)
	if err != nil {
		return err
	}
	d.checkMail(box, w.Truth)
	d.subjects(box)
	d.checkDelivery(view, w.Truth)
	bounced, err := d.bounced(ctx, id, len(w.Truth.Mail), len(w.Truth.Bouncing))
	if err != nil {
		return err
	}
	d.check("letters that came back", bounced, len(w.Truth.Bouncing))
	d.act("The duties and their clocks")
	if err := d.checkDuties(ctx, id, w.Truth); err != nil {
		return err
	}
	if err := d.fileDuties(ctx, id); err != nil {
		return err
	}
	d.act("The dossier")
	return d.checkDossier(ctx, id)
}

// open hands in the reports, twice by the engineer and once through the intake:
// it must stay one incident.
func (d *desk) open(ctx context.Context, w *World) (incident.ID, error) {
	if err := d.shown(ctx, engineer, "open", "-reports", w.Reports); err != nil {
		return "", err
	}
	var again opening.Opened
	if err := d.ask(ctx, engineer, &again, "open", "-reports", w.Reports); err != nil {
		return "", err
	}
	d.that(again.Joined, "the same reports handed in again join it")
	return again.Incident, d.handIn(ctx, w)
}

// keysWork tries the credentials of the insider and of an honest colleague.
// Where a key is inactive, S3 says that it does not know it.
func (d *desk) keysWork(ctx context.Context, before bool) error {
	for _, c := range []struct {
		what  string
		who   person
		after string // what IAM says once access is cut
	}{
		{"key of " + d.insider.name, d.insider, "InvalidAccessKeyId"},
		{"session of " + d.insider.name, d.session, "AccessDenied"},
		{"key of " + d.another.name + ", who is honest,", d.another, ""},
	} {
		denied, err := d.reads(ctx, c.who)
		if err != nil {
			return err
		}
		switch {
		case before || c.after == "":
			d.that(denied == "", "the %s opens the customer directory", c.what)
		default:
			d.that(denied == c.after, "the %s opens nothing any more: %s", c.what, denied)
		}
	}
	return nil
}

// approve lets the opener try, who must be refused, and then the privacy office.
func (d *desk) approve(ctx context.Context, id incident.ID) error {
	seen, err := d.seen(ctx, officer, string(id))
	if err != nil {
		return err
	}
	args := []string{"approve", string(id), seen}
	d.command(engineer, args)
	_, said, code, err := d.run(ctx, engineer, args...)
	if err != nil {
		return err
	}
	d.that(code == 1 && strings.Contains(said, "you opened this incident"), "refused: %s", said)
	if err := d.shown(ctx, officer, "approve", string(id), seen, "-reason", "the count and the letter are right"); err != nil {
		return err
	}
	if err := d.shown(ctx, officer, "status", "-watch", string(id)); err != nil {
		return err
	}
	var all []incident.Record
	if err := d.ask(ctx, officer, &all, "list"); err != nil {
		return err
	}
	d.check("incidents in all", len(all), 1)
	if len(all) != 1 {
		return fmt.Errorf("several triggers of one cause opened %d incidents", len(all))
	}
	return nil
}
