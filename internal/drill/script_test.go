package drill

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/ledger"
	"github.com/tocsin-ir/tocsin/internal/localaws"
	"github.com/tocsin-ir/tocsin/internal/obligation"
	"github.com/tocsin-ir/tocsin/internal/rehearsal"
	"github.com/tocsin-ir/tocsin/internal/status"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// A memoryRoom answers the commands about duties by the product's own desk, in
// memory; decisions it only takes.
type memoryRoom struct {
	desk *obligation.Desk
	id   incident.ID
	did  []string
}

type noLedger struct{}

func (noLedger) Append(context.Context, ledger.Draft) (int64, error) { return 1, nil }

func (m *memoryRoom) Ask(ctx context.Context, who string, answer any, args ...string) (err error) {
	var out any = struct{}{}
	m.did = append(m.did, args[0])
	request := func(body any) task.Request {
		encoded, _ := json.Marshal(body)
		return task.Request{Caller: who, Params: map[string]string{"id": string(m.id)}, Body: encoded}
	}
	if args[0] == "status" {
		out = status.View{Question: &status.Question{Code: "c0de"}}
	}
	if args[0] == "approve" || args[0] == "reject" || args[0] == "choose" {
		if args[2] != "-seen=c0de" {
			return errors.New("an answer without what was seen")
		}
	}
	if args[0] == "duties" {
		switch args[1] {
		case "judge":
			out, err = m.desk.Judge(ctx, request(obligation.JudgeRequest{Fact: args[3], Value: args[4], Why: args[6]}))
		case "file":
			out, err = m.desk.File(ctx, request(obligation.FileRequest{Duty: args[3], At: args[5], Reference: args[7]}))
		default:
			out, err = obligation.Current(ctx, m.desk.Evidence, m.id, m.desk.Now())
		}
	}
	if err != nil {
		return err
	}
	encoded, err := json.Marshal(out)
	if err != nil {
		return err
	}
	return json.Unmarshal(encoded, answer)
}

func (m *memoryRoom) Read(_ context.Context, _ string, args ...string) (string, error) {
	return "DRILL " + strings.Join(args, " ") + "\n", nil
}
func (m *memoryRoom) Letters(context.Context) ([]localaws.Mail, error) { return nil, nil }
func (m *memoryRoom) Verify(context.Context, string) (string, string, error) {
	return "", "", errors.New("no dossier here")
}

// inMemory opens a scenario's incident whose clocks run.
func inMemory(t *testing.T, sc Scenario) (*Session, *memoryRoom) {
	t.Helper()
	_, aware := Begins(noon)
	company, err := obligation.Decode(strings.NewReader(sc.Theme.Facts))
	if err != nil {
		t.Fatal(err)
	}
	store := &incident.Memory{}
	record, _, err := store.Open(t.Context(), incident.Record{AwareAt: aware, Causes: []string{string(incident.CauseOf("alarm", sc.Name))}, Drill: true})
	if err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return noon }
	desk := &obligation.Desk{
		Phase:     obligation.Phase{Evidence: &vault.Memory{}, Scheduler: &obligation.MemoryScheduler{}, Company: company, Now: now},
		Incidents: store, Ledger: noLedger{},
	}
	if _, err := desk.Start(t.Context(), obligation.StartRequest{Incident: record.ID, AwareAt: aware.Format(time.RFC3339)}); err != nil {
		t.Fatal(err)
	}
	room := &memoryRoom{desk: desk, id: record.ID}
	return &Session{
		Room: room, Scenario: sc, ID: record.ID, Aware: aware, Clock: sc.Lag, looked: map[string]bool{}, now: now, opened: noon,
		Truth: rehearsal.Truth{Insider: "agent-007", Busiest: "agent-001"},
	}, room
}

// count has the affected counted, as the workflow does.
func (m *memoryRoom) count(t *testing.T, s *Session) {
	t.Helper()
	f, err := s.Scenario.facts(s.Aware, counted(s.Scenario), nil)
	if err != nil {
		t.Fatal(err)
	}
	in := obligation.AssessRequest{Incident: s.ID, AwareAt: s.Aware.Format(time.RFC3339), ByCountry: f.Affected, Fields: f.DataElements}
	for _, n := range f.Affected {
		in.Affected += n
	}
	if _, err := m.desk.Assess(t.Context(), in); err != nil {
		t.Fatal(err)
	}
}

// played has a team play a scenario's decisions and filings in memory.
func played(t *testing.T, sc Scenario, team Team) Result {
	t.Helper()
	s, room := inMemory(t, sc)
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s by %s: %v", sc.Name, team.Name(), err)
		}
	}
	do(team.Early(t.Context(), s))
	room.count(t, s)
	do(team.Answer(t.Context(), s, incident.AskNotification))
	do(team.File(t.Context(), s))
	owed, err := sc.owed(s.Aware, counted(sc), s.Known(t.Context()).Facts.Filed)
	do(err)
	r := Result{Scenario: sc.Name, Team: team.Name(), Date: noon, Version: "test", Decisions: s.decisions, Duties: duties(owed)}
	r.Truth.Source = true
	r.Told.Wanted, r.Told.Hours = sc.Letters, s.toldAt.Hours()
	if !sc.Letters && s.toldAt > 0 {
		r.Told.Wrong = 1 // they went out, to people who need not be told
	}
	r.count()
	return r
}

