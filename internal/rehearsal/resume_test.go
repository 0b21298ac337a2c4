package rehearsal

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/localaws"
	"github.com/tocsin-ir/tocsin/internal/status"
)

// A breakage takes a right from a function, as a wrong policy would.
type breakage struct {
	function string // logical id in the template
	action   string
}

func (b breakage) role(ctx context.Context, c *company) (string, error) {
	out, err := cloudformation.NewFromConfig(c.aws.Config()).DescribeStackResource(ctx, &cloudformation.DescribeStackResourceInput{
		StackName: aws.String(localaws.Stack), LogicalResourceId: aws.String(b.function + "Role"),
	})
	if err != nil {
		return "", fmt.Errorf("finding the role of %s: %w", b.function, err)
	}
	return aws.ToString(out.StackResourceDetail.PhysicalResourceId), nil
}

const broken = "broken-for-a-test"

func (b breakage) breakIt(t *testing.T, c *company) {
	t.Helper()
	role, err := b.role(t.Context(), c)
	if err == nil {
		policy := fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":%q,"Resource":"*"}]}`, b.action)
		_, err = iam.NewFromConfig(c.aws.Config()).PutRolePolicy(t.Context(), &iam.PutRolePolicyInput{RoleName: &role, PolicyName: aws.String(broken), PolicyDocument: &policy})
	}
	if err != nil {
		t.Fatalf("breaking %s: %v", b.function, err)
	}
}

func (b breakage) mend(t *testing.T, c *company) {
	t.Helper()
	role, err := b.role(t.Context(), c)
	if err == nil {
		_, err = iam.NewFromConfig(c.aws.Config()).DeleteRolePolicy(t.Context(), &iam.DeleteRolePolicyInput{RoleName: &role, PolicyName: aws.String(broken)})
	}
	if err != nil {
		t.Fatalf("mending %s: %v", b.function, err)
	}
}

