package main

import (
	"fmt"
	"io"
	"time"

	"github.com/tocsin-ir/tocsin/internal/dutypage"
	"github.com/tocsin-ir/tocsin/internal/obligation"
)

// page writes the duties as a page, and says where.
func (d dutiesFlags) page(stdout io.Writer, result obligation.Result) (int, error) {
	zone, err := reader(d.zone)
	if err != nil {
		return exitUsage, err
	}
	title := "Duties"
	if len(d.names) > 0 {
		title += " of " + d.names[0]
	}
	err = writeTo(d.html, func(w io.Writer) error {
		return dutypage.Write(w, dutypage.Page{Title: title, Result: result, Now: time.Now(), Zone: zone})
	})
	if err != nil {
		return exitFailed, err
	}
	fmt.Fprintln(stdout, d.html)
	return exitOK, nil
}

// reader is the zone of whoever reads.
func reader(name string) (*time.Location, error) {
	if name == "" {
		return time.Local, nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("there is no time zone %q: name it like Europe/Berlin", name)
	}
	return zone, nil
}
