package accesslog

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
)

const (
	session  = `"userIdentity":{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/Support/jo","sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::111122223333:role/Support"}}}`
	getEvent = `{"eventVersion":"1.09",` + session + `,"eventTime":"2025-03-01T08:15:30Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","sourceIPAddress":"192.0.2.1","requestParameters":{"bucketName":"b","key":"k/1"}}`
)

func edit(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(getEvent) }

// trailCases are files and what is read of them.
var trailCases = []struct {
	name, log string
	customers string
	bad       int64
	reason    string
}{
	{"Records", `{"Records":[` + getEvent + `,` + edit("k/1", "k/2") + `]}`, "b/k/1 b/k/2", 0, ""},
	{"Records, spread over lines", "{\n \"Records\" : [\n " + strings.ReplaceAll(getEvent, ",", ",\n\t") + "\n , " + getEvent + " ] }\n", "b/k/1 b/k/1", 0, ""},
	{"Records among other members", `{"n":[{"Records":5}],"Records":[` + getEvent + `],"m":{"Records":[1]}}`, "b/k/1", 0, ""},
	{"Records twice", `{"Records":[` + getEvent + `],"Records":[` + getEvent + `]}` + "\n" + `{"Records":[]}`, "b/k/1 b/k/1", 0, ""},
	{"Records, key escaped", `{"Re\u0063ords":[` + getEvent + `]}`, "b/k/1", 0, ""},
	{"no events", `{"Records":[]}`, "", 0, ""},
	{"nothing", "", "", 0, ""},
	{"a list", `[` + getEvent + `,` + getEvent + `]`, "b/k/1 b/k/1", 0, ""},
	{"lines", getEvent + "\r\n\n" + getEvent, "b/k/1 b/k/1", 0, ""},
	{"byte-order mark", "\ufeff" + getEvent, "b/k/1", 0, ""},
	{"only @timestamp", edit("eventTime", "@timestamp"), "b/k/1", 0, ""},
	{"no ARN", edit(`"arn":"arn:aws:sts::111122223333:assumed-role/Support/jo"`, `"invokedBy":"athena.amazonaws.com"`), "b/k/1", 0, ""},
	{"nobody", edit(session, `"userIdentity":null`), "b/k/1", 0, ""},
	{"refused", edit(`"eventVersion"`, `"errorCode":"AccessDenied","eventVersion"`), "", 0, ""},
	{"errorCode null", edit(`"eventVersion"`, `"errorCode":null,"eventVersion"`), "b/k/1", 0, ""},
	{"of another service", edit("s3.amazonaws.com", "mediastore.amazonaws.com"), "", 0, ""},
	{"no object", edit("GetObject", "ListBuckets", `{"bucketName":"b","key":"k/1"}`, "null"), "", 0, ""},
	{"escapes", edit("k/1", `k\/\u0031\"`, "eventName", `event\u004eame`), `b/k/1"`, 0, ""},
	{"look-alike names", edit(`"eventVersion"`, `"EventTime":5,"eventName2":"x","requestParameters2":{"key":"z"},"eventVersion"`), "b/k/1", 0, ""},
	{"same keys nested", edit(`"eventVersion":"1.09"`, `"additionalEventData":{"eventTime":"x","requestParameters":{"key":"z"},"errorCode":"x"}`), "b/k/1", 0, ""},
	{"keys twice, last counts", edit(`"eventVersion":"1.09"`, `"eventTime":5,"requestParameters":{"bucketName":"x","key":"y"}`), "b/k/1", 0, ""},
	{"an object twice, the last counts whole", edit(`"key":"k/1"}`, `"key":"k/1"},"requestParameters":{"bucketName":"b"}`), "", 1, "1: requestParameters.key is missing"},
	{"1 MB", edit("1.09", strings.Repeat("x", 1<<20)), "b/k/1", 0, ""},
	{"a digest beside the log", `{"awsAccountId":"111122223333","digestStartTime":"2025-03-01T08:15:30Z","logFiles":[]}` + "\n" + getEvent, "b/k/1", 0, ""},
	{"no object named", edit(`,"key":"k/1"`, ""), "", 1, "1: requestParameters.key is missing"},
	{"no time", edit("eventTime", "when"), "", 1, "1: eventTime is missing"},
	{"@timestamp without offset", strings.Replace(edit("30Z", "30"), "eventTime", "@timestamp", 1), "", 1, "1: @timestamp has no offset: name the zone of the log's times in the Dataset file (log.zone)"},
	{"time without offset", edit("30Z", "30"), "", 1, "1: eventTime has no offset: name the zone of the log's times in the Dataset file (log.zone)"},
	{"no name", edit("eventName", "name"), "", 1, "1: eventName is missing"},
	{"a line cut off", getEvent + "\n" + getEvent[:100] + "\n" + getEvent, "b/k/1 b/k/1", 1, "2: not valid JSON"},
	{"a line cut off at a comma", `{"a":1,` + "\n" + getEvent + "\n" + getEvent, "b/k/1 b/k/1", 1, "1: not valid JSON"},
	{"words", "hello\n" + getEvent, "b/k/1", 1, "1: not a JSON object"},
	{"events behind another value, in one line", `"x"` + getEvent + getEvent + "7" + getEvent, "b/k/1 b/k/1 b/k/1", 2, "1: not a JSON object"},
	{"an event that is cut off, before others in one line", getEvent + getEvent[:60] + getEvent + getEvent + "\n" + getEvent, "b/k/1 b/k/1", 3, "2: not valid JSON, and with it up to 2 more in the same line are lost"},
	{"milliseconds since 1970", edit(`"2025-03-01T08:15:30Z"`, "1740816930000"), "b/k/1", 0, ""},
	{"other values", "5\n\"x\"\n" + getEvent, "b/k/1", 2, "1: not a JSON object"},
	{"other items", `{"Records":[1,` + getEvent + `,null]}`, "b/k/1", 2, "1: not a JSON object"},
	{"an item that is no JSON", `{"Records":[{"a":01},` + getEvent + `]}`, "b/k/1", 1, "1: not valid JSON"},
	{"cut off between events", `{"Records":[` + getEvent + `,`, "b/k/1", 1, "2: the file breaks off or is damaged here: unexpected EOF"},
	{"cut off within an event", `{"Records":[` + getEvent + `,` + getEvent[:200], "b/k/1", 1, "2: the file breaks off or is damaged here: unexpected EOF"},
	{"a list that breaks", `{"Records":[` + getEvent + ` ` + getEvent + `]}`, "b/k/1", 1, "2: the file breaks off or is damaged here: the list of records breaks off here, and what is behind it was not read"},
}

