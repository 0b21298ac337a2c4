package dataset

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	_ "time/tzdata" // functions have no zones of their own

	"go.yaml.in/yaml/v3"

	"github.com/tocsin-ir/tocsin/internal/pattern"
)

// Places is one place or a list of them.
type Places []string

// UnmarshalYAML takes a lone text for a list of one.
func (p *Places) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		var one string
		err := node.Decode(&one)
		*p = Places{one}
		return err
	}
	return node.Decode((*[]string)(p))
}

// Parse reads a Dataset file; name is what messages call it. An unknown key is
// an error, since what it was to say would be left out without a word.
func Parse(name string, body []byte) (*Dataset, error) {
	d := &Dataset{file: name}
	decoder := yaml.NewDecoder(bytes.NewReader(body))
	decoder.KnownFields(true)
	err := decoder.Decode(d)
	switch {
	case err == io.EOF:
		err = errors.New("it is empty")
	case err != nil:
		err = plainer(err)
	case !errors.Is(decoder.Decode(new(any)), io.EOF):
		err = errors.New("it has more than one document: write one file for each data set")
	default:
		err = d.check()
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w: %w", name, ErrInvalid, err)
	}
	return d, nil
}

// unknownKey is how the library words it.
var unknownKey = pattern.Lazily(`^line (\d+): field (.+) not found in type dataset\.(\w+)$`)

// wrongKind is how the library words a value of another kind, which may be anything.
var wrongKind = pattern.Lazily(`(?s)^line (\d+): cannot unmarshal .* into (\S+)$`)

// kindOf says what is to stand where the file has something else.
func kindOf(goType string) string {
	part := strings.TrimPrefix(goType, "dataset.")
	switch names := keys(part); {
	case len(names) > 0:
		return "some of the keys " + strings.Join(names, ", ") + ", each with its value"
	case strings.HasPrefix(goType, "map["):
		return "actions, each with the list of its fields, such as {customer.read: [name, email]}"
	case strings.HasPrefix(goType, "[]"):
		return "a list of texts, such as [name, email]"
	}
	return "a text"
}

// plainer words an error of the YAML library for those who write the file.
func plainer(err error) error {
	var types *yaml.TypeError
	if !errors.As(err, &types) {
		return fmt.Errorf("it is no YAML: %s; indent with spaces, and put a text with one of * [ ] { } : # , in it in quotes", strings.TrimPrefix(err.Error(), "yaml: "))
	}
	var all []string
	for _, text := range types.Errors {
		if m := unknownKey().FindStringSubmatch(text); m != nil {
			text = fmt.Sprintf("line %s: there is no key %q here, only %s", m[1], m[2], strings.Join(keys(m[3]), ", "))
		} else if m := wrongKind().FindStringSubmatch(text); m != nil {
			text = fmt.Sprintf("line %s: here has to stand %s", m[1], kindOf(m[2]))
		}
		all = append(all, text)
	}
	return errors.New(strings.Join(all, "; "))
}

// keys are the keys of a part of the file.
func keys(part string) (names []string) {
	for _, v := range []any{Dataset{}, Log{}, Columns{}} {
		t := reflect.TypeOf(v)
		if t.Name() != part {
			continue
		}
		for i := range t.NumField() {
			if key := t.Field(i).Tag.Get("yaml"); key != "" {
				names = append(names, key)
			}
		}
	}
	return names
}
