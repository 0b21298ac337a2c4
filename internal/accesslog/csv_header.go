package accesslog

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// looksLikeCSV knows a line of names. Lines of other logs have commas too, but begin
// with a time or a brace, or have nothing between some of them.
func looksLikeCSV(head []byte) bool {
	line, _, _ := bytes.Cut(bytes.TrimLeft(head, " \t\r\n"), []byte("\n"))
	line = bytes.TrimRight(line, "\r")
	if bytes.HasPrefix(head, parquetMagic) || bytes.ContainsFunc(line, func(c rune) bool { return c < ' ' && c != '\t' }) {
		return false
	}
	names := strings.Split(string(line), string(separator(line)))
	return len(names) > 1 && !slices.ContainsFunc(names, func(name string) bool {
		first, _ := utf8.DecodeRuneInString(strings.Trim(name, ` "`)) // not of UTF-8 is a letter, perhaps
		return len(name) > maxName || !unicode.IsLetter(first) && !strings.ContainsRune("_@#$\ufffd", first) || strings.Trim(name, ` "`) == ""
	})
}

// maxName is the longest name of a column that is foreseen, in bytes.
const maxName = 128

const csvSeparators = ",;\t|"

// open reads the header.
func (f *csvFile) open() (ok bool, err error) {
	for len(f.buf) < headSize && f.end == nil {
		_ = f.more() // is in f.end
	}
	f.at = len(f.buf) - len(bytes.TrimPrefix(f.buf, []byte("\ufeff")))
	f.begin, f.comma = f.at, separator(f.buf[f.at:])
	f.reset()
	header, err := f.next()
	switch {
	case err == io.EOF:
		return false, nil
	case err != nil && f.end != nil && f.end != io.EOF:
		f.stats.damaged(f.name, 1, damage(f.end))
		return false, nil
	case err != nil:
		return false, tableError("line 1 is no header of a table, since " + err.Error() + ": put values with quotes in them in quotes, and double those")
	}
	f.width = len(header)
	return true, f.find(header)
}

// find says which column has which role.
func (f *csvFile) find(header []string) error {
	for i, column := range header {
		header[i] = strings.TrimSpace(column)
	}
	for role, name := range f.names() {
		f.columns[role] = slices.Index(header, name)
		switch wanted := f.named()[role] != "" || role <= roleCustomer; {
		case name == "":
			f.columns[role] = -1
		case f.columns[role] < 0 && wanted:
			return f.lacks(header, role)
		case f.columns[role] >= 0 && slices.Contains(header[f.columns[role]+1:], name):
			return tableError(fmt.Sprintf("two columns of the header in line 1 are named %q: give them different names", name))
		}
	}
	return nil
}

// lacks says that the header has no column for a role, and what to do. What else it
// holds is shown only where it is a header for sure: where there is none, the first
// line is a row of customers.
func (f *csvFile) lacks(header []string, role int) error {
	names := f.names()
	name := names[role]
	text := fmt.Sprintf("none of the %d columns in line 1 is named %q, which is to hold the %s", len(header), name, roles[role].role)
	bare := strings.NewReplacer("_", "", "-", "", " ", "", ".", "").Replace
	like := slices.IndexFunc(header, func(column string) bool { return strings.EqualFold(bare(column), bare(name)) })
	sure := slices.ContainsFunc(header, func(column string) bool { return column != "" && slices.Contains(names[:], column) })
	switch {
	case like >= 0:
		text += fmt.Sprintf(", but one is %q: write %s: %q under log.columns in the Dataset file", header[like], roles[role].role, header[like])
	case len(header) == 1:
		text += ": is there a header, and comma, semicolon, tab or bar between the columns?"
	case sure:
		text += fmt.Sprintf("; they are %s: name the right one as %s under log.columns in the Dataset file", shortened(header), roles[role].role)
	default:
		text += ": is there a header? If so, name its columns under log.columns in the Dataset file"
	}
	return tableError(text)
}

func separator(head []byte) rune {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	best := ','
	for _, c := range csvSeparators {
		if bytes.Count(line, []byte(string(c))) > bytes.Count(line, []byte(string(best))) {
			best = c
		}
	}
	return best
}
