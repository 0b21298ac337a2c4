package obligation

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"
)

// Decode reads Facts. A fact with an unknown name is refused, since a misspelt
// one would silently count as unknown; one that stands twice, too.
func Decode(r io.Reader) (Facts, error) {
	body, err := io.ReadAll(r)
	if err != nil {
		return Facts{}, BadFacts("they cannot be read: %w", err)
	}
	var f Facts
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		var kind *json.UnmarshalTypeError
		if errors.As(err, &kind) {
			return Facts{}, wrongKind(kind)
		}
		return Facts{}, BadFacts("%s (one JSON object is wanted; 'tocsin duties -help' lists the facts)", strings.TrimPrefix(err.Error(), "json: "))
	}
	if d.More() {
		return Facts{}, BadFacts("something follows the JSON object: one object is wanted")
	}
	if name, twice := repeated(body); twice {
		return Facts{}, BadFacts("%s stands there twice: keep the one that is right", name)
	}
	return f, nil
}

// wrongKind says in words what was wanted and what was found.
func wrongKind(e *json.UnmarshalTypeError) error {
	wanted := map[reflect.Kind]string{
		reflect.Struct: "an object", reflect.Map: "an object", reflect.Slice: "a list", reflect.String: "a text in quotes",
		reflect.Int: "a whole number", reflect.Bool: "true or false",
	}[e.Type.Kind()]
	if e.Type == reflect.TypeFor[map[string]int]() {
		wanted = `an object of counts, such as {"DE": 3}`
	}
	found, number := strings.CutPrefix(e.Value, "number ")
	if !number {
		found = map[string]string{"object": "an object", "array": "a list", "string": "a text", "number": "a number", "bool": "true or false"}[e.Value]
	}
	if e.Field == "" {
		return BadFacts("one JSON object is wanted, not %s", found)
	}
	what := e.Field
	if counts := what == "affected" || what == "segments"; counts && e.Type.Kind() == reflect.Int { // the decoder does not name the place
		what = "each count of " + what
	}
	return BadFacts("%s must be %s, not %s", what, wanted, found)
}

// repeated finds a name that an object has twice: of these, a decoder takes the
// last without a word. Names that differ in case alone are the same to it.
func repeated(body []byte) (name string, twice bool) {
	type level struct {
		names map[string]bool // nil: a list
		path  string
		value bool // a value comes next, not a name
	}
	var open []level
	d := json.NewDecoder(bytes.NewReader(body))
	at := "" // name of the value that comes next
	for {
		token, err := d.Token()
		if err != nil {
			return "", false // the end: what is no JSON was refused before
		}
		var top *level
		if len(open) > 0 {
			top = &open[len(open)-1]
		}
		switch word, named := token.(string); {
		case token == json.Delim('}') || token == json.Delim(']'):
			open = open[:len(open)-1]
			continue
		case named && top != nil && top.names != nil && !top.value:
			at, top.value = strings.TrimPrefix(top.path+"."+word, "."), true
			folded := strings.ToLower(strings.ToUpper(word))
			if top.names[folded] {
				return at, true
			}
			top.names[folded] = true
			continue
		}
		if top != nil {
			if top.value = false; top.names == nil {
				at = top.path // of a list's values, the list's
			}
		}
		switch token {
		case json.Delim('{'):
			open = append(open, level{names: map[string]bool{}, path: at})
		case json.Delim('['):
			open = append(open, level{path: at})
		}
	}
}
