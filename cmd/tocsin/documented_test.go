package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What people are told to type: in code spans and blocks of the documents, and
// in the words of the machine's end states.
var (
	span  = regexp.MustCompile("(?s)```.*?```|`[^`\n]*`")
	typed = regexp.MustCompile(`(?m)(?:^|[\s'"` + "`" + `$/(:])tocsin ([a-z]+)((?: +[^\s|>;)'"` + "`" + `]+)*)`)
	made  = regexp.MustCompile(`(?m)(?:^|[\s` + "`" + `$])make ([a-z-]+)`)
)

// TestCommandsInTheDocumentsExist: every command, flag and make target that the
// documents and the end states name is there.
func TestCommandsInTheDocumentsExist(t *testing.T) {
	files, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	decisions, err := filepath.Glob("../../docs/decisions/*.md")
	if err != nil {
		t.Fatal(err)
	}
	files = append(files, decisions...)
	files = append(files, "../../README.md", "../../CONTRIBUTING.md", "../../statemachine/breach.asl.json")
	makefile := readText(t, "../../Makefile")
	found := 0
	for _, file := range files {
		text := readText(t, file)
		if strings.HasSuffix(file, ".md") {
			text = strings.Join(span.FindAllString(text, -1), "\n")
		}
		for _, m := range typed.FindAllStringSubmatch(text, -1) {
			found++
			words, _, _ := strings.Cut(m[2], ". ") // the sentence ends
			checkTyped(t, file, m[1], strings.Fields(words))
		}
		for _, m := range made.FindAllStringSubmatch(text, -1) {
			if !strings.Contains(makefile, "\n"+m[1]+":") {
				t.Errorf("%s: there is no make %s", file, m[1])
			}
		}
	}
	if found < 20 {
		t.Errorf("only %d commands were found: the documents changed their form, so mend this test", found)
	}
}

func checkTyped(t *testing.T, file, name string, words []string) {
	t.Helper()
	if !slices.ContainsFunc(commands, func(c command) bool { return c.name == name }) {
		t.Errorf("%s: there is no command: tocsin %s", file, name)
		return
	}
	help := name
	if name == "revoke" && len(words) > 0 && regexp.MustCompile(`^[a-z]+$`).MatchString(words[0]) {
		help += " " + words[0]
	}
	var said bytes.Buffer
	run(context.Background(), append(strings.Fields(help), "-help"), &said, &said)
	for _, w := range words {
		flag := regexp.MustCompile(`^\[?(-[a-z]+)`).FindStringSubmatch(w)
		if flag != nil && !regexp.MustCompile(regexp.QuoteMeta(flag[1])+`\b`).MatchString(said.String()) {
			t.Errorf("%s: tocsin %s has no flag %s; its help says\n%s", file, help, flag[1], said.String())
		}
	}
}

func readText(t *testing.T, file string) string {
	t.Helper()
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
