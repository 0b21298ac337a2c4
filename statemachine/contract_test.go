package statemachine

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/approval"
	"github.com/tocsin-ir/tocsin/internal/detect"
	"github.com/tocsin-ir/tocsin/internal/dossier"
	"github.com/tocsin-ir/tocsin/internal/journal"
	"github.com/tocsin-ir/tocsin/internal/notify"
	"github.com/tocsin-ir/tocsin/internal/obligation"
	"github.com/tocsin-ir/tocsin/internal/revoke"
	"github.com/tocsin-ir/tocsin/internal/scope"
)

// A contract is what a function takes and gives at one step.
type contract struct{ request, result any }

// contracts of all steps, by function and step. The compiler holds functions/ to
// them; these tests hold the machine to them.
var contracts = map[string]contract{
	"detect plan":     {detect.PlanRequest{}, detect.PlanResult{}},
	"detect count":    {detect.CountRequest{}, detect.CountResult{}},
	"detect localise": {detect.LocaliseRequest{}, detect.Result{}},
	"scope plan":      {scope.PlanRequest{}, scope.PlanResult{}},
	"scope scan":      {scope.ScanRequest{}, scope.ScanResult{}},
	"scope merge":     {scope.MergeRequest{}, scope.Result{}},
	"revoke plan":     {revoke.PlanRequest{}, revoke.PlanResult{}},
	"revoke apply":    {revoke.ApplyRequest{}, revoke.ApplyResult{}},
	"revoke verify":   {revoke.VerifyRequest{}, revoke.VerifyResult{}},
	"assess start":    {obligation.StartRequest{}, obligation.StartResult{}},
	"assess assess":   {obligation.AssessRequest{}, obligation.AssessResult{}},
	"assess told":     {obligation.ToldRequest{}, obligation.ToldResult{}},
	"assess stop":     {obligation.StopRequest{}, obligation.StopResult{}},
	"approve ask":     {approval.AskRequest{}, approval.Answer{}}, // the answer, not what ask returns
	"notify prepare":  {notify.PrepareRequest{}, notify.PrepareResult{}},
	"notify send":     {notify.SendRequest{}, notify.SendResult{}},
	"notify settle":   {notify.SettleRequest{}, notify.SettleResult{}},
	"report write":    {dossier.WriteRequest{}, dossier.WriteResult{}},
	"report seal":     {dossier.SealRequest{}, dossier.SealResult{}},
	"log append":      {journal.AppendRequest{}, journal.AppendResult{}},
	"log recall":      {journal.RecallRequest{}, journal.RecallResult{}},
}

// stepOf names the function and step of a Task, as contracts do.
func stepOf(name string) string {
	s := all[name]
	function := strings.ToLower(strings.TrimSuffix(strings.TrimPrefix(s.Arguments.FunctionName, "${"), "Function}"))
	if payload, ok := s.Arguments.Payload.(map[string]any); ok {
		return function + " " + payload["step"].(string)
	}
	for _, m := range all {
		if m.ItemProcessor != nil && m.ItemProcessor.StartAt == name {
			return function + " " + m.ItemSelector["step"].(string)
		}
	}
	return function
}

// TestStepsAreThoseOfTheFunctions: a step that the machine calls is in its
// function's Steps, and none there is idle.
func TestStepsAreThoseOfTheFunctions(t *testing.T) {
	called, offered := map[string]bool{}, map[string]bool{}
	for name, s := range all {
		if s.Type == "Task" {
			called[stepOf(name)] = true
		}
	}
	mains, err := filepath.Glob("../functions/*/main.go")
	if err != nil || len(mains) == 0 {
		t.Fatalf("no functions: %v", err)
	}
	for _, file := range mains {
		for _, step := range steps(t, file) {
			offered[filepath.Base(filepath.Dir(file))+" "+step] = true
		}
	}
	for _, got := range []map[string]bool{offered, keys(contracts)} {
		if !maps.Equal(called, got) {
			t.Errorf("the machine calls\n%v\nand there are\n%v", sorted(called), sorted(got))
		}
	}
}

// steps reads the names in the Steps of a function's main.go.
func steps(t *testing.T, file string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ast.Inspect(parsed, func(n ast.Node) bool {
		field, ok := n.(*ast.KeyValueExpr)
		if !ok {
			return true
		}
		if name, ok := field.Key.(*ast.Ident); !ok || name.Name != "Steps" {
			return true
		}
		for _, e := range field.Value.(*ast.CompositeLit).Elts {
			step, err := strconv.Unquote(e.(*ast.KeyValueExpr).Key.(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, step)
		}
		return false
	})
	return out
}

// TestPayloadsAreWhatTheFunctionsTake: what the interpreters handed to the
// functions (testdata/payloads.json) has no field that its function ignores.
func TestPayloadsAreWhatTheFunctionsTake(t *testing.T) {
	for scenario, states := range readPayloads(t) {
		for state, payload := range states {
			delete(payload, "step")
			for _, stands := range []string{"batch", "shard"} { // no words for an object
				if payload[stands] != nil {
					payload[stands] = map[string]any{}
				}
			}
			if err := fits(payload, contracts[stepOf(state)].request); err != nil {
				t.Errorf("%s: %s gets what it does not know: %v", scenario, state, err)
			}
		}
	}
}

// TestAnswersAreWhatTheFunctionsGive: what the scenarios answer when they say
// nothing else has exactly the fields of the functions' real results.
func TestAnswersAreWhatTheFunctionsGive(t *testing.T) {
	for state, answer := range usual(t) {
		var words string
		if json.Unmarshal(answer, &words) == nil {
			answer = []byte(strings.TrimPrefix(words, "says "))
		}
		result := contracts[stepOf(state)].result
		if err := fits(json.RawMessage(answer), result); err != nil {
			t.Errorf("testdata/answers.json: %s: %v", state, err)
		}
		var said, real map[string]json.RawMessage
		if err := json.Unmarshal(answer, &said); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(compact(t, result), &real); err != nil {
			t.Fatal(err)
		}
		for field := range real { // as far as it is always there
			if _, ok := said[field]; !ok {
				t.Errorf("testdata/answers.json: %s lacks %s, which the function gives", state, field)
			}
		}
	}
}

// fits decodes a value into the type of like, and refuses unknown fields.
func fits(v, like any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	target := reflect.New(reflect.TypeOf(like)).Interface()
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	return d.Decode(target)
}

func readPayloads(t *testing.T) map[string]map[string]map[string]any {
	t.Helper()
	body, err := os.ReadFile("testdata/payloads.json")
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]map[string]map[string]any
	if err := json.Unmarshal(body, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func keys[V any](m map[string]V) map[string]bool {
	out := map[string]bool{}
	for k := range m {
		out[k] = true
	}
	return out
}

func sorted(m map[string]bool) []string { return slices.Sorted(maps.Keys(m)) }