func TestCloudTrail(t *testing.T) {
	for _, c := range trailCases {
		records, stats, err := scanOne(t, Log{Format: cloudTrail}, []byte(c.log))
		var customers []string
		for _, r := range records {
			if r.CustomerID != "" {
				customers = append(customers, r.CustomerID)
			}
		}
		if err != nil || strings.Join(customers, " ") != c.customers || stats.Bad != c.bad || c.bad > 0 && placeOf(stats.BadLines[0]) != c.reason {
			t.Errorf("%s: %q, %+v, %v", c.name, customers, stats, err)
		}
		holdTrail(t, []byte(c.log))
	}
}

// holdTrail compares the decoder with the plain reader.
func holdTrail(t *testing.T, log []byte) {
	t.Helper()
	records, stats, err := scanOne(t, Log{Format: cloudTrail}, log)
	if err != nil {
		t.Fatal(err)
	}
	want, lines, bad, whole := plainTrail(log, Mapping{})
	if whole && (stats.Lines != lines || stats.Bad != bad || !slices.EqualFunc(records, want, same)) {
		t.Errorf("%q:\n%+v %+v, want %d events, %d bad\n%+v", log, records, stats, lines, bad, want)
	}
	if !whole && (len(records) < len(want) || !slices.EqualFunc(records[:len(want)], want, same) || stats.Bad == 0) {
		t.Errorf("%q, which is not all JSON:\n%+v %+v, want at first\n%+v", log, records, stats, want)
	}
}

func TestCloudTrailRecord(t *testing.T) {
	records, _, err := scanOne(t, Log{Format: cloudTrail, Mapping: Mapping{Lookups: map[string][]string{"GetObject": {"name"}, "CopyObject": nil}}},
		[]byte(getEvent+edit("GetObject", "CopyObject", `"key":"k/1"`, `"key":"new","x-amz-copy-source":"/from/a%20b?versionId=3"`)))
	if err != nil || len(records) != 2 {
		t.Fatal(records, err)
	}
	r := records[0]
	if r.Principal != "arn:aws:sts::111122223333:assumed-role/Support/jo" || r.Action != "GetObject" || r.SourceIP != "192.0.2.1" ||
		r.Time.String() != "2025-03-01 08:15:30 +0000 UTC" || !slices.Equal(r.Fields, []string{"name"}) {
		t.Errorf("%+v", r)
	}
	if records[1].CustomerID != "from/a b" {
		t.Errorf("a copy read %q, not its source", records[1].CustomerID)
	}
	if _, err := cloudTrail.New(Mapping{Customer: "key"}, Want{}); err == nil || !strings.Contains(err.Error(), "leave customer out") {
		t.Error(err)
	}
}

// A file of hundreds of megabytes must not be held in memory.
func TestCloudTrailStreams(t *testing.T) {
	var log bytes.Buffer
	log.WriteString(`{"Records":[`)
	const n = 60_000
	for i := range n {
		if i > 0 {
			log.WriteByte(',')
		}
		log.WriteString(edit("k/1", fmt.Sprint(i)))
	}
	log.WriteString(`]}`)
	s := newJSONStream(bytes.NewReader(log.Bytes()), "Records")
	events := 0
	for {
		event, err := s.next()
		if err != nil {
			break
		}
		if events++; !bytes.HasSuffix(event, []byte("}}")) {
			t.Fatalf("event %d ends in %q", events, event[len(event)-10:])
		}
	}
	if events != n || len(s.buf) != blockSize {
		t.Errorf("%d events of %d, in a buffer of %d bytes for %d", events, n, len(s.buf), log.Len())
	}
}

func FuzzCloudTrail(f *testing.F) {
	for _, c := range trailCases {
		if len(c.log) < 1<<12 {
			f.Add([]byte(c.log))
		}
	}
	f.Fuzz(func(t *testing.T, log []byte) {
		if !isPacked(log) && cloudTrail.Looks(log) {
			holdTrail(t, log)
		}
	})
}

func BenchmarkCloudTrail(b *testing.B) {
	log := []byte(`{"Records":[` + strings.Repeat(getEvent+",", 20_000) + getEvent + `]}`)
	for name, w := range map[string]Want{"everybody": {}, "somebody else": {Principals: []string{"x"}}} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(log)))
			for b.Loop() {
				l := Log{Archive: memory{"log": log}, Format: cloudTrail}
				if stats, err := l.Scan(b.Context(), []Object{{Name: "log"}}, Options{Want: w}, func() func(*Record) error { return func(*Record) error { return nil } }); err != nil || stats.Bad > 0 {
					b.Fatal(stats, err)
				}
			}
		})
	}
}
