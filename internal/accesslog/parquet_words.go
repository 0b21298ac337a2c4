package accesslog

import (
	"strings"

	"github.com/tocsin-ir/tocsin/internal/columnar"
)

// A word is one of a column's few different texts.
type word struct {
	text   string
	number int    // as in a Record; 0 where too many were seen
	wanted bool   // for a principal
	bad    string // why it is none
}

// A vocabulary keeps words over row groups and files.
type vocabulary map[string]*word

// words reads a column of few different texts.
type words struct {
	column *columnar.Column
	all    vocabulary
	make   func(text string) *word
	of     any     // the dictionary that known is of
	known  []*word // by code
}

// noWord is what a row without a value has.
var noWord = &word{}

func (w *words) at(row int64) (*word, error) {
	code, coded, err := w.column.Code(row)
	if err != nil {
		return nil, err
	}
	if code < 0 {
		return noWord, nil
	}
	if !coded {
		return w.word(w.column.Word(code)), nil
	}
	return w.coded(code), nil
}

// coded is the word of a code of the row that was asked for last.
func (w *words) coded(code int) *word {
	if of := w.column.Words(); of != w.of {
		w.of, w.known = of, w.known[:0]
	}
	for code >= len(w.known) {
		w.known = append(w.known, nil)
	}
	if w.known[code] == nil {
		w.known[code] = w.word(w.column.Word(code))
	}
	return w.known[code]
}

func (w *words) word(text string) *word {
	if known, ok := w.all[text]; ok {
		return known
	}
	made := w.make(strings.Clone(text))
	if len(w.all) < maxInterned {
		w.all[made.text] = made
		made.number = len(w.all)
	}
	return made
}
