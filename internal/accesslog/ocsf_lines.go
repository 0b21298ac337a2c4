package accesslog

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
)

// Where an OCSF event has what (schema.ocsf.io, classes 6003 and 6005).
const (
	eventTime = iota
	eventTimeText
	eventUID
	eventUserName
	eventInvokedBy
	eventOperation
	eventActivity
	eventError
	eventStatusID
	eventStatus
	eventAddress
	eventResources
	eventFilePath
	eventFileName
	eventBucket
	eventQuery
	eventTable
	eventDatabase
	eventCount
)

var eventPaths = [eventCount]string{"time", "time_dt", "actor.user.uid", "actor.user.name", "actor.invoked_by", "api.operation", "activity_name",
	"api.response.error", "status_id", "status", "src_endpoint.ip", "resources", "databucket.file.path", "databucket.file.name", "databucket.name",
	"query_info.query_string", "table", "database"}

// ocsfLines reads OCSF events of one JSON object a line.
type ocsfLines struct {
	builder *builder
	paths   *paths
	lookups []string // actions whose events must say what was read
	column  string   // with which statements choose customers
	wide    int64    // events that may have read any number of customers
}

func (o *ocsfLines) Decode(ctx context.Context, s *Source, keep func(*Record) error) (Stats, error) {
	text, err := s.OpenText(ctx)
	if err != nil {
		return Stats{}, err
	}
	o.wide = 0
	l := lines{name: s.Name, size: blockSize, take: func(line string) (string, error) { return o.take(line, keep) }}
	stats, err := l.read(ctx, text)
	stats.Wide += o.wide
	stats.Most = o.builder.most
	return stats, err
}

// text is a string or number of the event; anything else counts as absent.
func (o *ocsfLines) text(path int) string {
	raw := o.paths.value(path)
	if raw == "" {
		return ""
	}
	text, ok := scalar(raw, true)
	if !ok {
		return ""
	}
	return text
}

func (o *ocsfLines) take(line string, keep func(*Record) error) (reason string, err error) {
	if reason := o.paths.find(line); reason != "" {
		return laidOut(line, reason), nil
	}
	v := [roleCount]string{
		roleTime: o.text(eventTime), rolePrincipal: cmp.Or(o.text(eventUID), o.text(eventUserName), o.text(eventInvokedBy)),
		roleAction: cmp.Or(o.text(eventOperation), o.text(eventActivity)), roleSourceIP: o.text(eventAddress),
	}
	o.builder.labels[roleTime] = eventPaths[eventTime]
	if v[roleTime] == "" && o.text(eventTimeText) != "" {
		v[roleTime], o.builder.labels[roleTime] = o.text(eventTimeText), eventPaths[eventTimeText]
	}
	if !o.builder.wanted(v[rolePrincipal]) {
		return o.builder.buildEach(&v, nil, keep)
	}
	if o.text(eventError) != "" || o.text(eventStatusID) == ocsfFailure || strings.EqualFold(o.text(eventStatus), "Failure") {
		v[roleAction] += failed
		return o.builder.buildEach(&v, nil, keep)
	}
	objects, ok := o.objects()
	switch lookup := slices.Contains(o.lookups, v[roleAction]); {
	case !ok:
		return "resources is no list of objects", nil
	case len(objects) > 0 || !lookup:
		return o.builder.buildEach(&v, objects, keep)
	case o.text(eventQuery) != "":
		return o.query(&v, keep)
	case o.paths.value(eventTable) != "" || o.paths.value(eventDatabase) != "":
		o.wide++
		return noStatement, nil
	}
	return ocsfResources + " is missing", nil
}

const noStatement = "query_info.query_string is missing: whom it read of the table cannot be told"

// query hands over whom the event's statement reads, and says when there may be more.
func (o *ocsfLines) query(v *[roleCount]string, keep func(*Record) error) (reason string, err error) {
	statement := o.text(eventQuery)
	ids, whole := customersOf(statement, nil, o.column)
	if reason, err = o.builder.buildEach(v, ids, keep); reason != "" || err != nil || whole || len(ids) == 0 && !readsTable(statement) {
		return reason, err
	}
	o.wide++
	return widerThan(eventPaths[eventQuery], ids, o.column), nil
}

// widerThan says that a statement may have read more than the ids.
func widerThan(statement string, ids []string, column string) string {
	if len(ids) == 0 {
		return statement + " does not choose by " + column + ": whom it read cannot be told"
	}
	return statement + " chooses by more than " + column + ": whom else it read cannot be told"
}

// objects are what the event says was read.
func (o *ocsfLines) objects() (all []string, ok bool) {
	raw := o.paths.value(eventResources)
	var resources []map[string]json.RawMessage
	if raw != "" && json.Unmarshal([]byte(raw), &resources) != nil {
		return nil, false
	}
	for _, r := range resources {
		uid, isText := unquoted(r["uid"])
		if object, ok := s3Object(uid); ok && isText && object != "" {
			all = append(all, object)
		}
	}
	file := cmp.Or(o.text(eventFilePath), o.text(eventFileName))
	if len(all) == 0 && file != "" {
		if bucket := o.text(eventBucket); bucket != "" {
			file = bucket + "/" + file
		}
		all = append(all, file)
	}
	return all, true
}

func unquoted(raw json.RawMessage) (text string, ok bool) {
	if len(raw) == 0 || raw[0] != '"' {
		return "", false
	}
	return unquote(string(raw))
}
