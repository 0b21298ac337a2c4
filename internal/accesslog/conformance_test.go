package accesslog

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
)

// A writing is one way in which a format has accesses.
type writing struct {
	format Format
	m      Mapping
	write  func(accesses []Record) []byte
	loses  func(*Record) // what the format does not say; nil where it says all
}

// textFormats write accesses as each of the formats of text has them.
var textFormats = []writing{
	{jsonLines, Mapping{}, func(all []Record) []byte {
		return eachLine(all, func(r Record) any {
			return map[string]any{"time": r.Time, "principal": r.Principal, "action": r.Action, "customer_id": r.CustomerID, "source_ip": r.SourceIP}
		})
	}, nil},
	{jsonLines, nested, func(all []Record) []byte {
		return eachLine(all, func(r Record) any {
			return map[string]any{"at": r.Time, "user": map[string]any{"name": r.Principal}, "kind": r.Action, "ip": r.SourceIP,
				"target": map[string]any{"customer": map[string]any{"id": r.CustomerID}}}
		})
	}, nil},
	{csvTables, Mapping{}, func(all []Record) []byte {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.Write([]string{"time", "principal", "action", "customer_id", "source_ip"})
		for _, r := range all {
			w.Write([]string{r.Time.Format(time.RFC3339Nano), r.Principal, r.Action, r.CustomerID, r.SourceIP})
		}
		w.Flush()
		return b.Bytes()
	}, nil},
	{cloudTrail, Mapping{}, func(all []Record) []byte { return eachLine(all, trailEvent) }, nil},
	{cloudTrail, Mapping{}, func(all []Record) []byte {
		var events []any
		for _, r := range all {
			events = append(events, trailEvent(r))
		}
		body, err := json.Marshal(map[string]any{"Records": events})
		if err != nil {
			panic(err)
		}
		return body
	}, nil},
	{ocsf, Mapping{}, func(all []Record) []byte {
		return eachLine(all, func(r Record) any { return lakeEvent(r) })
	}, nil},
	{pgAudit, Mapping{}, func(all []Record) []byte {
		csvlog, _ := auditLog(all)
		return csvlog
	}, audited},
	{pgAudit, Mapping{}, func(all []Record) []byte {
		_, plain := auditLog(all)
		return plain
	}, func(r *Record) {
		audited(r)
		r.SourceIP = "" // the prefix of plain lines has none
	}},
}

// tables write accesses as the formats that are packed inside have them.
func tables(t *testing.T) []writing {
	return []writing{
		{parquetFiles, Mapping{}, func(all []Record) []byte {
			var rows []parquetRow
			for _, r := range all {
				rows = append(rows, parquetRow{Time: &r.Time, Principal: &r.Principal, Action: &r.Action, Customer: &r.CustomerID, SourceIP: &r.SourceIP})
			}
			return parquetFile(t, rows, parquet.Compression(&parquet.Zstd))
		}, nil},
		{ocsf, Mapping{}, func(all []Record) []byte {
			var rows []ocsfRow
			for _, r := range all {
				rows = append(rows, lakeEvent(r))
			}
			return parquetFile(t, rows, parquet.Compression(&parquet.Zstd))
		}, nil},
	}
}

func lakeEvent(r Record) (e ocsfRow) {
	e.Time, e.ClassUID, e.API.Operation, e.Source.IP, e.Metadata.Version = r.Time.UnixMilli(), 6003, r.Action, r.SourceIP, "1.1.0"
	e.Actor.User.UID = &r.Principal
	e.Resources = []ocsfResource{{"arn:aws:s3:::" + r.CustomerID, "AWS::S3::Object"}}
	return e
}

func auditLog(all []Record) (csvlog, plain []byte) {
	for _, r := range all {
		c, p := pgLines(r.Time.Format("2006-01-02 15:04:05.000 UTC"), r.Principal, fmt.Sprintf("AUDIT: SESSION,1,1,READ,SELECT,TABLE,public.customers,"+
			"\"select *\n\tfrom customers where customer_id = '%s'\",<none>", strings.ReplaceAll(r.CustomerID, `"`, `""`)))
		csvlog, plain = append(csvlog, c...), append(plain, p...)
	}
	return csvlog, plain
}

