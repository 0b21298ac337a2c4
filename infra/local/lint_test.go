// Package local holds no code: its tests run the linters of templates and of the
// state machine's definition, and see to it that these find what is broken.
package local

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/localaws"
)

// tool returns the path of a program of the Python environment for tests.
func tool(t *testing.T, name string) string {
	t.Helper()
	root, err := localaws.Root()
	if err != nil {
		t.Fatal(err)
	}
	bin, err := localaws.Python(t.Context(), root, localaws.TestRequirements, nil)
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(bin, name)
}

func TestTemplatesPassCfnLint(t *testing.T) {
	templates, err := filepath.Glob("../*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	templates = append(templates, "../../template.yaml")
	if len(templates) < 2 {
		t.Fatalf("only %v: the others have moved", templates)
	}
	if out, err := exec.Command(tool(t, "cfn-lint"), templates...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// lint returns what the linter says of a definition.
func lint(t *testing.T, definition string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.asl.json")
	if err := os.WriteFile(path, []byte(definition), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tool(t, "python3"), "lint_machine.py", path).CombinedOutput()
	if (err != nil) != (len(out) > 0) {
		t.Fatalf("exit %v with output %q", err, out)
	}
	return string(out)
}

// sound is a definition with the constructs that ours uses.
const sound = `{"QueryLanguage": "JSONata", "StartAt": "Ask", "States": {
  "Ask": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "TimeoutSeconds": "{% ${Wait} %}",
    "Arguments": {"FunctionName": "${F}", "Payload": {"token": "{% $states.context.Task.Token %}"}},
    "Retry": [{"ErrorEquals": ["Temporary"], "BackoffRate": 2, "JitterStrategy": "FULL"}],
    "Catch": [{"ErrorEquals": ["States.ALL"], "Assign": {"error": "{% $states.errorOutput %}"}, "Next": "NotAsked"}],
    "Assign": {"answer": "{% $states.result.answer %}"}, "Next": "Each"},
  "Each": {"Type": "Map", "Label": "Each", "MaxConcurrency": 3,
    "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "JSON"}, "Arguments": {"Bucket": "b", "Key": "{% $answer.key %}"}},
    "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "One",
      "States": {"One": {"Type": "Pass", "End": true}}},
    "Next": "Yes?"},
  "Yes?": {"Type": "Choice", "Choices": [{"Condition": "{% $answer.yes = true %}", "Next": "Done"}], "Default": "NotAsked"},
  "NotAsked": {"Type": "Fail", "Error": "NotAsked", "Cause": "{% $error.Cause %}"},
  "Done": {"Type": "Succeed"}}}`

func TestSoundDefinitionPasses(t *testing.T) {
	if said := lint(t, sound); said != "" {
		t.Error(said)
	}
}

func TestOurDefinitionPasses(t *testing.T) {
	definition, err := os.ReadFile("../../statemachine/breach.asl.json")
	if err != nil {
		t.Fatal(err)
	}
	if said := lint(t, string(definition)); said != "" {
		t.Error(said)
	}
}

func TestBrokenDefinitionsAreFound(t *testing.T) {
	for name, c := range map[string]struct{ sound, broken, says string }{
		"next state that is not there":  {`"Next": "Each"`, `"Next": "Eech"`, "Eech"},
		"catch into nowhere":            {`"Next": "NotAsked"}],`, `"Next": "Nowhere"}],`, "Nowhere"},
		"state that nobody reaches":     {`"Default": "NotAsked"`, `"Default": "Done"`, ""},
		"field of the other language":   {`"Type": "Succeed"`, `"Type": "Succeed", "OutputPath": "$.x"`, "OutputPath"},
		"field misspelt":                {`"MaxConcurrency": 3`, `"MaxConcurency": 3`, "MaxConcurency"},
		"expression with a mistake":     {`$answer.yes = true`, `$answer.yes = = true`, "not JSONata"},
		"state of an unknown type":      {`"Type": "Pass"`, `"Type": "Passs"`, "Passs"},
		"first state that is not there": {`"StartAt": "One"`, `"StartAt": "Two"`, "Two"},
	} {
		t.Run(name, func(t *testing.T) {
			broken := strings.Replace(sound, c.sound, c.broken, 1)
			if broken == sound {
				t.Fatal("nothing was broken")
			}
			// An unreachable state needs both ways into it closed.
			if name == "state that nobody reaches" {
				broken = strings.Replace(broken, `"Next": "NotAsked"}],`, `"Next": "Done"}],`, 1)
				c.says = "NotAsked"
			}
			if said := lint(t, broken); !strings.Contains(said, c.says) || said == "" {
				t.Errorf("the linter said %q, want a word on %q", said, c.says)
			}
		})
	}
}
