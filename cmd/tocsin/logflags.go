package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/dataset"
	"github.com/tocsin-ir/tocsin/internal/directory"
)

// logFlags say which log a command reads, and how.
type logFlags struct {
	log                                names
	dataset, format, action, directory string
}

func (l *logFlags) register(flags *flag.FlagSet) {
	flags.Var(&l.log, "log", "")
	flags.StringVar(&l.dataset, "dataset", "", "")
	flags.StringVar(&l.format, "format", "", "")
	flags.StringVar(&l.action, "action", "", "")
	flags.StringVar(&l.directory, "directory", "", "")
}

// logHelp is the flags' part of a command's help.
func logHelp() string {
	var formats strings.Builder
	for _, f := range accesslog.Formats {
		fmt.Fprintf(&formats, "\n                     %-11s %s", f.Name, f.About)
	}
	return `  -log GLOB        files of the access log, plain, gzip, zstd or bzip2, or
                   s3://bucket/prefix (** goes over folders); quote the pattern; may
                   be repeated
  -format NAME     how the log is written (default: ` + accesslog.Formats[0].Name + `):` + formats.String() + `
  -dataset FILE    the data set's own description of all this, instead of -log and
                   -format (docs/dataset.md)
  -action A,B      which actions count as look-ups (default: those of the data set;
                   ` + accesslog.DefaultLookup + `; for cloudtrail ` + "GetObject" + `)
`
}

// check refuses flags that do not go together.
func (l *logFlags) check() error {
	switch {
	case len(l.log) == 0 && l.dataset == "":
		return errors.New("-log is missing: name the files of the access log, or the -dataset file that does")
	case l.dataset != "" && (len(l.log) > 0 || l.format != ""):
		return errors.New("-dataset says where the log is and how it is written: leave -log and -format out")
	case slices.Contains(l.actions(), ""):
		return errors.New("an action is empty: -action wants names as they stand in the log, such as " + accesslog.DefaultLookup)
	}
	_, err := l.formatNamed()
	return err
}

func (l *logFlags) formatNamed() (accesslog.Format, error) {
	if l.format == "" {
		return accesslog.Formats[0], nil
	}
	return accesslog.FormatNamed(l.format)
}

// actions are those that were asked for; none leaves it to the log.
func (l *logFlags) actions() []string {
	if l.action == "" {
		return nil
	}
	return splitActions(l.action)
}

// open finds the log and the directory, which is nil when none is named.
func (l *logFlags) open(ctx context.Context) (log accesslog.Log, source directory.Source, err error) {
	if l.dataset != "" {
		var d *dataset.Dataset
		if d, err = dataset.Load(l.dataset); err == nil {
			log, source, err = d.Open(s3Clients(ctx))
		}
	} else if log.Format, err = l.formatNamed(); err == nil {
		log.Archive, err = dataset.Archive(l.log, s3Clients(ctx))
	}
	if l.directory != "" {
		source = directory.File(l.directory)
	}
	return log, source, err
}