// audited is an access as pgAudit says it in these tests.
func audited(r *Record) { r.Action, r.SourceIP = "READ", "10.1.2.3" }

// said are the accesses as the format has them.
func (w writing) said(all []Record) []Record {
	all = slices.Clone(all)
	for i := range all {
		if w.loses != nil {
			w.loses(&all[i])
		}
	}
	return all
}

func eachLine(all []Record, object func(Record) any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	for _, r := range all {
		if err := e.Encode(object(r)); err != nil {
			panic(err)
		}
	}
	return b.Bytes()
}

func trailEvent(r Record) any {
	bucket, key, _ := strings.Cut(r.CustomerID, "/")
	return map[string]any{"eventSource": "s3.amazonaws.com", "eventTime": r.Time, "userIdentity": map[string]any{"arn": r.Principal}, "eventName": r.Action,
		"sourceIPAddress": r.SourceIP, "requestParameters": map[string]any{"bucketName": bucket, "key": key}}
}

func accesses(n int) (all []Record) {
	start := time.Date(2024, 2, 28, 23, 0, 0, 0, time.UTC) // a leap day follows
	for i := range n {
		all = append(all, Record{Time: start.Add(time.Duration(i) * 1700 * time.Millisecond), Principal: fmt.Sprintf("agent-%d", i%13), Action: "GetObject",
			CustomerID: fmt.Sprintf("b/C\"%d", i*7919%100_003), SourceIP: "192.0.2.1"})
	}
	return all
}

// Every format keeps the promises of Decoder, however an object is packed.
func TestFormats(t *testing.T) {
	all := accesses(5000)
	for i, f := range textFormats {
		t.Run(fmt.Sprint(i, " ", f.format.Name), func(t *testing.T) {
			all, plain := f.said(all), f.write(all)
			log := Log{Format: f.format, Mapping: f.m}
			half := len(plain) / 2
			for name, stored := range map[string][]byte{"plain": plain, "gzip": gzipped(plain[:half], plain[half:]), "zstd": zstandard(plain[:half], plain[half:])} {
				undamaged(t, log, name, stored, all)
			}
			damaged(t, log, plain, all)
			unsaid(t, f)
			hinted(t, log, plain, all)
			stopped(t, log, plain)
			if !f.format.Looks(plain[:min(len(plain), headSize)]) {
				t.Error("the format does not know what is its own")
			}
		})
	}
	for i, f := range tables(t) {
		t.Run(fmt.Sprint(i, " table ", f.format.Name), func(t *testing.T) {
			all, table := f.said(all), f.write(all)
			log := Log{Format: f.format}
			undamaged(t, log, "table", table, all)
			unsaid(t, f)
			hinted(t, log, table, all)
			stopped(t, log, table)
			if !f.format.Looks(table[:headSize]) {
				t.Error("the format does not know what is its own")
			}
		})
	}
}

// Every record of an undamaged object comes, in order.
func undamaged(t *testing.T, log Log, name string, stored []byte, all []Record) {
	t.Helper()
	got, stats, err := scanOne(t, log, stored)
	if err != nil || stats.Lines != int64(len(all)) || stats.Bad != 0 || len(got) != len(all) {
		t.Fatalf("%s: %d records, %+v, %v", name, len(got), stats, err)
	}
	for i := range all {
		if !same(got[i], all[i]) {
			t.Fatalf("%s: record %d is %+v, want %+v: what is kept of a record must not change later", name, i, got[i], all[i])
		}
	}
}

