package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/scope"
)

// writeAffected writes one of the affected a line, and nothing when it cannot
// write all: the id alone for one suspect, and for several a table that says who
// touched whom.
func writeAffected(path string, principals []string, affected []scope.Affected) error {
	for i, a := range affected {
		if strings.ContainsAny(a.CustomerID, "\r\n") {
			return fmt.Errorf("writing %s: id %d of %d holds a line break and would be taken for two", path, i+1, len(affected))
		}
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".tocsin-*") // readable by its owner only
	if err != nil {
		return fmt.Errorf("writing the affected: %w", err)
	}
	defer os.Remove(f.Name())
	if len(principals) == 1 {
		err = writeIDs(f, affected)
	} else {
		err = writeTable(f, principals, affected)
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("writing the affected: %w", err)
	}
	return nil
}

func writeIDs(w io.Writer, affected []scope.Affected) error {
	var list strings.Builder
	for _, a := range affected {
		list.WriteString(a.CustomerID)
		list.WriteByte('\n')
	}
	_, err := io.WriteString(w, list.String())
	return err
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