// TestResumeAfterEveryPhase lets every phase of one incident fail for good on
// the real parts, mends it, and resumes: each run does only what is left, and
// in the end everybody has one letter.
func TestResumeAfterEveryPhase(t *testing.T) {
	d, w := onStage(t)
	checkRules(t, d.company)
	var opened struct {
		Incident incident.ID `json:"incident"`
	}
	detect := breakage{"DetectFunction", "s3:PutObject"}
	revoke, scope := breakage{"RevokeFunction", "iam:*"}, breakage{"ScopeFunction", "s3:PutObject"}
	assess, letters, report := breakage{"AssessFunction", "s3:PutObject"}, breakage{"NotifyFunction", "ses:SendBulkTemplatedEmail"}, breakage{"ReportFunction", "s3:PutObject"}

	detect.breakIt(t, d.company)
	if err := d.ask(t.Context(), engineer, &opened, "open", "-reports", w.Reports); err != nil {
		t.Fatal(err)
	}
	id := string(opened.Incident)
	r := resumption{t: t, desk: d, id: id, done: map[string]incident.PhaseResult{}}
	r.stoppedIn("NameTheSourceByHand", incident.PhaseDetect)

	detect.mend(t, d.company)
	revoke.breakIt(t, d.company)
	scope.breakIt(t, d.company)
	r.resume()
	r.stoppedIn("NeitherContainedNorScoped", incident.PhaseRevoke, incident.PhaseScope)
	r.doneNow(incident.PhaseDetect)

	revoke.mend(t, d.company)
	r.resume()
	r.stoppedIn("ContainedButNotScoped", incident.PhaseScope)
	r.doneNow(incident.PhaseRevoke)

	scope.mend(t, d.company)
	assess.breakIt(t, d.company)
	r.resume()
	r.stoppedIn("ContainedButDutiesUnknown", incident.PhaseAssess)
	r.doneNow(incident.PhaseScope)

	assess.mend(t, d.company)
	r.resume()
	r.waitsFor(incident.AskNotification)
	r.doneNow(incident.PhaseAssess)
	r.run(officer, "reject", id, r.seen(), "-reason", "the sample letter names the wrong number")
	r.stoppedIn("ContainedButLettersRejected", incident.PhaseApprove)

	letters.breakIt(t, d.company)
	r.resume()
	r.waitsFor(incident.AskNotification)
	r.run(officer, "approve", id, r.seen())
	r.stoppedIn("ContainedButNotNotified", incident.PhaseNotify)
	r.doneNow(incident.PhaseApprove)

	letters.mend(t, d.company)
	report.breakIt(t, d.company)
	r.resume()
	r.stoppedIn("DoneButNotReported", incident.PhaseReport)
	r.doneNow(incident.PhaseNotify)

	report.mend(t, d.company)
	r.resume()
	r.stoppedIn("DoneButDutiesOpen")
	r.doneNow(incident.PhaseReport)
	if err := d.fileDuties(t.Context(), opened.Incident); err != nil {
		t.Fatal(err)
	}
	view := r.view()
	if view.Status != "closed" || view.Run != 9 {
		t.Fatalf("after the last resume the incident is %q in run %d, want closed in run 9", view.Status, view.Run)
	}

	box, err := d.aws.Mailbox(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	d.checkSource(view, w.Truth)
	d.checkScope(view, w.Truth)
	d.checkMail(box, w.Truth)
	if len(d.differs) > 0 {
		t.Errorf("after nine runs:\n%s", strings.Join(d.differs, "\n"))
	}
	t.Logf("9 runs, 7 failures for good, one with open duties, %d letters, each once", len(box))
	checkPrivacy(t, d.company, w, id)
}

// A resumption follows one incident through its runs.
type resumption struct {
	t    *testing.T
	desk *desk
	id   string
	done map[string]incident.PhaseResult // what was done, and must not be done again
}

func (r *resumption) run(who string, args ...string) {
	r.t.Helper()
	if _, said, code, err := r.desk.run(r.t.Context(), who, args...); err != nil || code != 0 {
		r.t.Fatalf("%s: tocsin %s ended with %d, %v: %s", who, strings.Join(args, " "), code, err, said)
	}
}

// seen is the flag for what the officer looks at before deciding.
func (r *resumption) seen() string {
	r.t.Helper()
	seen, err := r.desk.seen(r.t.Context(), officer, r.id)
	if err != nil {
		r.t.Fatal(err)
	}
	return seen
}

func (r *resumption) resume() {
	r.t.Helper()
	r.run(engineer, "resume", r.id)
}

// view waits until the incident stands still, then looks at it.
func (r *resumption) view() status.View {
	r.t.Helper()
	r.run(engineer, "status", "-watch", r.id)
	var view status.View
	if err := r.desk.ask(r.t.Context(), engineer, &view, "status", r.id); err != nil {
		r.t.Fatal(err)
	}
	for phase, before := range r.done {
		now := view.Phases[phase]
		if now.Entry != before.Entry || !slices.Equal(now.Result, before.Result) {
			r.t.Errorf("run %d did phase %s again (ledger entry %d, before %d): a run does only what is left", view.Run, phase, now.Entry, before.Entry)
		}
	}
	return view
}

func (r *resumption) stoppedIn(state string, failed ...string) {
	r.t.Helper()
	view := r.view()
	if view.State.Error != state || view.Status != state {
		r.t.Fatalf("run %d ended in %q (record: %q), want %s\n%s", view.Run, view.State.Error, view.Status, state, phasesOf(view))
	}
	for _, phase := range failed {
		if p := view.Phases[phase]; p.Status != incident.Failed {
			r.t.Errorf("in %s phase %s is %q, want failed, so that the record says why", state, phase, p.Status)
		}
	}
}

func (r *resumption) waitsFor(kind string) {
	r.t.Helper()
	if view := r.view(); view.Question == nil || view.Question.Kind != kind {
		r.t.Fatalf("run %d waits for nobody, want the question %q\n%s", view.Run, kind, phasesOf(view))
	}
}

// doneNow notes that a phase is done, and must stay as it is from now on.
func (r *resumption) doneNow(phase string) {
	r.t.Helper()
	p := r.view().Phases[phase]
	if p.Status != incident.Done {
		r.t.Fatalf("phase %s is %q: %s, want done", phase, p.Status, p.Error)
	}
	r.done[phase] = p
}

func phasesOf(v status.View) string {
	body, err := json.MarshalIndent(v.Phases, "", " ")
	if err != nil {
		return err.Error()
	}
	return string(body)
}
