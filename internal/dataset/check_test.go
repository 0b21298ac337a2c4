package dataset

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

// folder writes files and the Dataset file, and returns the path of that.
func folder(t *testing.T, set string, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	files["set.yaml"] = set
	for name, body := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "set.yaml")
}

func event(i int, action, customer, ticket string) string {
	return fmt.Sprintf(`{"time":"2025-03-01T08:%02d:30Z","principal":"agent-%d","action":%q,"customer_id":%q,"ticket_id":%s}`+"\n", i%60, i%7, action, customer, ticket)
}

const set = "log: {at: '*.jsonl'}\ndirectory: customers.csv\nlookups: {customer.read: [name, email]}\nother_actions: [login]\n"

func customers(n int) string {
	var b strings.Builder
	b.WriteString("customer_id,email,name,country,language,segment\n")
	for i := range n {
		fmt.Fprintf(&b, "C%d,a%d@example.org,Secret,DE,de,consumer\n", i, i)
	}
	return b.String()
}

func TestCheck(t *testing.T) {
	var log strings.Builder
	for i := range 100 {
		log.WriteString(event(i, "customer.read", fmt.Sprint("C", i), `"T-1"`))
		log.WriteString(event(i, "login", "C1", "null"))
	}
	files := map[string]string{"customers.csv": customers(100)}
	for i := range 30 {
		files[fmt.Sprintf("%02d.jsonl", i)] = log.String()
	}
	d, err := Load(folder(t, set, files))
	if err != nil {
		t.Fatal(err)
	}
	r, err := d.Check(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.Objects != 30 || r.Sampled != sampleObjects || r.Packing["plain"] != sampleObjects || r.Records != 200*sampleObjects || r.Principals != 7 ||
		r.Customers != 100 || r.WithCustomer != r.Records || r.WithTicket != r.Records/2 || r.Actions["login"] != 100*sampleObjects ||
		strings.Join(r.Fields, " ") != "email name" || len(r.NotNamed) > 0 || len(r.Findings) > 0 ||
		r.First.Format("15:04:05") != "08:00:30" || r.Last.Format("15:04:05") != "08:59:30" {
		t.Errorf("%+v", r)
	}
	if j := r.Directory; j.Rows != 100 || j.Looked != 100 || j.Found != 100 || j.Reachable != 100 || j.Flawed != 0 {
		t.Errorf("%+v", j)
	}
	body, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"C17", "agent-", "Secret", "example.org", "T-1"} {
		if strings.Contains(string(body), secret) {
			t.Errorf("the report shows %s: %s", secret, body)
		}
	}
}

// What is wrong with a data set is said, in one sentence each.
func TestCheckFinds(t *testing.T) {
	read := func(n int, action string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(event(i, action, fmt.Sprint("C", i), "null"))
		}
		return b.String()
	}
	half := strings.ReplaceAll(read(100, "customer.read"), `"customer_id":"C1`, `"other":"C1`)
	var many strings.Builder
	for i := range 60 {
		many.WriteString(event(i, fmt.Sprint("Jo Doe ", i), "C1", "null"))
	}
	for _, c := range []struct{ name, set, log, want string }{
		{"half without customer", set, strings.Repeat(event(1, "customer.read", "C1", "null")+strings.Replace(event(1, "customer.read", "C1", "null"), "customer_id", "other", 1), 300),
			"the customer is absent in about 50 % of the records (customer_id)"},
		{"nobody in the column", strings.Replace(set, "jsonl'", "jsonl', columns: {customer: kunde}", 1), read(10, "customer.read"), "the customer is absent in about 100 % of the records (kunde), first in "},
		{"some without customer", set, half, "the customer is absent in about 11 % of the records"},
		{"actions not named", set, read(10, "customer.read") + read(5, "customer.export"), "actions that the file does not name count for nothing: customer.export"},
		{"no look-up", set, read(10, "view"), "no record is a look-up (customer.read)"},
		{"a look-up not seen", strings.Replace(set, "email]", "email], search: [name]", 1), read(10, "customer.read"), "look-ups that the sample does not hold: search"},
		{"too many actions", set, many.String(), "the action has 60 different values in 60 records"},
		{"strangers", set, strings.ReplaceAll(read(50, "customer.read"), `"C`, `"X`), "only 0 % of the sampled customers are in the directory"},
		{"no ticket", strings.Replace(set, "jsonl'", "jsonl', columns: {ticket: case}", 1), read(10, "customer.read"), "no record has a ticket: is case the right column?"},
		{"bad lines", set, read(10, "customer.read") + "{}\n", "1 of 11 records are bad; the first: "},
		{"times without offset", set, strings.ReplaceAll(read(10, "customer.read"), "30Z", "30"), "10 of 10 records are bad"},
		{"another name", set, strings.ReplaceAll(read(10, "customer.read"), "customer_id", "kunde"), "what most of the records have is action, kunde, principal, ticket_id, time: name the right ones under log.columns"},
		{"a path that leads nowhere", strings.Replace(set, "jsonl'", "jsonl', columns: {principal: user.name}", 1), strings.ReplaceAll(read(10, "customer.read"), `"principal":"agent`, `"secret C1":1,"user":{"id":"a"},"shown":[{"id":1}],"p":"agent`),
			"what most of the records have is action, customer_id, p, shown[], ticket_id, time, user.id: name"},
		{"a path to an object", strings.Replace(set, "jsonl'", "jsonl', columns: {principal: user}", 1), strings.ReplaceAll(read(10, "customer.read"), `"principal":"agent`, `"user":{"id":"a"},"p":"agent`),
			"principal (user) is an object: name the member of it that is wanted, such as user.id\nwhat most"},
		{"several reasons", set, read(10, "customer.read") + strings.ReplaceAll(read(7, "customer.read"), `"time"`, `"t"`) + strings.ReplaceAll(read(9, "customer.read"), "30Z", "30"),
			"9 of 26 records are bad; the first: "},
		{"one list of all", set, "[\n  {\n" + strings.Repeat("  \"time\": 1\n", 20) + "  }\n]\n", "24 of 24 records are bad; the first: "},
		{"one list within an object", set, `{"records":[` + strings.TrimSpace(read(1, "customer.read")) + "]}\n", "write its items one a line, as jq -c '.records[]' does"},
		{"a zip archive", set, "PK\x03\x04 and so on", "every count from this log is a lower bound; the first: "},
		{"statements with another column", "log: {at: a.jsonl, format: pgaudit}\n", "2026-11-24 06:00:00.000 UTC [4711] dana@support LOG:  AUDIT: SESSION,1,1,READ,SELECT,TABLE,public.c,select * from c where kunde='C1',<none>\n",
			"1 of 1 records are bad; the first: "},
		{"and what to do", "log: {at: a.jsonl, format: pgaudit}\n", "2026-11-24 06:00:00.000 UTC [4711] dana@support LOG:  AUDIT: SESSION,1,1,READ,SELECT,TABLE,public.c,select * from c where kunde='C1',<none>\n",
			"whom it read cannot be told; if statements choose customers by another column, name it under log.columns as customer"},
		{"other events", "log: {at: a.jsonl, format: cloudtrail}\n", `{"eventSource":"s3.amazonaws.com","at":1}` + "\n", "eventTime is missing: is the log of the format cloudtrail, as it was first written?"},
		{"an event without what it read", "log: {at: a.jsonl, format: ocsf}\n", `{"class_uid":6003,"metadata":{},"time":1790000000000,"actor":{"user":{"uid":"jo"}},"api":{"operation":"GetObject"}}` + "\n", "the customer is absent in about 100 % of the records (resources.uid)"},
		{"damaged", set, "\x1f\x8b", "1 of the sampled objects could not be read to their end"},
		{"nothing in it", set, "\n", "the sampled objects hold no records"},
	} {
		d, err := Load(folder(t, c.set, map[string]string{"a.jsonl": c.log, "customers.csv": customers(100)}))
		if err != nil {
			t.Fatal(c.name, err)
		}
		r, err := d.Check(t.Context(), nil)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if all := strings.Join(r.Findings, "\n"); !strings.Contains(all, c.want) || strings.Contains(all, "Jo Doe") || strings.Contains(all, "secret") {
			t.Errorf("%s: found\n%s\nwant %s", c.name, all, c.want)
		}
	}
}

