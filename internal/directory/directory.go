// Package directory joins affected customers with the company's customer
// directory, a CSV file, and says of each whether a letter can reach them.
package directory

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/pattern"
	"github.com/tocsin-ir/tocsin/internal/place"
)

// Columns that the header of a directory must name, in any order; others are
// ignored.
var Columns = []string{"customer_id", "email", "name", "country", "language", "segment"}

// A Person is what the directory says of one affected customer.
type Person struct {
	Email    string
	Name     string
	Country  string // ISO 3166-1, or 3166-2 such as "US-CA"; empty when not known
	Language string // BCP 47, such as "de" or "pt-BR"; empty when not known
	Segment  string // lower case, such as "consumer"; empty when not known
	// Unreachable says why no letter can be sent, and is empty when one can.
	Unreachable string
	line        int64 // where the person's first row stands
}

// A Problem is a row that needs mending. It names the place, never the content.
type Problem struct {
	File   string `json:"file"`
	Line   int64  `json:"line"` // from 1, where the row begins
	Reason string `json:"reason"`
}

// MaxProblems is how many problems are kept by name; Table.Flawed counts all.
const MaxProblems = 100

// A Table is the part of a directory that an incident needs.
type Table struct {
	People map[string]Person // the wanted customers by id, as far as they are in the directory
	Rows   int64             // of the whole directory, malformed ones too
	Flawed int64             // problems of wanted customers' rows, and of rows that cannot be read
	// Problems are the first MaxProblems of them.
	Problems []Problem
}

// A Source is a directory that can be opened. Name stands in messages.
type Source interface {
	Name() string
	Open(ctx context.Context) (io.ReadCloser, error)
}

// Join reads a whole directory and keeps the rows of the customers whom wanted
// knows, so that memory is bounded by their number. No row of theirs is
// dropped: one with a flaw keeps what it has, and the flaw is reported. A
// directory that ends early is an error, since people might be missing.
func Join(ctx context.Context, s Source, wanted func(id string) bool) (Table, error) {
	body, err := s.Open(ctx)
	if err != nil {
		return Table{}, err
	}
	defer body.Close()
	rows, err := openRows(body, s.Name(), wanted)
	if err != nil {
		return Table{}, err
	}
	defer rows.close()
	j := joiner{file: s.Name(), wanted: wanted, table: Table{People: map[string]Person{}}}
	for {
		if j.table.Rows%4096 == 0 && ctx.Err() != nil {
			return Table{}, ctx.Err()
		}
		row, err := rows.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return Table{}, err
		}
		j.add(row)
	}
	if j.table.Rows == 0 {
		return Table{}, fmt.Errorf("directory %s has no customers below its header: %w; export it again", s.Name(), ErrUnusable)
	}
	return j.table, nil
}

// Check opens a directory and reads its header, so that a wrong one is found
// before hours are spent on the log.
func Check(ctx context.Context, s Source) error {
	body, err := s.Open(ctx)
	if err != nil {
		return err
	}
	defer body.Close()
	rows, err := openRows(body, s.Name(), nil)
	if err != nil {
		return err
	}
	rows.close()
	return nil
}

// ErrUnusable is in the error of a directory that somebody must mend or replace.
var ErrUnusable = errors.New("the directory cannot be used")

type joiner struct {
	file   string
	wanted func(string) bool
	table  Table
}

func (j *joiner) flaw(line int64, reason string) {
	j.table.Flawed++
	if len(j.table.Problems) < MaxProblems {
		j.table.Problems = append(j.table.Problems, Problem{j.file, line, reason})
	}
}

func (j *joiner) add(r row) {
	j.table.Rows++
	id := r.value[customerID]
	switch {
	case r.malformed != "" && !j.wanted(id):
		j.flaw(r.line, r.malformed) // could be anybody's
		return
	case id == "":
		j.flaw(r.line, "no customer_id")
		return
	case !j.wanted(id):
		return
	}
	p := j.person(r)
	if first, twice := j.table.People[id]; twice {
		j.flaw(r.line, fmt.Sprintf("the customer_id stands in line %d too", first.line))
		p = first.with(p)
	}
	j.table.People[id] = p
}

var (
	languageForm = pattern.Lazily(`^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$`)
	// A segment becomes a key of counts that leave the people's bucket, so it
	// may not be anything that could be a person's.
	segmentForm = pattern.Lazily(`^[a-z][a-z_-]{0,23}$`)
)

// person makes what can be made of a row and reports its flaws.
func (j *joiner) person(r row) Person {
	if r.malformed != "" {
		j.flaw(r.line, r.malformed)
		return Person{Unreachable: "the row in the directory is malformed", line: r.line}
	}
	p := Person{Name: r.value[name], line: r.line}
	if why := CheckAddress(r.value[email]); why != "" {
		p.Unreachable = why
		j.flaw(r.line, why)
	} else {
		p.Email = r.value[email]
	}
	var known bool
	if p.Country, known = place.Normalise(r.value[country]); !known {
		j.flaw(r.line, "the country is no code of ISO 3166, such as DE or US-CA")
	}
	if l := r.value[language]; languageForm().MatchString(l) {
		p.Language = strings.ReplaceAll(l, "_", "-")
	} else {
		j.flaw(r.line, "the language is no code such as de or pt-BR")
	}
	if s := strings.ToLower(r.value[segment]); segmentForm().MatchString(s) {
		p.Segment = s
	} else {
		j.flaw(r.line, "the segment is no word such as consumer or business")
	}
	return p
}

// with adds what a further row of the same customer says. Two addresses are
// nobody's to choose between: a letter to the wrong one tells a stranger.
func (p Person) with(other Person) Person {
	const two = "two rows in the directory with different addresses"
	switch {
	case p.Unreachable == two || other.Unreachable == "" && p.Unreachable == "" && !strings.EqualFold(p.Email, other.Email):
		p.Email, p.Unreachable = "", two
	case p.Unreachable != "" && other.Unreachable == "":
		p.Email, p.Unreachable = other.Email, ""
	}
	for _, v := range []struct{ have, more *string }{{&p.Name, &other.Name}, {&p.Country, &other.Country}, {&p.Language, &other.Language}, {&p.Segment, &other.Segment}} {
		if *v.have == "" {
			*v.have = *v.more
		}
	}
	return p
}
