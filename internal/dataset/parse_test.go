package dataset

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
)

const whole = `name: support database
log:
  at: log/*.gz
  format: csv
  zone: Europe/Berlin
  columns: {time: wann, principal: wer, action: was, customer: kunde, ticket: fall, fields: gezeigt, source_ip: "-"}
directory: customers.csv
lookups:
  read: [name, email]
  search: [name]
  export:
other_actions: [login]
`

func TestParse(t *testing.T) {
	d, err := Parse("/data/set.yaml", []byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	log, source, err := d.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	glob, _ := log.Archive.(accesslog.Glob)
	if !slices.Equal(glob.Patterns, []string{"/data/log/*.gz"}) || source.Name() != "/data/customers.csv" || log.Format.Name != "csv" {
		t.Errorf("%v, %s, %s: paths are meant as seen from the file's folder", glob, source.Name(), log.Format.Name)
	}
	m := log.Mapping
	if m.Time != "wann" || m.Customer != "kunde" || m.SourceIP != accesslog.NoColumn || m.Zone.String() != "Europe/Berlin" || !slices.Equal(m.Lookups["search"], []string{"name"}) {
		t.Errorf("%+v", m)
	}
	if got := log.Lookups(); !slices.Equal(got, []string{"export", "read", "search"}) {
		t.Errorf("look-ups %v", got)
	}
	least, err := Parse("set.yaml", []byte("log: {at: [a, b]}\n"))
	if err != nil || len(least.Log.At) != 2 {
		t.Errorf("%+v, %v", least, err)
	}
	if log, source, err := least.Open(nil); err != nil || source != nil || log.Format.Name != "json" || !slices.Equal(log.Lookups(), []string{accesslog.DefaultLookup}) {
		t.Errorf("%+v, %v, %v", log, source, err)
	}
}

// Each mistake has one message that says where it is and what to write.
func TestParseRefuses(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"nothing", "# nothing\n", "set.yaml: the Dataset file cannot be used: it is empty"},
		{"unknown key", "log:\n  at: a\n  fromat: csv\n", `line 3: there is no key "fromat" here, only at, format, zone, columns`},
		{"unknown column", "log:\n  at: a\n  columns:\n    customer_id: c\n", `line 4: there is no key "customer_id" here, only time, principal, action, customer, ticket, fields, source_ip`},
		{"unknown key at the top", "log: {at: a}\nlookup: {}\n", `line 2: there is no key "lookup" here, only name, log, directory, lookups, other_actions`},
		{"key twice", "log: {at: a}\nlog: {at: b}\n", "line 2"},
		{"no YAML", "log: [", "it is no YAML: line 1"},
		{"a pattern without quotes", "log: {at: *.gz}\n", "indent with spaces, and put a text with one of * [ ] { } : # , in it in quotes"},
		{"a text for a part", "log: secret.gz\n", "line 1: here has to stand some of the keys at, format, zone, columns, each with its value"},
		{"a list of look-ups", "log: {at: a}\nlookups: [secret]\n", "line 2: here has to stand actions, each with the list of its fields, such as {customer.read: [name, email]}"},
		{"a text for fields", "log: {at: a}\nlookups: {read: secret}\n", "line 2: here has to stand a list of texts, such as [name, email]"},
		{"a list for a text", "log: {at: a, format: [secret]}\n", "line 1: here has to stand a text"},
		{"two documents", "log: {at: a}\n---\nlog: {at: b}\n", "more than one document"},
		{"no place", "log: {format: csv}\n", "log.at is missing"},
		{"an empty place", "log: {at: [a, ' ']}\n", "log.at has an empty place"},
		{"two kinds of places", "log: {at: [a, 's3://b/c']}\n", "local files and s3:// places"},
		{"unknown format", "log: {at: a, format: xml}\n", `log.format: there is no format "xml": say one of json, csv, cloudtrail`},
		{"unknown zone", "log: {at: a, zone: Berlin}\n", `log.zone "Berlin" is no time zone`},
		{"the machine's zone", "log: {at: a, zone: Local}\n", `log.zone "Local" is no time zone`},
		{"no customer", "log: {at: a, columns: {customer: '-'}}\n", `log.columns: a record needs a customer`},
		{"a path too deep", "log: {at: a, columns: {customer: a.b.c.d.e.f.g.h.i}}\n", "log.columns: the path of the customer has more than 8 names"},
		{"no action", "log: {at: a, columns: {action: '-'}}\nlookups: {a: [], b: []}\n", "needs exactly one look-up, which all of its records are: name one, not 2"},
		{"names for a format that has its own", "log: {at: a, format: cloudtrail, columns: {customer: key}}\n", "log.columns: cloudtrail has names of its own: leave customer out"},
		{"an action of both kinds", "log: {at: a}\nlookups: {x: [name]}\nother_actions: [x]\n", `the action "x" is among lookups and among other_actions`},
		{"an empty field", "log: {at: a}\nlookups: {x: ['']}\n", "lookups has an empty name"},
	} {
		_, err := Parse("set.yaml", []byte(c.body))
		if !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v\nwant %s", c.name, err, c.want)
		}
	}
	d, err := Parse("s3://bucket/set.yaml", []byte("log: {at: log/*}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.Open(nil); !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), "log.at names local files") {
		t.Errorf("a file in S3 that names local files: %v", err)
	}
}
