package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/scope"
)

// writeAffected writes the affected, or nothing when it cannot write all: for one
// suspect the ids alone, one a line, and for several a table that says who touched
// whom. A list in which an id would be taken for two is written as a table too.
func writeAffected(path string, principals []string, affected []scope.Affected) (asTable bool, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".tocsin-*") // readable by its owner only
	if err != nil {
		return false, fmt.Errorf("writing the affected: %w", err)
	}
	defer os.Remove(f.Name())
	if asTable = len(principals) > 1 || slices.ContainsFunc(affected, breaksLine); asTable {
		err = writeTable(f, principals, affected)
	} else {
		err = writeIDs(f, affected)
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return false, fmt.Errorf("writing the affected: %w", err)
	}
	return asTable, nil
}

// breaksLine says whether any of the usual tools would take the id for two lines.
func breaksLine(a scope.Affected) bool {
	return strings.ContainsAny(a.CustomerID, "\n\r\v\f\u0085\u2028\u2029")
}

func writeIDs(w io.Writer, affected []scope.Affected) error {
	list := bufio.NewWriter(w)
	for _, a := range affected {
		list.WriteString(a.CustomerID)
		list.WriteByte('\n')
	}
	return list.Flush()
}

// writeTable writes CSV: a line for each of the affected, with a column for each
// suspect that has how many of their events count.
func writeTable(w io.Writer, principals []string, affected []scope.Affected) error {
	table := csv.NewWriter(w)
	row := append([]string{"customer_id"}, principals...)
	if err := table.Write(row); err != nil {
		return err
	}
	for _, a := range affected {
		row[0] = a.CustomerID
		for i, p := range principals {
			row[i+1] = strconv.FormatInt(a.Events[p], 10)
		}
		if err := table.Write(row); err != nil {
			return err
		}
	}
	table.Flush()
	return table.Error()
}