// TestScriptsOfEveryScenario: a good team can play each story without a fault,
// and a careless one is visibly worse in each.
func TestScriptsOfEveryScenario(t *testing.T) {
	late := 0
	for _, sc := range Scenarios {
		good, bad := played(t, sc, Good{}), played(t, sc, Careless{})
		if good.Score.Faults != 0 || good.Score.Met != good.Score.Owed {
			t.Errorf("%s by a good team: %+v\n%+v\n%+v", sc.Name, good.Score, good.Duties, good.Decisions)
		}
		if bad.Score.Faults < good.Score.Faults+2 || bad.Score.Blind == 0 {
			t.Errorf("%s by a careless team: %+v, want visibly more faults than %d", sc.Name, bad.Score, good.Score.Faults)
		}
		late += bad.Score.Late
	}
	if late == 0 {
		t.Error("a team that files a day late was never called late")
	}
}

// TestPersonPlaysAtTheTerminal: what is typed is done, noted with what was looked
// at, and what is not asked is refused.
func TestPersonPlaysAtTheTerminal(t *testing.T) {
	s, room := inMemory(t, processor)
	var said strings.Builder
	typed := "choose agent-1 no\nlook\nnonsense\nlater 2\nduties\njudge risk high names and numbers\nreject the clients write\nfile EU-GDPR-33-2 5\ndone\n"
	p := &Person{In: bufio.NewScanner(strings.NewReader(typed)), Out: &said}
	if err := p.Early(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	room.count(t, s)
	if err := p.Answer(t.Context(), s, incident.AskNotification); err != nil {
		t.Fatalf("%v\n%s", err, said.String())
	}
	if err := p.File(t.Context(), s); err != nil {
		t.Fatalf("%v\n%s", err, said.String())
	}
	owed, err := processor.owed(s.Aware, counted(processor), s.Known(t.Context()).Facts.Filed)
	if err != nil {
		t.Fatal(err)
	}
	if got := duties(owed); len(got) != 1 || got[0].Verdict != Met {
		t.Errorf("the duty to tell the controllers: %+v", got)
	}
	if len(s.decisions) != 2 || len(s.decisions[0].Blind)+len(s.decisions[1].Blind) != 0 || s.Clock != processor.Lag+2*time.Hour {
		t.Errorf("decisions %+v at %s\n%s", s.decisions, s.Clock, said.String())
	}
	for _, words := range []string{"DRILL: A processor's breach", "that is not asked now", "not understood", "EU-GDPR-33-2"} {
		if !strings.Contains(said.String(), words) {
			t.Errorf("nothing said of %q:\n%s", words, said.String())
		}
	}
	if err := (&Person{In: bufio.NewScanner(strings.NewReader("")), Out: &said}).Answer(t.Context(), s, incident.AskSuspect); !errors.Is(err, ErrLeft) {
		t.Errorf("the end of input gives %v, want that the drill was left: no answer never counts as yes", err)
	}
}

// TestResultsAreKeptAndCompared over time, with a trend by scenario and team.
func TestResultsAreKeptAndCompared(t *testing.T) {
	dir := t.TempDir()
	for i, missed := range []int{4, 1, 1} {
		r := Result{Scenario: insider.Name, Title: insider.Title, Team: "person", Date: noon.AddDate(0, i, 0), Version: "test"}
		for n := range 6 {
			r.Duties = append(r.Duties, Duty{ID: fmt.Sprint("DUTY-", n), Verdict: map[bool]string{true: Missed, false: Met}[n < missed]})
		}
		r.count()
		if _, err := Keep(dir, r); err != nil {
			t.Fatal(err)
		}
		var page, sheet strings.Builder
		if err := errors.Join(WritePage(&page, r), WriteSheet(&sheet, r)); err != nil {
			t.Fatal(err)
		}
		want := fmt.Sprintf("%d of %d", r.Score.Met, r.Score.Owed)
		if !strings.Contains(page.String(), want) || !strings.Contains(sheet.String(), want) || !strings.Contains(page.String(), "DRILL") || !strings.HasPrefix(sheet.String(), "DRILL") {
			t.Errorf("sheet or page lack %q or the mark", want)
		}
	}
	all, err := Results(dir)
	if err != nil || len(all) != 3 {
		t.Fatalf("%d results, %v", len(all), err)
	}
	var b strings.Builder
	if err := Compare(&b, all); err != nil {
		t.Fatal(err)
	}
	var page strings.Builder
	if err := WriteHistory(&page, all); err != nil || strings.Count(page.String(), "<rect") != 12 || !strings.Contains(page.String(), "insider, team person") {
		t.Errorf("the page over time: %v\n%s", err, page.String())
	}
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(lines) != 4 || !strings.HasSuffix(lines[1], "first") || !strings.Contains(lines[2], "better by") || !strings.HasSuffix(lines[3], "same") {
		t.Errorf("compared:\n%s", b.String())
	}
}

// TestLettersAgainstTheTruth: right, missing, twice, to others, and to anybody
// where nobody is to be told.
func TestLettersAgainstTheTruth(t *testing.T) {
	truth := rehearsal.Truth{Mail: map[string]string{"C1": "a@mail.example", "C2": "b@mail.example"}}
	box := []localaws.Mail{{To: []string{`"A" <a@mail.example>`}}, {To: []string{"a@mail.example"}}, {To: []string{"x@mail.example"}}}
	if got := letters(box, truth, true); got.Right != 1 || got.Missing != 1 || got.Wrong != 2 {
		t.Errorf("%+v, want 1 right, 1 missing, 2 wrong", got)
	}
	if got := letters(box, truth, false); got.Right != 0 || got.Missing != 0 || got.Wrong != 3 {
		t.Errorf("%+v, want 3 wrong: nobody was to be told", got)
	}
}
