package accesslog

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/columnar"
)

// ocsf is the Open Cybersecurity Schema Framework's API Activity (class 6003) and
// Datastore Activity (6005), as Security Lake and others write them: Parquet, or
// one JSON object a line; each object may be either.
//
// The principal is actor.user.uid, which for CloudTrail's events is the ARN, and
// for a role's session the session's (mapping of CloudTrail to OCSF 1.1,
// github.com/ocsf/examples); where there is none, actor.user.name, and for calls
// of AWS itself actor.invoked_by. What was read is each of resources[].uid, an S3
// object as bucket/key, or databucket's file; where there is neither, those with
// whom the statement in query_info compares the customer column, as for pgAudit.
// What came back with an api.response.error or failed by its status revealed nothing.
var ocsf = Format{
	Name:    "ocsf",
	About:   "OCSF API Activity or Datastore Activity, Parquet or one JSON object a line",
	Lookups: ocsfLookups,
	New: func(m Mapping, w Want) (Decoder, error) {
		column := cmp.Or(m.Customer, roles[roleCustomer].canonical)
		if !strings.Contains(column, ".") {
			m.Customer = ""
		}
		if err := m.fixedNames("ocsf"); err != nil {
			return nil, fmt.Errorf("%w, or take the format json or parquet and name the places in OCSF's events as paths", err)
		}
		o := &ocsfFiles{table: newTable(m, w, ocsfLayout), events: &ocsfLines{builder: newBuilder(m, w), paths: newPaths(eventPaths[:]), lookups: ocsfLookups, column: column}}
		if m.Lookups != nil {
			o.events.lookups = slices.Collect(maps.Keys(m.Lookups))
		}
		o.table.must, o.table.column = o.events.lookups, column
		for role, path := range map[int]string{rolePrincipal: ocsfPrincipals[0], roleAction: eventPaths[eventOperation], roleCustomer: ocsfResources} {
			o.table.labels[role], o.events.builder.labels[role] = path, path
		}
		return o, nil
	},
	Looks: func(head []byte) bool {
		return bytes.HasPrefix(head, parquetMagic) || bytes.Contains(head, []byte(`"class_uid"`)) && bytes.Contains(head, []byte(`"metadata"`))
	},
}

var ocsfLookups = []string{"GetObject", "Query", "Read", "SelectObjectContent"}

// ocsfFiles reads an object by what it begins with.
type ocsfFiles struct {
	table  *table
	events *ocsfLines
}

func (o *ocsfFiles) Decode(ctx context.Context, s *Source, keep func(*Record) error) (Stats, error) {
	stats, err := o.table.Decode(ctx, s, keep)
	if !errors.Is(err, errNotParquet) {
		return stats, err
	}
	return o.events.Decode(ctx, s, keep)
}

const ocsfResources = "resources.uid"

// failed marks the action of a call that came back with an error.
const failed = " (failed)"

// ocsfLayout finds the columns of an OCSF table. Files of Security Lake lack
// those that no event of theirs fills.
func ocsfLayout(t *table, f *columnar.File) (l layout, err error) {
	first := func(paths ...string) columnar.Leaf {
		for _, path := range paths {
			if leaf, ok := f.Leaf(path); ok {
				return leaf
			}
		}
		return columnar.Leaf{}
	}
	l.leaf[roleTime] = first("time", "time_dt")
	operation, activity := first("api.operation"), first("activity_name")
	if l.leaf[roleAction], l.activity = operation, activity; operation.Path == "" {
		l.leaf[roleAction], l.activity = activity, columnar.Leaf{}
	}
	l.leaf[roleSourceIP] = first("src_endpoint.ip")
	for path, says := range ocsfFailures {
		if leaf, ok := f.Leaf(path); ok {
			l.failed = append(l.failed, failure{leaf, says})
		}
	}
	for _, path := range ocsfPrincipals {
		if leaf, ok := f.Leaf(path); ok {
			l.otherwise = append(l.otherwise, leaf)
		}
	}
	l.file, l.within = first("databucket.file.path", "databucket.file.name"), first("databucket.name")
	l.leaf[roleCustomer], l.query = first(ocsfResources), first(eventPaths[eventQuery])
	for _, leaf := range f.Leaves() {
		if strings.HasPrefix(leaf.Path, eventPaths[eventTable]+".") || strings.HasPrefix(leaf.Path, eventPaths[eventDatabase]+".") {
			l.about = append(l.about, leaf)
		}
	}
	switch {
	case l.leaf[roleTime].Path == "":
		return l, errors.New("the table has no column time: it is no OCSF event class; leave it out of the log, or take the format parquet")
	case l.leaf[roleAction].Path == "":
		return l, errors.New("the table has no column api.operation or activity_name: it is neither API Activity nor Datastore Activity; leave it out of the log")
	case len(l.otherwise) == 0:
		return l, errors.New("the table has no column " + strings.Join(ocsfPrincipals, ", ") + ": nobody can be named by it; if another column says who it was, take the format parquet and name it")
	case l.leaf[roleCustomer].Path == "" && l.file.Path == "" && l.query.Path == "":
		return l, errors.New("the table has no column resources.uid, databucket.file.path or query_info.query_string: it does not say what was read; if another column does, take the format parquet and name it")
	}
	l.leaf[rolePrincipal], l.otherwise = l.otherwise[0], l.otherwise[1:]
	l.object = s3Object
	return l, l.setClock(t.Zone)
}

// ocsfFailures are where an event says that it came to nothing, and what says so.
var ocsfFailures = map[string]func(text string) bool{
	eventPaths[eventError]:    func(text string) bool { return text != "" },
	eventPaths[eventStatusID]: func(text string) bool { return text == ocsfFailure },
	eventPaths[eventStatus]:   func(text string) bool { return strings.EqualFold(text, "Failure") },
}

const ocsfFailure = "2" // of status_id

// ocsfPrincipals are where an event names who acted, best first.
var ocsfPrincipals = []string{"actor.user.uid", "actor.user.name", "actor.invoked_by"}

// s3Object turns the ARN of an S3 object into bucket/key. The bucket's own ARN,
// which stands beside it, is no object.
func s3Object(uid string) (object string, ok bool) {
	arn, isARN := strings.CutPrefix(uid, "arn:")
	if !isARN {
		return uid, true
	}
	_, rest, _ := strings.Cut(arn, ":") // the partition
	name, isS3 := strings.CutPrefix(rest, "s3:::")
	if !isS3 {
		return uid, true
	}
	return name, strings.Contains(name, "/")
}
