// Package tocsin_test holds together what no compiler sees as one: the template,
// the state machine and the functions.
package tocsin_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

const (
	template   = "template.yaml"
	definition = "statemachine/breach.asl.json"
)

var substitution = regexp.MustCompile(`\$\{([A-Za-z0-9]+)\}`)

// --- the template, read as YAML with CloudFormation's own tags left as they are

func parse(t *testing.T, file string) *yaml.Node {
	t.Helper()
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(body, &doc); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return doc.Content[0]
}

// at follows keys through mappings; what is not there is an empty node.
func at(n *yaml.Node, keys ...string) *yaml.Node {
	for _, k := range keys {
		n = orEmpty(entries(n)[k])
	}
	return n
}

func orEmpty(n *yaml.Node) *yaml.Node {
	if n == nil {
		return &yaml.Node{}
	}
	return n
}

func entries(n *yaml.Node) map[string]*yaml.Node {
	out := map[string]*yaml.Node{}
	if n.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(n.Content); i += 2 {
			out[n.Content[i].Value] = n.Content[i+1]
		}
	}
	return out
}

// resources are the properties of a type's resources, by logical name.
func resources(t *testing.T, kind string) map[string]*yaml.Node {
	t.Helper()
	out := map[string]*yaml.Node{}
	for name, r := range entries(at(parse(t, template), "Resources")) {
		if at(r, "Type").Value == kind {
			out[name] = at(r, "Properties")
		}
	}
	if len(out) == 0 {
		t.Fatalf("%s has no %s: mend the test if the template no longer wants one", template, kind)
	}
	return out
}

// refersTo is the logical name behind !Ref X, !GetAtt X.Arn and !Sub …${X}.
func refersTo(n *yaml.Node) string {
	switch n.Tag {
	case "!Ref":
		return n.Value
	case "!GetAtt":
		return strings.TrimSuffix(n.Value, ".Arn")
	case "!Sub":
		if m := substitution.FindStringSubmatch(n.Value); m != nil {
			return m[1]
		}
	}
	return ""
}

// --- the functions, read as Go

// A source is what a main.go says of its environment and routes.
type source struct {
	required, read map[string]bool // names of environment variables
	routes         map[string]bool
}

func folders(t *testing.T) []string {
	t.Helper()
	mains, err := filepath.Glob("functions/*/main.go")
	if err != nil || len(mains) == 0 {
		t.Fatal("no functions/*/main.go", err)
	}
	for i, m := range mains {
		mains[i] = filepath.ToSlash(filepath.Dir(m))
	}
	return mains
}

func read(t *testing.T, folder string) source {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(folder, "main.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	s := source{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			called := callee(n)
			if called != "task.Env" && called != "task.OptionalList" && called != "os.Getenv" {
				return true
			}
			for _, arg := range n.Args {
				name := literal(t, folder, arg)
				s.read[name] = true
				if called == "task.Env" {
					s.required[name] = true
				}
			}
		case *ast.KeyValueExpr:
			key, _ := n.Key.(*ast.Ident)
			routes, ok := n.Value.(*ast.CompositeLit)
			if key == nil || key.Name != "Routes" || !ok {
				return true
			}
			for _, e := range routes.Elts {
				s.routes[literal(t, folder, e.(*ast.KeyValueExpr).Key)] = true
			}
		}
		return true
	})
	return s
}

func callee(c *ast.CallExpr) string {
	if f, ok := c.Fun.(*ast.SelectorExpr); ok {
		if p, ok := f.X.(*ast.Ident); ok {
			return p.Name + "." + f.Sel.Name
		}
	}
	return ""
}

func literal(t *testing.T, folder string, e ast.Expr) string {
	t.Helper()
	if l, ok := e.(*ast.BasicLit); ok && l.Kind == token.STRING {
		if s, err := strconv.Unquote(l.Value); err == nil {
			return s
		}
	}
	t.Fatalf("%s/main.go: write names of variables and routes as plain strings, so that they can be held against %s", folder, template)
	return ""
}

// --- the tests

func TestEachFunctionIsDeployedOnceWithItsOwnLog(t *testing.T) {
	groups, deployed, logs := resources(t, "AWS::Logs::LogGroup"), map[string]string{}, map[string]string{}
	for name, p := range resources(t, "AWS::Serverless::Function") {
		folder := at(p, "CodeUri").Value
		if other, twice := deployed[folder]; twice {
			t.Errorf("%s: %s and %s both have CodeUri %s: keep one", template, name, other, folder)
		}
		deployed[folder] = name
		group := refersTo(at(p, "LoggingConfig", "LogGroup"))
		if groups[group] == nil {
			t.Errorf("%s: %s writes to no log group of the template: give it LoggingConfig.LogGroup: !Ref of one", template, name)
			continue
		}
		if other, twice := logs[group]; twice {
			t.Errorf("%s: %s and %s share %s: give each its own", template, name, other, group)
		}
		logs[group] = name
		if want := "/" + path.Base(folder); !strings.HasSuffix(at(groups[group], "LogGroupName").Value, want) {
			t.Errorf("%s: the name of %s does not end in %s: name it after its function", template, group, want)
		}
	}
	for _, f := range folders(t) {
		if deployed[f] == "" {
			t.Errorf("%s is in no AWS::Serverless::Function of %s: deploy it, or delete the folder", f, template)
		}
		delete(deployed, f)
	}
	for f, name := range deployed {
		t.Errorf("%s: %s has CodeUri %q, where there is no main.go: mend the path, or delete the function", template, name, f)
	}
}

