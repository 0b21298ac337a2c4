package accesslog

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// An ocsfRow is an event as Security Lake writes it, as far as it is looked at.
type ocsfRow struct {
	Time     int64 `parquet:"time" json:"time"`
	ClassUID int32 `parquet:"class_uid" json:"class_uid"`
	Metadata struct {
		Version string `parquet:"version" json:"version"`
	} `parquet:"metadata" json:"metadata"`
	Actor struct {
		User struct {
			UID  *string `parquet:"uid" json:"uid"`
			Name *string `parquet:"name" json:"name"`
		} `parquet:"user" json:"user"`
		InvokedBy *string `parquet:"invoked_by" json:"invoked_by"`
	} `parquet:"actor" json:"actor"`
	API struct {
		Operation string `parquet:"operation" json:"operation"`
		Response  struct {
			Error *string `parquet:"error" json:"error"`
		} `parquet:"response" json:"response"`
	} `parquet:"api" json:"api"`
	Resources []ocsfResource `parquet:"resources,list" json:"resources"`
	Source    struct {
		IP string `parquet:"ip" json:"ip"`
	} `parquet:"src_endpoint" json:"src_endpoint"`
	StatusID *int32  `parquet:"status_id" json:"status_id"`
	Status   *string `parquet:"status" json:"status"`
	Activity *string `parquet:"activity_name" json:"activity_name"`
	Bucket   struct {
		Name *string `parquet:"name" json:"name"`
		File struct {
			Path *string `parquet:"path" json:"path"`
		} `parquet:"file" json:"file"`
	} `parquet:"databucket" json:"databucket"`
	Query *struct {
		Text *string `parquet:"query_string" json:"query_string"`
	} `parquet:"query_info,optional" json:"query_info"`
	Table *ocsfName `parquet:"table,optional" json:"table"`
	Base  *ocsfName `parquet:"database,optional" json:"database"`
}

type ocsfName struct {
	Name *string `parquet:"name" json:"name"`
}

type ocsfResource struct {
	UID  string `parquet:"uid" json:"uid"`
	Type string `parquet:"type" json:"type"`
}

const ocsfSession = "arn:aws:sts::123456789012:assumed-role/Backup/intruder"

func ocsfEvents() []ocsfRow {
	read := func(at int64, who string, operation string, resources ...string) ocsfRow {
		var e ocsfRow
		e.Time, e.ClassUID, e.API.Operation, e.Source.IP, e.Metadata.Version = at, 6003, operation, "203.0.113.7", "1.1.0"
		if who != "" {
			e.Actor.User.UID = &who
		}
		for _, uid := range resources {
			e.Resources = append(e.Resources, ocsfResource{uid, "AWS::S3::Object"})
		}
		return e
	}
	bucket := "arn:aws:s3:::customers"
	denied, service, name := "AccessDenied", "config.amazonaws.com", "root"
	events := []ocsfRow{
		read(1_760_000_000_001, ocsfSession, "GetObject", bucket+"/2026/C1.json", bucket),
		read(1_760_000_000_002, ocsfSession, "GetObject", bucket, "arn:aws-cn:s3:::customers/2026/C2.json"),
		read(1_760_000_000_003, ocsfSession, "ListObjects", bucket),
		read(1_760_000_000_004, ocsfSession, "GetObject", bucket+"/2026/C3.json"), // denied
		read(1_760_000_000_005, "", "GetObject", bucket+"/2026/C4.json"),          // AWS itself
		read(1_760_000_000_006, "", "GetObject", bucket+"/2026/C5.json"),          // by name
		read(1_760_000_000_007, "", "GetObject", bucket+"/2026/C6.json"),          // by nobody
		read(1_760_000_000_008, ocsfSession, "GetObject"),                         // says not what
	}
	for at := range int64(3) { // failed by status, failed by its number, and one whose uid is empty
		events = append(events, read(1_760_000_000_009+at, ocsfSession, "GetObject", bucket+"/2026/C9.json"))
	}
	failure, number, empty, activity, lake, path := "failure", int32(2), "", "Read", "lake", "2026/C12.json"
	events[8].Status, events[9].StatusID = &failure, &number
	events[10].Actor.User.UID, events[10].Actor.User.Name = &empty, &name
	events = append(events, read(1_760_000_000_012, ocsfSession, "")) // what another class says elsewhere
	events[11].Activity, events[11].Bucket.Name, events[11].Bucket.File.Path = &activity, &lake, &path
	events[3].API.Response.Error = &denied
	events[4].Actor.InvokedBy = &service
	events[5].Actor.User.Name = &name
	return events
}

