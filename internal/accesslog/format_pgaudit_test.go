package accesslog

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestCustomersOf(t *testing.T) {
	for statement, want := range map[string]struct {
		ids   string
		whole bool
	}{
		`select * from customers where customer_id = 'C1'`:                                                    {"C1", true},
		`SELECT c.name FROM customers c WHERE c.Customer_ID='it''s' AND region = 'EU'`:                        {"it's", true},
		`select 1 from "customers" where "customers"."customer_id" = $2`:                                      {"p2", true},
		`select * from customers where customer_id in ('C1', 'C2',$1) limit 5`:                                {"C1 C2 p1", true},
		`select * from customers where customer_id = any(array['C1','C2']::text[])`:                           {"C1 C2", true},
		`select * from customers where customer_id = any ($3)`:                                                {"a b", true},
		`select * from customers where 'C9' = customer_id`:                                                    {"C9", true},
		`select * from customers where customer_id = 42`:                                                      {"42", true},
		`select * from customers where customer_id = E'C\'1'`:                                                 {"C'1", true},
		`select * from customers where customer_id = $tag$C1$tag$`:                                            {"C1", true},
		"select * -- where customer_id = 'C0'\nfrom customers /* /* or */ */ where customer_id = 'C1'":        {"C1", true},
		`select * from orders o join customers c on o.customer_id = c.customer_id where c.customer_id = 'C1'`: {"C1", true},
		`select 'customer_id = ''C1''' from customers`:                                                        {"", false},
		`select * from customers`:                                                        {"", false},
		`select * from customers where customer_id > 'C1'`:                               {"", false},
		`select * from customers where customer_id like 'C%'`:                            {"", false},
		`select * from customers where customer_id in (select id from vip)`:              {"", false},
		`select * from customers where customer_id = 'C1' or name = 'x'`:                 {"C1", false},
		`select * from customers where not customer_id = 'C1'`:                           {"C1", false},
		`select * from customers where customer_id = 'C1' union select * from customers`: {"C1", false},
		`select * from customers where customer_id = $9`:                                 {"", false},
		`select * from customers where old_customer_id = 'C1'`:                           {"", false},
		`select * from customers where customer_id = lower('C1')`:                        {"", false},
		`select * from customers where customer_id = '`:                                  {"", false},
		// What the one WHERE does not decide alone.
		`SELECT * FROM customers LEFT JOIN x ON x.customer_id='C2'`:                                                                                {"C2", false},
		`SELECT CASE WHEN customer_id='C3' THEN 1 ELSE 0 END, email FROM customers`:                                                                {"C3", false},
		`SELECT * FROM customers WHERE customer_id='C4'; SELECT * FROM customers;`:                                                                 {"C4", false},
		`SELECT * FROM customers WHERE customer_id='C4';`:                                                                                          {"C4", true},
		`SELECT * FROM customers WHERE customer_id = 'C' || '5'`:                                                                                   {"", false},
		`SELECT * FROM customers WHERE customer_id = 10 + 5`:                                                                                       {"", false},
		`SELECT * FROM customers WHERE customer_id = $4`:                                                                                           {"", false},
		`SELECT c.*, (SELECT count(*) FROM orders o WHERE o.customer_id='C6') FROM customers c`:                                                    {"C6", false},
		`SELECT c.*, (SELECT count(*) FROM o WHERE o.customer_id='C6') FROM c WHERE c.customer_id = 'C6'`:                                          {"C6 C6", false},
		`SELECT * FROM customers WHERE customer_id = U&'\0043\0037'`:                                                                               {"", false},
		`SELECT * FROM customers WHERE customer_id = 'C8' IS FALSE`:                                                                                {"C8", false},
		`SELECT * FROM customers WHERE (customer_id = 'C9') = false`:                                                                               {"C9", false},
		`SELECT * FROM customers WHERE customer_id = concat('C','1')`:                                                                              {"", false},
		`SELECT * FROM customers WHERE customer_id = $$C10$$`:                                                                                      {"C10", true},
		`DECLARE c CURSOR FOR SELECT * FROM customers ORDER BY customer_id = 'C11' DESC`:                                                           {"C11", false},
		`DECLARE c CURSOR FOR SELECT * FROM customers WHERE customer_id = 'C11' ORDER BY name`:                                                     {"C11", true},
		`SELECT * FROM customers WHERE x BETWEEN 0 AND customer_id = 't'`:                                                                          {"t", false},
		`SELECT * FROM customers WHERE x BETWEEN 0 AND 2 AND customer_id = 't'`:                                                                    {"t", true},
		`SELECT * FROM customers WHERE (customer_id = 'C1' AND (a OR NOT b))`:                                                                      {"C1", true},
		`SELECT * FROM customers WHERE (customer_id = 'C1' AND a) OR b`:                                                                            {"C1", false},
		`SELECT * FROM customers WHERE CASE WHEN a AND customer_id='C1' AND b THEN c END`:                                                          {"C1", false},
		`SELECT * FROM customers WHERE customer_id = 'C1'::char`:                                                                                   {"", false},
		`SELECT * FROM customers WHERE customer_id = 'C10'::varchar(2)`:                                                                            {"", false},
		`SELECT * FROM customers WHERE customer_id::text = 'C10'::text`:                                                                            {"C10", true},
		`SELECT * FROM customers WHERE customer_id::char = 'C'`:                                                                                    {"", false},
		`SELECT * FROM customers WHERE customer_id = 010`:                                                                                          {"", false},
		`SELECT * FROM customers WHERE customer_id = 1e1`:                                                                                          {"", false},
		`SELECT * FROM customers WHERE customer_id = 'C1' 'C2'`:                                                                                    {"", false},
		`SELECT * FROM customers WHERE name = '\' AND customer_id = 'C1'`:                                                                          {"C1", false},
		`SELECT * FROM customers WHERE customer_id = E'\103'`:                                                                                      {"", false},
		`SELECT * FROM customers WHERE customer_id = 'C1`:                                                                                          {"", false},
		`SELECT * FROM customers WHERE customer_id = any('{"a,b",c}'::text[])`:                                                                     {"a,b c", true},
		`SELECT * FROM customers WHERE customer_id = any(select id from vip)`:                                                                      {"", false},
		`SELECT * FROM customers WHERE customer_id = ANY (array['C1', lower('C2')])`:                                                               {"", false},
		`SELECT * FROM customers c, orders o WHERE c.customer_id = 'C1'`:                                                                           {"C1", false},
		`SELECT * FROM customers c, orders o WHERE c.customer_id = 'C1' AND o.customer_id = c.customer_id`:                                         {"C1", true},
		`SELECT * FROM customers c JOIN customers d ON true WHERE c.customer_id = 'C1'`:                                                            {"C1", false},
		`SELECT * FROM customers c LEFT JOIN orders o USING (customer_id) WHERE customer_id = 'C1'`:                                                {"C1", true},
		`SELECT * FROM a JOIN b ON true LEFT JOIN c ON a.customer_id = b.customer_id AND c.customer_id = a.customer_id WHERE a.customer_id = 'C1'`: {"C1", false},
		`SELECT * FROM customers c NATURAL JOIN orders WHERE c.customer_id = 'C1'`:                                                                 {"C1", false},
		`SELECT * FROM customers c(customer_id, id) WHERE customer_id = 'C1'`:                                                                      {"C1", false},
		`SELECT * FROM search('C1') WHERE customer_id = 'C1'`:                                                                                      {"C1", false},
		`SELECT * FROM (SELECT * FROM customers) c WHERE customer_id = 'C1'`:                                                                       {"C1", false},
		`WITH a AS (SELECT * FROM customers) SELECT * FROM a WHERE customer_id = 'C1'`:                                                             {"C1", false},
		`SELECT * FROM customers c WHERE x.customer_id = 'C1'`:                                                                                     {"C1", false},
		`SELECT "c.customer_id" FROM customers c WHERE "c.customer_id" = 'C1'`:                                                                     {"C1", false},
		`COPY (SELECT * FROM customers WHERE customer_id = 'C1') TO STDOUT WITH CSV`:                                                               {"C1", true},
		`COPY (SELECT * FROM customers) TO PROGRAM 'customer_id = 1'`:                                                                              {"", false},
		`CREATE TABLE t AS SELECT * FROM ONLY crm.customers AS c WHERE c.customer_id IN ($1, 'C2') FOR UPDATE`:                                     {"p1 C2", true},
		`UPDATE customers SET name = 'x' WHERE customer_id = 'C4' RETURNING *`:                                                                     {"C4", true},
		`UPDATE customers SET name = d.name FROM customers d WHERE customers.customer_id = 'C4'`:                                                   {"C4", false},
		`DELETE FROM customers WHERE customer_id = 'C4'`:                                                                                           {"C4", true},
		`(SELECT * FROM customers WHERE customer_id = 'C4')`:                                                                                       {"C4", false},
		`SELECT * FROM customers WHERE customer_id = 'C1' AND ` + strings.Repeat("(", maxStatement):                                                {"", false},
		`SELECT * FROM customers WHERE ` + strings.Repeat("(", 1<<18) + `customer_id = 'C1'` + strings.Repeat(")", 1<<18):                          {"C1", false},
		`SELECT * FROM customers WHERE (customer_id, x) = ('C4', 1)`:                                                                               {"", false},
	} {
		ids, whole := customersOf(statement, []string{"p1", "p2", "{a,b}", longParameter}, "customer_id")
		if strings.Join(ids, " ") != want.ids || whole != want.whole {
			t.Errorf("%.300s\ngot %q, whole %v; want %q, %v: a customer too few is one who is never told", statement, ids, whole, want.ids, want.whole)
		}
	}
}

