package localaws

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
)

const stack = "testdata/stack"

func TestDeployRunsTheBinaries(t *testing.T) {
	l := ForTest(t, Options{Auth: true})
	built, err := Build(t.Context(), filepath.Join(stack, "functions"))
	if err != nil {
		t.Fatal(err)
	}
	for _, greeting := range []string{"hello", "hello", "good day"} { // create, nothing to do, update
		out, err := l.Deploy(t.Context(), filepath.Join(stack, "template.yaml"), built, map[string]string{"Greeting": greeting})
		if err != nil {
			t.Fatal(err)
		}
		got := execute(t, sfn.NewFromConfig(l.Config()), out["Machine"], `{"n":1}`)
		if got["greeting"] != greeting {
			t.Errorf("greeting %q, want %q", got["greeting"], greeting)
		}
	}
}

func execute(t *testing.T, client *sfn.Client, machine, input string) map[string]any {
	t.Helper()
	run, err := client.StartExecution(t.Context(), &sfn.StartExecutionInput{StateMachineArn: &machine, Input: &input})
	if err != nil {
		t.Fatal(err)
	}
	for {
		d, err := client.DescribeExecution(t.Context(), &sfn.DescribeExecutionInput{ExecutionArn: run.ExecutionArn})
		if err != nil {
			t.Fatal(err)
		}
		switch d.Status {
		case types.ExecutionStatusRunning:
			continue
		case types.ExecutionStatusSucceeded:
			var out map[string]any
			if err := json.Unmarshal([]byte(aws.ToString(d.Output)), &out); err != nil {
				t.Fatal(err)
			}
			return out
		default:
			t.Fatalf("%s: %s", d.Status, aws.ToString(d.Cause))
		}
	}
}

func TestDeploySaysWhatFailed(t *testing.T) {
	l := ForTest(t, Options{})
	built, err := Build(t.Context(), filepath.Join(stack, "functions"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = l.Deploy(t.Context(), filepath.Join(stack, "template.yaml"), built, map[string]string{"Greeting": "x", "Broken": "yes"})
	if err == nil || !strings.Contains(err.Error(), "Second") {
		t.Errorf("got %v, want the failed resource by name", err)
	}
}

func TestBundleIsDeterministic(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "open")
	if err := os.WriteFile(binary, bytes.Repeat([]byte("machine code "), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	first, err := Bundle(binary)
	if err != nil {
		t.Fatal(err)
	}
	second, err := Bundle(binary)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		t.Error("the same binary gave other bytes")
	}
	z, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
	if err != nil {
		t.Fatal(err)
	}
	if f := z.File[0]; f.Name != "bootstrap" || f.Mode()&0o111 == 0 {
		t.Errorf("holds %s %v", f.Name, f.Mode())
	}
}

func TestPackagedRewritesLocalPathsOnly(t *testing.T) {
	dir := t.TempDir()
	write := func(name string) {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("built/open")
	write("statemachine/breach.asl.json")
	upload := func(name string, _ []byte) (string, error) { return "s3://b/" + name, nil }
	got, err := packaged([]byte(`
      CodeUri: functions/open
      CodeUri: "functions/open/"
      CodeUri: s3://elsewhere/x.zip
      DefinitionUri: 'statemachine/breach.asl.json'
      Description: the CodeUri: of it
`), dir, filepath.Join(dir, "built"), upload)
	if err != nil {
		t.Fatal(err)
	}
	want := `
      CodeUri: s3://b/open.zip
      CodeUri: s3://b/open.zip
      CodeUri: s3://elsewhere/x.zip
      DefinitionUri: s3://b/breach.asl.json
      Description: the CodeUri: of it
`
	if string(got) != want {
		t.Errorf("got %s", got)
	}
	if _, err := packaged([]byte("  CodeUri: functions/absent\n"), dir, filepath.Join(dir, "built"), upload); err == nil {
		t.Error("a function that was not built went unnoticed")
	}
}

func TestFunctionsAreThoseWithAMain(t *testing.T) {
	names, err := Functions(filepath.Join(stack, "functions"))
	if err != nil || len(names) != 1 || names[0] != "echo" {
		t.Errorf("got %v, %v", names, err)
	}
	if _, err := Functions(stack); err == nil {
		t.Error("a folder without functions went unnoticed")
	}
}