// TestOCSF reads the same events as Parquet and as JSON: the answer may not
// depend on how a lake stores them.
func TestOCSF(t *testing.T) {
	events := ocsfEvents()
	var lines strings.Builder
	for _, e := range events {
		line, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&lines, "%s\n", line)
	}
	want := []string{
		"001 " + ocsfSession + " GetObject customers/2026/C1.json",
		"002 " + ocsfSession + " GetObject customers/2026/C2.json",
		"003 " + ocsfSession + " ListObjects ",
		"004 " + ocsfSession + " GetObject (failed) ",
		"005 config.amazonaws.com GetObject customers/2026/C4.json",
		"006 root GetObject customers/2026/C5.json",
		"009 " + ocsfSession + " GetObject (failed) ",
		"010 " + ocsfSession + " GetObject (failed) ",
		"011 root GetObject customers/2026/C9.json",
		"012 " + ocsfSession + " Read lake/2026/C12.json",
	}
	for kind, body := range map[string][]byte{"Parquet": parquetFile(t, events), "JSON": []byte(lines.String())} {
		got, stats, err := scanned(t, Log{Format: ocsf}, Options{}, map[string][]byte{"x": body})
		if err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		var said []string
		for _, r := range got {
			said = append(said, r.Time.Format(".000")[1:]+" "+r.Principal+" "+r.Action+" "+r.CustomerID)
			if r.SourceIP != "203.0.113.7" {
				t.Errorf("%s: source %q, want the event's", kind, r.SourceIP)
			}
		}
		if !slices.Equal(said, want) {
			t.Errorf("%s: got\n%s\nwant\n%s", kind, strings.Join(said, "\n"), strings.Join(want, "\n"))
		}
		if stats.Lines != 12 || stats.Bad != 2 || stats.BadLines[0].Line != 7 || stats.BadLines[1].Line != 8 {
			t.Errorf("%s: %d of %d bad: %+v; want 7, which names nobody, and 8, which does not say what was read", kind, stats.Bad, stats.Lines, stats.BadLines)
		}
	}
}

func TestOCSFDatastore(t *testing.T) {
	event := `{"class_uid":6005,"metadata":{"version":"1.3.0"},"time":1760000000000,"activity_name":"Read","actor":{"user":{"name":"etl"}},"databucket":{"name":"lake","file":{"name":"C7"}}}`
	got, _, err := scanned(t, Log{Format: ocsf}, Options{}, map[string][]byte{"x": []byte(event)})
	if err != nil || len(got) != 1 || got[0].Principal != "etl" || got[0].Action != "Read" || got[0].CustomerID != "lake/C7" {
		t.Errorf("Datastore Activity read as %+v (%v), want etl's reading of lake/C7", got, err)
	}
}

type ocsfLineCase struct {
	name, rest, want, bad string
	wide                  int64
}

// ocsfLineCases are events beside a good time and actor, and what they say: "action
// customer" of each record, and a part of why the line is bad.
var ocsfLineCases = []ocsfLineCase{
	{"an error", `"activity_name":"Read","databucket":{"name":"b","file":{"path":"C1"}},"api":{"response":{"error":"AccessDenied"}}`, "Read (failed) ", "", 0},
	{"failed by its number", `"activity_name":"Read","databucket":{"name":"b","file":{"path":"C1"}},"status_id":2`, "Read (failed) ", "", 0},
	{"failed by its word", `"api":{"operation":"GetObject","response":{"error":null,"code":403}},"resources":[{"uid":"arn:aws:s3:::b/C1"}],"status":"Failure"`, "GetObject (failed) ", "", 0},
	{"worked", `"api":{"operation":"GetObject"},"resources":[{"uid":"arn:aws:s3:::b/C1"}],"status":"Success","status_id":1`, "GetObject b/C1", "", 0},
	{"a statement about one", `"activity_name":"Query","table":{"name":"customers"},"query_info":{"query_string":"SELECT * FROM customers WHERE customer_id='C1'"}`, "Query C1", "", 0},
	{"a statement about more", `"activity_name":"Query","query_info":{"query_string":"SELECT * FROM customers WHERE customer_id='C1' OR true"}`, "Query C1", "query_info.query_string chooses by more than customer_id", 1},
	{"a statement about everybody", `"activity_name":"Query","query_info":{"query_string":"SELECT * FROM customers"}`, "Query ", "query_info.query_string does not choose by customer_id", 1},
	{"a statement about nobody", `"activity_name":"Query","query_info":{"query_string":"SELECT 1"}`, "Query ", "", 0},
	{"a table without statement", `"activity_name":"Read","table":{"name":"customers"},"database":{"name":"crm"}`, "", "query_info.query_string is missing", 1},
	{"nothing at all", `"activity_name":"Read"`, "", "resources.uid is missing", 0},
	{"an empty list of resources", `"activity_name":"Read","resources":[]`, "", "resources.uid is missing", 0},
	{"a file, and a bucket among the resources", `"activity_name":"Read","resources":[{"uid":"arn:aws:s3:::b"}],"databucket":{"name":"b","file":{"path":"C1"}}`, "Read b/C1", "", 0},
	{"a statement beside a resource", `"activity_name":"Query","resources":[{"uid":"arn:aws:s3:::b/C1"}],"query_info":{"query_string":"SELECT * FROM customers"}`, "Query b/C1", "", 0},
	{"a failed statement", `"activity_name":"Query","status_id":2,"query_info":{"query_string":"SELECT * FROM customers"}`, "Query (failed) ", "", 0},
	{"a time_dt that is a number", `"time_dt":7,"api":{"operation":"ListObjects"}`, "ListObjects ", "", 0},
	{"names in other letters", `"activity_name":"Connect","ACTOR":{"user":{"uid":"other"}},"Time":1`, "Connect ", "", 0},
	{"resources that are none", `"api":{"operation":"GetObject"},"resources":"arn:aws:s3:::b/C1"`, "", "resources is no list", 0},
}