// A look-up that does not say whom it showed is bad, wherever it stands; another
// action is not (TestCustomers has what can stand there).
func unsaid(t *testing.T, f writing) {
	t.Helper()
	all := accesses(3)
	all[1].CustomerID = ""
	said := f.said(all)
	for action, bad := range map[string]int64{said[0].Action: 1, "other": 0} {
		m := f.m
		m.Lookups = map[string][]string{action: nil}
		records, stats, err := scanOne(t, Log{Format: f.format, Mapping: m}, f.write(all))
		var ids []string
		for _, r := range records {
			if r.CustomerID != "" {
				ids = append(ids, r.CustomerID)
			}
		}
		whole := len(records) == 3 && (bad > 0 || ids == nil || len(ids) == 2) || len(records) == 2 && len(ids) == 2
		if err != nil || stats.Bad != bad || stats.Lines != 3 || !whole {
			t.Errorf("with the look-up %s: %d records, of %q, %+v, %v; want %d bad: who is not named is never told", action, len(records), ids, stats, err, bad)
		}
	}
}

// What could be read of a damaged object is kept; that there is more is said.
func damaged(t *testing.T, log Log, plain []byte, all []Record) {
	t.Helper()
	gz, zst := gzipped(plain), zstandard(plain)
	for name, stored := range map[string][]byte{"gzip": gz[:len(gz)/2], "zstd": zst[:len(zst)*2/3], "gzip without its sum": gz[:len(gz)-6]} {
		got, stats, err := scanOne(t, log, stored)
		if err != nil || len(stats.Damaged) != 1 || len(got) < len(all)/5 || stats.Damaged[0].File != "log" || stats.Damaged[0].Line < int64(len(got)) {
			t.Errorf("%s: %d records, %+v, %v", name, len(got), stats, err)
		}
		for i := range got {
			if !same(got[i], all[i]) {
				t.Fatalf("%s: record %d is %+v, want %+v", name, i, got[i], all[i])
			}
		}
	}
}

// With a hint the wanted records are whole, and those of others have their time.
func hinted(t *testing.T, log Log, plain []byte, all []Record) {
	t.Helper()
	got, stats, err := scanWant(t, log, Want{Principals: []string{"agent-3"}, NoFields: true}, plain)
	if err != nil || len(got) != len(all) || stats.Lines != int64(len(all)) || stats.Bad != 0 {
		t.Fatalf("%d records, %+v, %v", len(got), stats, err)
	}
	for i, want := range all {
		if !got[i].Time.Equal(want.Time) || got[i].Principal != want.Principal || want.Principal == "agent-3" && got[i].CustomerID != want.CustomerID {
			t.Fatalf("record %d is %+v, want %+v", i, got[i], want)
		}
	}
}

// An error of keep and the end of the context stop the reading.
func stopped(t *testing.T, log Log, plain []byte) {
	t.Helper()
	log.Archive = memory{"log": plain}
	object := []Object{{Name: "log", Size: int64(len(plain))}}
	full, n := errors.New("full"), 0
	keep := func() func(*Record) error { return func(*Record) error { n++; return full } }
	if _, err := log.Scan(t.Context(), object, Options{}, keep); !errors.Is(err, full) || n != 1 {
		t.Errorf("%v after %d records", err, n)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := log.Scan(ended, object, Options{}, keep); !errors.Is(err, context.Canceled) {
		t.Errorf("the context is over, but: %v", err)
	}
}

// An object of another format gives one error that says which it is of.
func TestWrongFormat(t *testing.T) {
	all := accesses(50)
	for _, is := range textFormats {
		for _, taken := range []Format{jsonLines, csvTables, cloudTrail, ocsf, pgAudit} {
			if is.format.Name == taken.Name {
				continue
			}
			_, _, err := scanOne(t, Log{Format: taken}, is.write(all))
			if want := "looks like " + is.format.Name; !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "line 1 ") {
				t.Errorf("%s read as %s: %v", is.format.Name, taken.Name, err)
			}
		}
	}
	table := parquetFile(t, []parquetRow{{}})
	for _, taken := range []Format{jsonLines, csvTables, cloudTrail} {
		if _, _, err := scanOne(t, Log{Format: taken}, table); !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), "looks like parquet") {
			t.Errorf("parquet read as %s: %v", taken.Name, err)
		}
	}
}