func TestEnvironmentIsWhatTheFunctionReads(t *testing.T) {
	for name, p := range resources(t, "AWS::Serverless::Function") {
		folder := at(p, "CodeUri").Value
		given, code := entries(at(p, "Environment", "Variables")), read(t, folder)
		for v := range code.required {
			if given[v] == nil {
				t.Errorf("%s: %s lacks %s, without which %s/main.go does not start: add it to its Environment", template, name, v, folder)
			}
		}
		for v := range code.read {
			if given[v] == nil && !code.required[v] {
				t.Errorf("%s: nobody can set %s, which %s/main.go reads: add it to the Environment of %s", template, v, folder, name)
			}
		}
		for v := range given {
			if !code.read[v] {
				t.Errorf("%s: %s is given %s, which %s/main.go does not read: remove it, or read it", template, name, v, folder)
			}
		}
	}
}

func TestSubstitutionsAreThoseOfTheDefinition(t *testing.T) {
	body, err := os.ReadFile(definition)
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, m := range substitution.FindAllStringSubmatch(string(body), -1) {
		used[m[1]] = true
	}
	machines := resources(t, "AWS::Serverless::StateMachine")
	if len(machines) != 1 {
		t.Fatalf("%s has %d state machines, want one", template, len(machines))
	}
	for name, p := range machines {
		if got := at(p, "DefinitionUri").Value; got != definition {
			t.Errorf("%s: the DefinitionUri of %s is %q, want %s", template, name, got, definition)
		}
		given := entries(at(p, "DefinitionSubstitutions"))
		for s := range used {
			if given[s] == nil {
				t.Errorf("%s: %s uses ${%s}: add it to the DefinitionSubstitutions of %s", template, definition, s, name)
			}
		}
		for s := range given {
			if !used[s] {
				t.Errorf("%s: %s gives ${%s}, which %s does not use: remove it", template, name, s, definition)
			}
		}
	}
}

func TestRoutesLeadToTheFunctionThatAnswers(t *testing.T) {
	functions, integrations := resources(t, "AWS::Serverless::Function"), resources(t, "AWS::ApiGatewayV2::Integration")
	leads := map[string]string{} // route key: folder
	for name, p := range resources(t, "AWS::ApiGatewayV2::Route") {
		key := at(p, "RouteKey").Value
		if leads[key] != "" {
			t.Errorf("%s: %s repeats the RouteKey %q: keep one", template, name, key)
		}
		integration := refersTo(at(p, "Target"))
		function := refersTo(at(orEmpty(integrations[integration]), "IntegrationUri"))
		if functions[function] == nil {
			t.Errorf("%s: %s leads through %q to no function: mend Target or IntegrationUri", template, name, integration)
			continue
		}
		leads[key] = at(functions[function], "CodeUri").Value
		if got := at(p, "AuthorizationType").Value; got != "AWS_IAM" {
			t.Errorf("%s: %s has AuthorizationType %q: it must be AWS_IAM, or nobody knows who asked", template, name, got)
		}
	}
	answers := map[string]string{}
	for _, folder := range folders(t) {
		for key := range read(t, folder).routes {
			if answers[key] != "" {
				t.Errorf("%s/main.go and %s/main.go both answer %q: keep one", answers[key], folder, key)
			}
			answers[key] = folder
		}
	}
	keys := slices.AppendSeq(slices.Collect(maps.Keys(leads)), maps.Keys(answers))
	slices.Sort(keys)
	for _, key := range slices.Compact(keys) {
		switch from, to := leads[key], answers[key]; {
		case from == "":
			t.Errorf("%s has no route %q, which %s/main.go answers: add it", template, key, to)
		case to == "":
			t.Errorf("no function's Routes has %q, which %s leads to %s: add it there, or remove the route", key, template, from)
		case from != to:
			t.Errorf("%s leads %q to %s, but %s answers it: change the route's integration", template, key, from, to)
		}
	}
}

// Every rule is rung by one of the examples in events/, which their own test
// hands to the code: so rule and code agree on what an event looks like.
func TestEveryRuleTakesAnExample(t *testing.T) {
	files, _ := filepath.Glob("events/*.json")
	var examples []*yaml.Node
	for _, f := range files {
		examples = append(examples, parse(t, f)) // JSON is YAML
	}
	parameters := entries(at(parse(t, template), "Parameters"))
	for name, p := range resources(t, "AWS::Events::Rule") {
		pattern := at(p, "EventPattern")
		if len(pattern.Content) == 0 || !slices.ContainsFunc(examples, func(e *yaml.Node) bool { return matches(pattern, e, parameters) }) {
			t.Errorf("%s: no file of events/ matches the EventPattern of %s: mend the pattern, or add an example", template, name)
		}
	}
}