func TestOCSFLines(t *testing.T) {
	tables := 0
	for _, c := range ocsfLineCases {
		line := `{"class_uid":6005,"metadata":{},"time":1760000000000,"actor":{"user":{"uid":"jo"}},` + c.rest + "}"
		holdOCSF(t, c, []byte(line))
		var row ocsfRow
		if json.Unmarshal([]byte(line), &row) == nil && !strings.Contains(c.rest, "ACTOR") { // to this library a name is one in any case
			tables++
			holdOCSF(t, c, parquetFile(t, []ocsfRow{row}))
		}
	}
	if tables < len(ocsfLineCases)/2 {
		t.Errorf("only %d of %d events could be put into a table", tables, len(ocsfLineCases))
	}
	for line, want := range map[string]string{
		`[{"class_uid":6003,"metadata":{}}]`: "each line is to be one object",
		`{"class_uid":6003,"metadata":{},"time_dt":"2026-01-01T00:00:00","actor":{"user":{"uid":"jo"}},"activity_name":"Connect"}`: "time_dt has no offset",
		`{"class_uid":6003,"metadata":{},"actor":{"user":{"uid":"jo"}},"activity_name":"Connect"}`:                                 "time is missing",
	} {
		_, stats, err := scanOne(t, Log{Format: ocsf}, []byte(line))
		if err != nil || stats.Bad != 1 || !strings.Contains(stats.BadLines[0].Reason, want) {
			t.Errorf("%s: %+v, %v; want %q", line, stats, err, want)
		}
	}
}

// holdOCSF wants of one event by jo what it says, whether in a line or in a table.
func holdOCSF(t *testing.T, c ocsfLineCase, body []byte) {
	t.Helper()
	got, stats, err := scanned(t, Log{Format: ocsf}, Options{}, map[string][]byte{"x": body})
	var said []string
	for _, r := range got {
		if said = append(said, r.Action+" "+r.CustomerID); r.Principal != "jo" {
			t.Errorf("%s: blames %s", c.name, r.Principal)
		}
	}
	reason := ""
	if len(stats.BadLines) > 0 {
		reason = stats.BadLines[0].Reason
	}
	if err != nil || strings.Join(said, ",") != c.want || stats.Wide != c.wide || (c.bad == "") != (reason == "") || !strings.Contains(reason, c.bad) {
		t.Errorf("%s, in %.4q: %q, %+v, %v; want %q, %q, %d wide", c.name, body, said, stats, err, c.want, c.bad, c.wide)
	}
}

func TestOCSFBadInput(t *testing.T) {
	type other struct {
		Time int64 `parquet:"time"`
	}
	if _, _, err := scanned(t, Log{Format: ocsf}, Options{}, map[string][]byte{"x": parquetFile(t, []other{{1}})}); err == nil || !strings.Contains(err.Error(), "neither API Activity nor Datastore Activity") {
		t.Errorf("a table of another class: %v, want that said", err)
	}
	type silent struct {
		Time     int64  `parquet:"time"`
		Activity string `parquet:"activity_name"`
		Actor    struct {
			User struct {
				UID string `parquet:"uid"`
			} `parquet:"user"`
		} `parquet:"actor"`
	}
	if _, _, err := scanned(t, Log{Format: ocsf}, Options{}, map[string][]byte{"x": parquetFile(t, []silent{{Time: 1}})}); err == nil || !strings.Contains(err.Error(), "no column resources.uid, databucket.file.path or query_info.query_string") {
		t.Errorf("a table that cannot say what was read: %v, want the columns that would", err)
	}
	if _, err := ocsf.New(Mapping{Customer: "x.y"}, Want{}); err == nil || !strings.Contains(err.Error(), "format json or parquet") {
		t.Errorf("a mapping for OCSF: %v, want what to do instead", err)
	}
}
