package accesslog

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
)

// cloudTrail are events of AWS CloudTrail: the Records files that it delivers to
// S3, lists of events, and events one after the other, with eventTime or only
// @timestamp. The principal is userIdentity.arn, which for a role is that of the
// session; the customer is the S3 object that was read, as "bucket/key". An
// event with an errorCode read nothing. Places are numbers of events.
var cloudTrail = Format{
	Name:    "cloudtrail",
	About:   "events of AWS CloudTrail, in Records files or one after the other",
	Lookups: []string{"GetObject"},
	New: func(m Mapping, w Want) (Decoder, error) {
		if err := m.fixedNames("cloudtrail"); err != nil {
			return nil, err
		}
		if m.Lookups == nil {
			m.Lookups = map[string][]string{"GetObject": nil}
		}
		b := newBuilder(m, w)
		b.labels = [roleCount]string{roleTime: "eventTime", rolePrincipal: "userIdentity", roleAction: "eventName", roleCustomer: "requestParameters.key"}
		return &trail{builder: b, paths: newPaths(trailPaths[:])}, nil
	},
	Looks: func(head []byte) bool {
		for _, key := range []string{`"Records"`, `"eventSource"`, `"userIdentity"`} {
			if bytes.Contains(head, []byte(key)) {
				return true
			}
		}
		return false
	},
}

// Where an event has what (CloudTrail User Guide, "CloudTrail record contents").
const (
	trailTime = iota
	trailTimestamp
	trailARN
	trailInvokedBy
	trailPrincipalID
	trailAccount
	trailSource
	trailName
	trailError
	trailBucket
	trailKey
	trailCopied
	trailAddress
	trailDigest
	trailCount
)

var trailPaths = [trailCount]string{"eventTime", "@timestamp", "userIdentity.arn", "userIdentity.invokedBy", "userIdentity.principalId",
	"userIdentity.accountId", "eventSource", "eventName", "errorCode", "requestParameters.bucketName", "requestParameters.key",
	"requestParameters.x-amz-copy-source", "sourceIPAddress", "digestStartTime"}

type trail struct {
	*builder
	paths *paths
}

func (t *trail) Decode(ctx context.Context, s *Source, keep func(*Record) error) (stats Stats, err error) {
	text, err := s.OpenText(ctx)
	if err != nil {
		return Stats{}, err
	}
	defer text.Close()
	events := newJSONStream(text, "Records")
	events.mark = []byte(`"` + trailPaths[trailName] + `"`)
	for {
		if stats.Lines%1024 == 0 && ctx.Err() != nil {
			return stats, fmt.Errorf("reading log %s: %w", s.Name, ctx.Err())
		}
		event, err := events.next()
		var bad badObject
		switch {
		case err == io.EOF && text.Broken() == nil:
			return stats, nil
		case errors.As(err, &bad):
			stats.Lines++
			stats.bad(s.Name, stats.Lines, bad.Error()+events.also())
			stats.Lines += events.lost
			stats.Bad += events.lost
			events.lost = 0
			continue
		case text.Broken() != nil:
			return stats, fmt.Errorf("reading log %s: %w", s.Name, text.Broken())
		case err != nil:
			stats.damaged(s.Name, stats.Lines+1, damage(err))
			return stats, nil
		}
		if err := t.event(string(event), s.Name, &stats, keep); err != nil {
			return stats, fmt.Errorf("reading log %s: %w", s.Name, err)
		}
	}
}

// event makes a record of an event.
func (t *trail) event(event, name string, stats *Stats, keep func(*Record) error) error {
	reason := t.paths.find(event)
	if reason == "" && t.paths.value(trailDigest) != "" && t.paths.value(trailName) == "" {
		return nil // of the digest files that lie beside the log: no event
	}
	stats.Lines++
	if reason == "" {
		reason = t.read()
	}
	if reason != "" {
		stats.bad(name, stats.Lines, reason)
		return nil
	}
	return keep(&t.builder.record)
}

// text is a value of the event; what is no string counts as absent.
func (t *trail) text(path int) string {
	raw := t.paths.value(path)
	if raw == "" {
		return ""
	}
	text, _ := unquote(raw)
	return text
}

// number is text, or a number as other programs that pass events on write times.
func (t *trail) number(path int) string {
	raw := t.paths.value(path)
	if raw == "" {
		return ""
	}
	text, _ := scalar(raw, true)
	return text
}

// first is the first of several values that is there.
func (t *trail) first(from, to int) string {
	for path := from; path <= to; path++ {
		if text := t.text(path); text != "" {
			return text
		}
	}
	return ""
}

// read makes the record of the event that was found.
func (t *trail) read() (reason string) {
	var v [roleCount]string
	v[roleTime], t.labels[roleTime] = t.number(trailTime), trailPaths[trailTime]
	if v[roleTime] == "" && t.number(trailTimestamp) != "" {
		v[roleTime], t.labels[roleTime] = t.number(trailTimestamp), trailPaths[trailTimestamp]
	}
	v[rolePrincipal] = t.first(trailARN, trailSource) // services and strangers have no ARN
	v[roleAction] = t.text(trailName)
	v[roleSourceIP] = t.text(trailAddress)
	// Other services have actions of the same names, but not these objects.
	t.nobody = t.paths.value(trailError) != "" || !strings.HasPrefix(t.text(trailSource), "s3")
	if !t.nobody {
		v[roleCustomer] = t.object()
	}
	return t.build(&v)
}

// object is what the event read: the source where it made a copy.
func (t *trail) object() string {
	if source := t.text(trailCopied); source != "" {
		source, _, _ = strings.Cut(source, "?versionId=")
		if plain, err := url.PathUnescape(source); err == nil {
			source = plain
		}
		return strings.TrimPrefix(source, "/")
	}
	bucket, key := t.text(trailBucket), t.text(trailKey)
	if bucket == "" || key == "" {
		return ""
	}
	return bucket + "/" + key
}