// matches is EventBridge's matching, as far as the template uses it. A !Ref of
// a parameter is its default, one of a resource is any name.
func matches(pattern, event *yaml.Node, parameters map[string]*yaml.Node) bool {
	if pattern.Kind == yaml.MappingNode {
		for k, p := range entries(pattern) {
			if !matches(p, at(event, k), parameters) {
				return false
			}
		}
		return true
	}
	return slices.ContainsFunc(pattern.Content, func(want *yaml.Node) bool {
		prefix := entries(want)["prefix"]
		if prefix != nil {
			want = prefix
		}
		value := want.Value
		if want.Tag == "!Ref" {
			if parameters[value] == nil {
				return event.Value != ""
			}
			value = at(parameters[value], "Default").Value
		}
		return event.Value == value || prefix != nil && strings.HasPrefix(event.Value, value)
	})
}

// Policies name what they are for. In a key's own policy "*" means that key, and
// the account's statement there must allow every action of KMS.
func TestNoPolicyAllowsEverything(t *testing.T) {
	files, _ := filepath.Glob("infra/*.yaml")
	for _, file := range append(files, template) {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines, seen := strings.Split(string(body), "\n"), 0
		statements(parse(t, file), false, func(s *yaml.Node, ofKey bool) {
			seen++
			for _, a := range values(at(s, "Action")) {
				if a.Value == "*" || strings.HasSuffix(a.Value, ":*") && !ofKey {
					t.Errorf("%s:%d: Action %q: name the actions that the code calls", file, a.Line, a.Value)
				}
			}
			for _, k := range []string{"NotAction", "NotResource"} {
				if n := entries(s)[k]; n != nil {
					t.Errorf("%s:%d: %s allows whatever AWS adds later: name what is allowed", file, n.Line, k)
				}
			}
			for _, r := range values(at(s, "Resource")) {
				if r.Value == "*" && !ofKey && !strings.Contains(lines[r.Line-1], " # ") {
					t.Errorf("%s:%d: Resource '*': name the resource, or say in a comment on that line why the action has none", file, r.Line)
				}
			}
		})
		if file == template && seen == 0 {
			t.Errorf("%s: no policy statement was found: mend the test", file)
		}
	}
}

// statements visits every allowing statement below n.
func statements(n *yaml.Node, ofKey bool, visit func(s *yaml.Node, ofKey bool)) {
	if n.Kind == yaml.MappingNode {
		if at(n, "Effect").Value == "Allow" {
			visit(n, ofKey)
		}
		for k, v := range entries(n) {
			statements(v, ofKey || k == "KeyPolicy", visit)
		}
		return
	}
	for _, c := range n.Content {
		statements(c, ofKey, visit)
	}
}

func values(n *yaml.Node) []*yaml.Node {
	if n.Kind == yaml.SequenceNode {
		return n.Content
	}
	return []*yaml.Node{n}
}

// sdkOf is the SDK that a file may import, by the first word of its name.
var sdkOf = map[string]string{
	"cloudformation": "cloudformation", "dynamodb": "dynamodb", "iam": "iam", "kms": "kms", "s3": "s3", "scheduler": "scheduler",
	"ses": "ses", "sns": "sns", "stepfunctions": "sfn", "sts": "sts",
}

// sdkExceptions are files that import another service's SDK than their name
// says, with the reason. Every other package meets AWS through an interface.
var sdkExceptions = map[string]string{}

func TestOnlyFilesNamedAfterAServiceImportItsSDK(t *testing.T) {
	const sdk = "github.com/aws/aws-sdk-go-v2/service/"
	excepted := map[string]bool{}
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		file = filepath.ToSlash(file)
		if d.IsDir() {
			// localaws starts an AWS and rehearsal plays everybody around Tocsin: neither is deployed.
			if file != "." && strings.HasPrefix(d.Name(), ".") || file == "internal/localaws" || file == "internal/rehearsal" {
				return fs.SkipDir
			}
			return nil
		}
		wires, _ := path.Match("functions/*/main.go", file)
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") || wires {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return fmt.Errorf("reading imports: %w", err)
		}
		for _, i := range parsed.Imports {
			service, ok := strings.CutPrefix(strings.Trim(i.Path.Value, `"`), sdk)
			if !ok {
				continue
			}
			service, _, _ = strings.Cut(service, "/")
			word, _, _ := strings.Cut(strings.TrimSuffix(path.Base(file), ".go"), "_")
			switch {
			case sdkOf[word] == service:
			case sdkExceptions[file] != "":
				excepted[file] = true
			default:
				t.Errorf("%s imports the SDK of %s: move that into a file named after the service, behind an interface of its user", file, service)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for file := range sdkExceptions {
		if !excepted[file] {
			t.Errorf("%s needs no exception any more: remove it from sdkExceptions", file)
		}
	}
}