// pgLines writes an entry in csvlog and in plain form.
func pgLines(at, user, message string) (csvlog, plain string) {
	quoted := func(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
	csvlog = fmt.Sprintf("%s,%s,\"support\",4711,\"10.1.2.3:5000\",5f.1,7,\"SELECT\",2026-11-24 05:00:00 UTC,3/7,0,LOG,00000,%s,,,,,,,,,\"psql\",\"client backend\",,0\n", at, quoted(user), quoted(message))
	plain = fmt.Sprintf("%s [4711] %s@support LOG:  %s\n", at, user, strings.ReplaceAll(message, "\n", "\n\t"))
	return csvlog, plain
}

const pgTimeOfDay = "2026-11-24 06:00:00.123 UTC"

// pgEntries are messages with what they must give: "user action customer", joined by a
// comma, or a part of the reason why they are bad.
var pgEntries = []struct{ user, message, want, bad string }{
	{"dana", `AUDIT: SESSION,1,1,READ,SELECT,TABLE,public.customers,"select name from customers where customer_id = 'C1'",<none>`, "dana READ C1", ""},
	{"dana", "AUDIT: SESSION,2,1,READ,SELECT,TABLE,public.customers,\"select name,\n\n\t\"\"mail\"\"\nfrom customers\nwhere customer_id = $1\",\"C,2\"", "", ""}, // filled in below
	{"agent-013", `AUDIT: OBJECT,3,1,READ,SELECT,TABLE,public.customers,"select * from customers where customer_id in ('C1','C3')",<not logged>`, "agent-013 READ C1,agent-013 READ C3", ""},
	{"dana", `AUDIT: SESSION,4,1,WRITE,UPDATE,TABLE,public.customers,"update customers set name = 'x' where customer_id = 'C4'",<none>`, "dana WRITE ", ""},
	{"dana", `AUDIT: SESSION,5,1,READ,SELECT,TABLE,public.customers,select * from customers,<none>`, "dana READ ", "does not choose by customer_id"},
	{"dana", `AUDIT: SESSION,6,1,READ,SELECT,TABLE,public.customers,select * from customers where customer_id='C6' or true,<none>`, "dana READ C6", "chooses by more than customer_id"},
	{"dana", `AUDIT: SESSION,7,1,READ,SELECT,,,select 1,<none>`, "dana READ ", ""},
	{"dana", `AUDIT: SESSION,8,1,READ,SELECT,TABLE,pg_catalog.pg_class,select relname from pg_class,<none>`, "dana READ ", ""},
	{"dana", `AUDIT: OBJECT,1,1,READ,SELECT,TABLE,public.mails,<previously logged>,<previously logged>`, "", "not in this file"},
	{"dana", `AUDIT: SESSION,9,1,READ,SELECT,TABLE,public.customers,select * from customers where customer_id='C9',<none>`, "dana READ C9", ""},
	{"dana", `AUDIT: OBJECT,9,1,READ,SELECT,TABLE,public.mails,<previously logged>,<previously logged>`, "dana READ C9", ""},
	{"dana", `connection authorized: user=dana database=support`, "", ""},
	{"dana", `AUDIT: SESSION,10`, "", "not an audit entry"},
	{"dana", `AUDIT: SESSION,11,1,READ,SELECT,TABLE,public.customers,<not logged>,<not logged>`, "dana READ ", "pgaudit.log_statement"},
}

func TestPgAudit(t *testing.T) {
	pgEntries[1].want = "dana READ C" // the parameter is a row of its own: its first cell
	pgEntries[1].message = strings.Replace(pgEntries[1].message, `"C,2"`, `C2`, 1)
	pgEntries[1].want = "dana READ C2"
	var csvlog, plain strings.Builder
	var want, reasons []string
	for _, e := range pgEntries {
		c, p := pgLines(pgTimeOfDay, e.user, e.message)
		csvlog.WriteString(c)
		plain.WriteString(p)
		if e.want != "" {
			want = append(want, strings.Split(e.want, ",")...)
		}
		if e.bad != "" {
			reasons = append(reasons, e.bad)
		}
	}
	for kind, body := range map[string]string{"csvlog": csvlog.String(), "plain": plain.String(), "csvlog, CRLF": strings.ReplaceAll(csvlog.String(), "\n", "\r\n")} {
		got, stats, err := scanned(t, Log{Format: pgAudit}, Options{}, map[string][]byte{"x": gzipped([]byte("\ufeff" + body))})
		if err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		var said []string
		for _, r := range got {
			said = append(said, r.Principal+" "+r.Action+" "+r.CustomerID)
			if r.Time.Format(time.RFC3339Nano) != "2026-11-24T06:00:00.123Z" {
				t.Errorf("%s: time %s", kind, r.Time)
			}
		}
		if !slices.Equal(said, want) {
			t.Errorf("%s: got\n%s\nwant\n%s", kind, strings.Join(said, "\n"), strings.Join(want, "\n"))
		}
		if stats.Lines != 13 || len(stats.BadLines) != len(reasons) {
			t.Fatalf("%s: %d entries, bad %+v; want 13 and %d bad ones", kind, stats.Lines, stats.BadLines, len(reasons))
		}
		for i, b := range stats.BadLines {
			if !strings.Contains(b.Reason, reasons[i]) {
				t.Errorf("%s: bad entry %d: %q, want %q", kind, i, b.Reason, reasons[i])
			}
		}
	}
}

// pgPrefixCases are lines up to the entry, and who it was: "" where the line is bad,
// since a wrong name is worse than none.
var pgPrefixCases = []struct{ prefix, who, host, bad string }{
	{"2026-11-24 06:00:00 UTC:10.1.2.3(5000):dana@support:[4711]:LOG:  ", "dana", "10.1.2.3", ""},
	{"2026-11-24 06:00:00 UTC:fd00::12(5000):dana@support:[4711]:LOG:  ", "dana", "fd00::12", ""},
	{"2026-11-24 06:00:00 UTC:[local]:dana@support:[4711]:LOG:  ", "dana", "", ""},
	{"2026-11-24 06:00:00.000 UTC [4711] dana@support LOG:  ", "dana", "", ""},
	{"2026-11-24 06:00:00.000 UTC [4711]: [3-1] dana@support LOG:  ", "dana", "", ""},
	{"2026-11-24 06:00:00.000 UTC [4711] dana@example.com@support LOG:  ", "dana@example.com", "", ""},
	{"2026-11-24 06:00:00.000 UTC [4711] dana@support PROTOKOLL:  ", "dana", "", ""},
	{"2026-11-24 06:00:00.000 UTC [4711] dana@support NOTICE:  ", "dana", "", ""},
	{"2026-11-24 06:00:00.000 UTC [4711] dana@support INFO:  ", "dana", "", ""},
	{"2026-11-24 06:00:00.000 UTC [4711] dana@support/psql LOG:  ", "dana", "", ""},
	{"2026-11-24 06:00:00.000 UTC [4711] dana@support/x LOG:  y LOG:  ", "dana", "", ""},
	{"2026-11-24 06:00:00.000 UTC [4711] dana@support/bob@y LOG:  ", "", "", "set log_line_prefix"},
	{"1795500000.000 [4711] dana@support LOG:  ", "dana", "", ""},
	{"2026-11-24 06:00:00 UTC [4711]: user=dana,db=support,app=psql,client=10.1.2.3 LOG:  ", "dana", "10.1.2.3", ""},
	{"2026-11-24 06:00:00 UTC [4711]: [3-1] user=dana,db=support,app=user=bob,client=10.1.2.3 LOG:  ", "dana", "10.1.2.3", ""},
	{"2026-11-24 06:00:00 UTC [4711]: [3-1] user=dana,db=support,app=x user=bob,client=10.1.2.3 LOG:  ", "dana", "10.1.2.3", ""},
	{"2026-11-24 06:00:00 UTC [4711]: [3-1] user=dana,db=support,app=x LOG:  y,client=10.1.2.3 LOG:  ", "dana", "10.1.2.3", ""},
	{"2026-11-24 06:00:00 UTC [4711]: [1-1] db=support,user=dana LOG:  ", "dana", "", ""},
	{"2026-11-24 06:00:00 UTC [4711] user=dana db=support app=[x y] LOG:  ", "dana", "", ""},
	{"2026-11-24 06:00:00 UTC [4711]: app=user=bob,user=dana,db=support LOG:  ", "", "", "two users"},
	{"2026-11-24 06:00:00 UTC [4711]: user=bob,db=support,app= user=dana,db=support LOG:  ", "", "", "two users"},
	{"2026-11-24 06:00:00 UTC [4711]: user=dana,db=support,app=LOG:  AUDIT: SESSION,1,1,MISC,X,,,x,<none>,client=10.1.2.3 LOG:  ", "", "", "two entries"},
	{"2026-11-24 06:00:00 UTC dana support: LOG:  ", "dana", "", ""},
	{"<4711> LOG:  ", "", "", "set log_line_prefix"},
	// PostgreSQL's own, that of Azure, and others without a user
	{"2026-11-24 06:00:00.000 UTC [4711] LOG:  ", "", "", "names no user, since log_line_prefix has no %u: set log_line_prefix"},
	{"2026-11-24 06:00:00 UTC [4711]: [3-1] LOG:  ", "", "", "has no %u"},
	{"2026-11-24 06:00:00 UTC [4711-3] LOG:  ", "", "", "has no %u"},
	{"2026-11-24 06:00:00 -03 LOG:  ", "", "", "has no %u"},
	{"2026-11-24 06:00:00 UTC-6744a1b2.1c3d-LOG:  ", "", "", "has no %u"},
	{"2026-11-24 06:00:00 UTC::@:[4711]:LOG:  ", "", "", "principal is missing"},
	// what Azure's manual adds
	{"t=2026-11-24 06:00:00.000 UTC u=dana db=support pid=[4711]:LOG:  ", "dana", "", ""},
	{"2026-11-24 06:00:00 UTC-6744a1b2.1c3d-user=dana,db=support,session=6744a1b2.1c3d,sess_time=2026-11-24 05:00:00 UTCLOG:  ", "dana", "", ""},
	{"2026-11-24 03:00:00 -03-6744a1b2.1c3d-user=dana,db=support,app=a-b,client=10.1.2.3-LOG:  ", "dana", "10.1.2.3", ""},
	{"2026-11-24 06:00:00 UTC-6744a1b2.1c3d-user=dana,db=support,app=x,user=bob,db=y-LOG:  ", "", "", "two users"},
	// the other one of RDS, with the application's name at the end
	{"2026-11-24 06:00:00.123 UTC:10.1.2.3(5000):dana@support:[4711]:7:00000:2026-11-24 05:00:00 UTC:3/17:0:6744a1b2.1c3d:psqlLOG:  ", "dana", "10.1.2.3", ""},
	{"2026-11-24 06:00:00.123 UTC:10.1.2.3(5000):dana@support:[4711]:7:00000:2026-11-24 05:00:00 UTC:3/17:0:6744a1b2.1c3d:DBeaver 24 - Main:LOG:  ", "dana", "10.1.2.3", ""},
	{"2026-11-24 06:00:00.123 UTC:10.1.2.3(5000):dana@support:[4711]:7:00000:2026-11-24 05:00:00 UTC:3/17:0:6744a1b2.1c3d:LOG:  AUDIT: SESSION,1,1,MISC,X,,,x,<none>LOG:  ", "", "", "two entries"},
	{"2026-11-24 06:00:00.123 UTC:[local]:dana@support:[4711]:7:00000:2026-11-24 05:00:00 UTC:3/17:0:6744a1b2.1c3d:[4711] bob@xLOG:  ", "dana", "", ""},
	// Cloud SQL, pganalyze's and Supabase's
	{"2026-11-24 06:00:00.123 UTC [4711]: [7-1] db=support,user=dana LOG:  ", "dana", "", ""},
	{"2026-11-24 06:00:00.123 UTC [4711] [user=dana,db=support,app=psql] LOG:  ", "dana", "", ""},
	{"10.1.2.3 2026-11-24 06:00:00.123 UTC [4711] dana@support LOG:  ", "dana", "10.1.2.3", ""},
	{"fd00::12 2026-11-24 06:00:00.123 UTC [4711] dana@support LOG:  ", "dana", "fd00::12", ""},
}

func TestPgAuditPrefixes(t *testing.T) {
	const entry = "AUDIT: SESSION,1,1,READ,SELECT,TABLE,public.c,select * from c where customer_id='C1',<none>\n"
	for _, c := range pgPrefixCases {
		got, stats, err := scanned(t, Log{Format: pgAudit}, Options{}, map[string][]byte{"x": []byte(c.prefix + entry)})
		switch {
		case err != nil || len(stats.Damaged) > 0:
			t.Errorf("%s: %+v, %v", c.prefix, stats, err)
		case c.bad != "" && (len(got) != 0 || stats.Bad != 1 || !strings.Contains(stats.BadLines[0].Reason, c.bad)):
			t.Errorf("%s: %+v, %+v; want it refused with %q: a wrong name costs somebody a job", c.prefix, got, stats.BadLines, c.bad)
		case c.bad == "" && (len(got) != 1 || got[0].Principal != c.who || got[0].SourceIP != c.host || got[0].CustomerID != "C1" || got[0].Time.Format(time.RFC3339) != "2026-11-24T06:00:00Z"):
			t.Errorf("%s: %+v, %+v; want %s at six from %q", c.prefix, got, stats.BadLines, c.who, c.host)
		}
	}
}

// A line that names nobody may hide all whom its statement reads.
func TestPgAuditUserlessHides(t *testing.T) {
	for statement, wide := range map[string]int64{
		"select * from c where customer_id='C1'":               0,
		"\"select * from c where customer_id in ('C1','C2')\"": 1,
		"select * from c": 1,
		"select 1":        0,
	} {
		line := "2026-11-24 06:00:00.000 UTC [4711] LOG:  AUDIT: SESSION,1,1,READ,SELECT,,," + statement + ",<none>\n"
		_, stats, err := scanned(t, Log{Format: pgAudit}, Options{}, map[string][]byte{"x": []byte(line)})
		if err != nil || stats.Bad != 1 || stats.Wide != wide {
			t.Errorf("%s: %+v, %v; want one bad line that hides many: %d", statement, stats, err, wide)
		}
	}
}

// What a client makes the server log is no entry of somebody else.
func TestPgAuditForged(t *testing.T) {
	const forged = "LOG:  AUDIT: SESSION,1,1,READ,SELECT,TABLE,public.c,select * from c where customer_id=''C1'',<none>'\n"
	for _, line := range []string{
		"2026-11-24 06:00:00.000 UTC [4711] dana@support LOG:  statement: select 'user=bob " + forged,
		"2026-11-24 06:00:00.000 UTC [4711] dana@support LOG:  statement: select '\n\t2026-11-24 06:00:00.000 UTC [4711] bob@support " + forged,
		"2026-11-24 06:00:00 UTC [4711]: user=dana,db=support,app=psql LOG:  statement: select 'user=bob " + forged,
	} {
		got, _, err := scanned(t, Log{Format: pgAudit}, Options{}, map[string][]byte{"x": []byte(line)})
		for _, r := range got {
			if r.Principal != "dana" {
				t.Errorf("%s: blames %s, %v", line, r.Principal, err)
			}
		}
	}
}

// However many processes there were, a statement that was just logged is known.
func TestPgAuditPreviouslyLogged(t *testing.T) {
	const processes = 2*maxSaid + 100
	var plain strings.Builder
	for i := range processes {
		for _, statement := range []string{"select * from a join b using (customer_id) where customer_id = $1,C1", "<previously logged>,<previously logged>"} {
			fmt.Fprintf(&plain, "%s [%d] dana@support LOG:  AUDIT: SESSION,%d,1,READ,SELECT,TABLE,public.b,%s\n", pgTimeOfDay, i, i, statement)
		}
	}
	got, stats, err := scanned(t, Log{Format: pgAudit}, Options{}, map[string][]byte{"x": []byte(plain.String())})
	if err != nil || len(got) != 2*processes || stats.Bad != 0 {
		t.Errorf("%d records, %d bad, %v; want %d and none", len(got), stats.Bad, err, 2*processes)
	}
	nameless := "2026-11-24 06:00:00 UTC user=dana,db=x LOG:  AUDIT: SESSION,1,1,READ,SELECT,TABLE,public.b,"
	_, stats, err = scanned(t, Log{Format: pgAudit}, Options{}, map[string][]byte{"x": []byte(nameless + "select * from b where customer_id = 'C1',\n" + nameless + "<previously logged>,\n")})
	if err != nil || stats.Bad != 1 || !strings.Contains(stats.BadLines[0].Reason, "%p") {
		t.Errorf("lines without a process: %+v, %v; want it said that another's statement cannot be told from one's own", stats.BadLines, err)
	}
}

// A csvlog that is torn within gives what can be read, and says that there is more.
func TestPgAuditTorn(t *testing.T) {
	one, plain := pgLines(pgTimeOfDay, "dana", pgEntries[0].message)
	rest := strings.Repeat(one, 50)
	inQuotes := one[:strings.Index(one, "select")]
	for _, c := range []struct {
		name, body   string
		records, bad int
	}{
		{"whole", rest, 50, 0},
		{"a quote without end", one + inQuotes + "\n" + rest, 51, 2},
		{"a quote without end, and statements of several lines", one + inQuotes + "\n" + rest + strings.Replace(one, " from", "\nfrom", 1) + rest, 102, 2},
		{"two of them", one + inQuotes + "\n" + rest + inQuotes + "\n" + rest, 101, 3},
		{"begins within an entry", one[40:] + rest, 50, 1},
		{"begins within a statement", "from customers\nwhere customer_id = 'C0'\",<none>\",,,\n" + rest, 50, 1},
		{"the last line has no end", rest + strings.TrimRight(one, "\n"), 51, 1},
		{"the last line is cut", rest + one[:60], 50, 1},
		{"the last plain line is cut", plain + plain[:strings.Index(plain, `'",<none>`)], 1, 1},
		{"the last plain line is cut within an id", plain + strings.ReplaceAll(plain, ",<none>\n", ",C10"), 2, 1},
		{"two lines in one", rest + one[:50] + one, 50, 1},
	} {
		got, stats, err := scanned(t, Log{Format: pgAudit}, Options{}, map[string][]byte{"x": []byte(c.body)})
		wantDamage := c.bad > 0 && c.name != "two lines in one"
		if err != nil || len(got) != c.records || stats.Bad != int64(c.bad) || len(stats.Damaged) > 0 != wantDamage {
			t.Errorf("%s: %d records, %+v, %v; want %d, %d bad", c.name, len(got), stats, err, c.records, c.bad)
		}
	}
}

func TestPgAuditZones(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[string]struct {
		zone *time.Location
		utc  string
	}{
		"2026-10-25 02:30:00 CEST": {berlin, "2026-10-25T00:30:00Z"}, // the hour that comes twice
		"2026-10-25 02:30:00 CET":  {berlin, "2026-10-25T01:30:00Z"},
		"2026-07-01 02:30:00 CET":  {berlin, ""}, // not in summer
		"2026-07-01 02:30:00 CEST": {nil, ""},    // whose?
		"2026-07-01 02:30:00 +02":  {nil, "2026-07-01T00:30:00Z"},
		"2026-07-01 02:30:00 GMT":  {nil, "2026-07-01T02:30:00Z"},
	} {
		csvlog, _ := pgLines(at, "dana", pgEntries[0].message)
		got, stats, err := scanned(t, Log{Format: pgAudit, Mapping: Mapping{Zone: want.zone}}, Options{}, map[string][]byte{"x": []byte(csvlog)})
		switch {
		case err != nil:
			t.Errorf("%s: %v", at, err)
		case want.utc == "" && (len(got) != 0 || stats.Bad != 1):
			t.Errorf("%s: read as %v, want it refused: an hour may not be guessed", at, got)
		case want.utc != "" && (len(got) != 1 || got[0].Time.Format(time.RFC3339) != want.utc):
			t.Errorf("%s: read as %v %+v, want %s", at, got, stats.BadLines, want.utc)
		}
	}
}

func TestPgAuditDamage(t *testing.T) {
	one, _ := pgLines(pgTimeOfDay, "dana", pgEntries[0].message)
	body := strings.Repeat(one, 5000)
	packed := gzipped([]byte(body))
	got, stats, err := scanned(t, Log{Format: pgAudit}, Options{}, map[string][]byte{"x": packed[:len(packed)-20]})
	if err != nil || len(stats.Damaged) != 1 || len(got) == 0 || len(got) > 5000 {
		t.Errorf("a file that breaks off: %d records, %+v, %v; want what could be read, and the place", len(got), stats.Damaged, err)
	}
	got, stats, err = scanned(t, Log{Format: pgAudit}, Options{}, map[string][]byte{"x": []byte(one + strings.TrimSuffix(one, ",0\n")[:40])})
	if err != nil || len(got) != 1 || stats.Bad != 1 {
		t.Errorf("a last line cut in the middle: %d records, %d bad, %v; want one of each", len(got), stats.Bad, err)
	}
}

// FuzzPgAudit wants an answer for whatever stands in a log: the database writes
// what its clients send.
func FuzzPgAudit(f *testing.F) {
	for _, e := range pgEntries {
		csvlog, plain := pgLines(pgTimeOfDay, e.user, e.message)
		f.Add(csvlog)
		f.Add(plain)
	}
	f.Fuzz(func(t *testing.T, log string) {
		decoder, err := pgAudit.New(Mapping{}, Want{})
		if err != nil {
			t.Fatal(err)
		}
		kept := 0
		s := &Source{Object: Object{Name: "x", Size: int64(len(log))}, archive: inline(log), format: pgAudit}
		stats, err := decoder.Decode(t.Context(), s, func(r *Record) error {
			if kept++; r.Principal == "" || r.Time.IsZero() {
				t.Errorf("a record without time or principal: %+v", *r)
			}
			return nil
		})
		if err == nil && (stats.Bad > stats.Lines+int64(len(stats.Damaged)) || kept == 0 && stats.Lines > stats.Bad) {
			t.Errorf("%d entries, %d bad, %d records: every good entry gives one at least", stats.Lines, stats.Bad, kept)
		}
	})
}

// inline is an archive of one object in memory.
type inline string

func (i inline) List(context.Context) ([]Object, error) { return nil, nil }
func (i inline) Open(context.Context, Object) (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader(string(i))), nil
}
