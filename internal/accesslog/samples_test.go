package accesslog

import (
	"bytes"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/packed"
)

// sampleFile is a real file (testdata/SOURCES.md), as it is stored and unpacked.
func sampleFile(t *testing.T, name string) (stored, plain []byte) {
	t.Helper()
	stored, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if plain, err = io.ReadAll(packed.NewReader(bytes.NewReader(stored))); err != nil {
		t.Fatal(err)
	}
	return stored, plain
}

const thief = "arn:aws:sts::123456789123:assumed-role/MordorNginxStack-BankingWAFRole-9S3E0UAE1MM0/i-0317f6c6b66ae9c40"

// A real theft from S3: the session that took the file, and the file.
func TestRealCloudTrail(t *testing.T) {
	for _, name := range []string{"cloudtrail/ec2-proxy-s3.jsonl.gz", "cloudtrail/ec2-proxy-s3-records.json.gz"} {
		stored, plain := sampleFile(t, name)
		all, stats, err := scanOne(t, Log{Format: cloudTrail}, stored)
		if err != nil || stats.Lines != 103 || stats.Bad != 0 || len(all) != 103 {
			t.Fatalf("%s: %d records, %+v, %v", name, len(all), stats, err)
		}
		var taken []string
		by := 0
		for _, r := range all {
			if r.Principal == thief {
				by++
			}
			if r.Principal == thief && r.Action == "GetObject" {
				taken = append(taken, r.CustomerID+" "+r.Time.Format("15:04:05"))
			}
		}
		if want := []string{"mordors3stack-s3bucket-llp2yingx64a/ring.txt 01:02:34", "mordors3stack-s3bucket-llp2yingx64a/ring.txt 01:13:20"}; by != 11 || !slices.Equal(taken, want) {
			t.Errorf("%s: %d events of the thief, taken %q; want 11, %q", name, by, taken, want)
		}
		want, _, _, whole := plainTrail(plain, Mapping{})
		if !whole || !slices.EqualFunc(all, want, same) {
			t.Errorf("%s: the plain reader has other records", name)
		}
	}
}

// The same file as nested JSON that a Dataset describes.
func TestRealNestedJSON(t *testing.T) {
	m := Mapping{Time: "@timestamp", Principal: "userIdentity.arn", Action: "eventName", Customer: "requestParameters.key", SourceIP: "sourceIPAddress",
		Lookups: map[string][]string{"GetObject": {"contents"}}}
	stored, plain := sampleFile(t, "cloudtrail/ec2-proxy-s3.jsonl.gz")
	records, stats, err := scanOne(t, Log{Format: jsonLines, Mapping: m}, stored)
	if err != nil || stats.Lines != 103 || stats.Bad != 5 || stats.BadLines[0].Reason != "principal (userIdentity.arn) is missing" || len(records) != 98 {
		t.Fatalf("%+v, %v", stats, err)
	}
	holdMapped(t, plain, m)
	customers := 0
	for _, r := range records {
		if r.CustomerID != "" {
			customers++
			if r.CustomerID != "ring.txt" || !slices.Equal(r.Fields, []string{"contents"}) {
				t.Errorf("%+v", r)
			}
		}
	}
	if customers != 2 {
		t.Errorf("%d records with a customer, want 2", customers)
	}
}

func TestRealCSV(t *testing.T) {
	m := Mapping{Time: "Event DateTime", Principal: "User ID", Action: "Event Name", Customer: "Request Parameters", Ticket: NoColumn, Fields: NoColumn, SourceIP: "Source IP"}
	stored, _ := sampleFile(t, "csv/honey-bucket.csv")
	records, stats, err := scanOne(t, Log{Format: csvTables, Mapping: m}, stored)
	if err != nil || len(records) != 40 || stats.Bad != 0 {
		t.Fatalf("%d records, %+v, %v", len(records), stats, err)
	}
	if r := records[0]; r.Principal != "{'type': 'AWSAccount', 'principalId': '', 'accountId': 'ANONYMOUS_PRINCIPAL'}" || r.Action != "ListObjects" ||
		!strings.Contains(r.CustomerID, "'bucketName': 'microsoft-devtest'") || r.SourceIP != "192.0.2.1" || r.Time.Format("2006-01-02T15:04:05") != "2022-02-18T17:34:57" {
		t.Errorf("%+v", r)
	}
	holdCSV(t, stored, m)
}