func TestCheckFails(t *testing.T) {
	for _, c := range []struct{ name, set, want string }{
		{"a path that matches nothing", strings.Replace(set, "*.jsonl", "*.gz", 1), "matches no file"},
		{"no directory there", strings.Replace(set, "customers.csv", "gone.csv", 1), "opening the customer directory"},
		{"another format", strings.Replace(set, "{at", "{format: csv, at", 1), "it looks like json"},
		{"a column that is not there", "log: {at: customers.csv, format: csv, columns: {time: when}}\n", `none of the 6 columns in line 1 is named "when"`},
	} {
		d, err := Load(folder(t, c.set, map[string]string{"a.jsonl": event(1, "customer.read", "C1", "null"), "customers.csv": customers(1)}))
		if err != nil {
			t.Fatal(c.name, err)
		}
		if _, err := d.Check(t.Context(), nil); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "set.yaml") {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	d, err := Load(folder(t, "log: {at: a.log, format: ocsf}\n", map[string]string{"a.log": `{"class_uid":6003,"metadata":{},"time":1790000000000,"actor":{"user":{"uid":"jo"}},"api":{"operation":"GetObject"},"resources":[{"uid":"C1"}]}` + "\n"}))
	if err != nil {
		t.Fatal(err)
	}
	if r, err := d.Check(t.Context(), nil); err != nil || len(r.Findings) > 0 {
		t.Errorf("a good log whose Dataset file names no look-ups: %v, %v; want nothing to look at", r.Findings, err)
	}
	if _, err := Load("gone.yaml"); err == nil || !strings.Contains(err.Error(), "check the path") {
		t.Error(err)
	}
}

func TestSpread(t *testing.T) {
	objects := make([]accesslog.Object, 100)
	for i := range objects {
		objects[i].Size = int64(i)
	}
	got := spread(objects, 12)
	if len(got) != 12 || got[0].Size != 0 || got[11].Size != 99 || len(spread(objects[:5], 12)) != 5 {
		t.Error(got)
	}
}

// Look-ups that say that they showed nobody are counted, and doubted when most do.
func TestCheckCountsWhoShowedNobody(t *testing.T) {
	for empty, doubted := range map[int]bool{0: false, 40: false, 60: true} {
		var log strings.Builder
		for i := range 100 {
			line := event(i, "customer.read", fmt.Sprint("C", i), "null") + event(i, "login", "", "null")
			if i < empty {
				line = strings.Replace(line, fmt.Sprintf(`"C%d"`, i), "[]", 1)
			}
			log.WriteString(line)
		}
		d, err := Load(folder(t, set, map[string]string{"log.jsonl": log.String(), "customers.csv": customers(100)}))
		if err != nil {
			t.Fatal(err)
		}
		r, err := d.Check(t.Context(), nil)
		said := err == nil && strings.Contains(strings.Join(r.Findings, "\n"), "of 100 look-ups say that they showed nobody")
		if err != nil || r.ShownNobody != int64(empty) || said != doubted || r.Stats.Bad != 0 {
			t.Errorf("%d of 100 look-ups with an empty list: %+v, %v; want it doubted: %v", empty, r, err, doubted)
		}
	}
}
