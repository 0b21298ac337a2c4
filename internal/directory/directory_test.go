package directory

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

const header = "customer_id,email,name,country,language,segment\n"

// text is a directory in memory.
type text []byte

func (text) Name() string { return "customers.csv" }
func (t text) Open(context.Context) (io.ReadCloser, error) {
	return io.NopCloser(bytes.NewReader(t)), nil
}

func everybody(id string) bool { return id != "" }

func join(t *testing.T, body string) Table {
	t.Helper()
	table, err := Join(context.Background(), text(body), everybody)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// problems renders what was reported as "line reason".
func problems(t Table) string {
	var out []string
	for _, p := range t.Problems {
		if p.File != "customers.csv" {
			out = append(out, "wrong file "+p.File)
		}
		out = append(out, fmt.Sprintf("%d %s", p.Line, p.Reason))
	}
	return strings.Join(out, "; ")
}

func TestJoinRows(t *testing.T) {
	const good = "C1,a@example.org,Ann,DE,de,consumer"
	ann := Person{Email: "a@example.org", Name: "Ann", Country: "DE", Language: "de", Segment: "consumer"}
	change := func(f func(p *Person)) Person { p := ann; f(&p); return p }
	const (
		noCountry = "the country is no code of ISO 3166, such as DE or US-CA"
		twice     = "the customer_id stands in line 2 too"
		twoMails  = "two rows in the directory with different addresses"
		malformed = "the row in the directory is malformed"
	)
	for _, c := range []struct {
		name, rows string
		want       Person // of C1
		problems   string
	}{
		{"whole", good, ann, ""},
		{"spaces, capitals and an underline", " C1 , a@example.org,Ann ,us-ca,pt_BR, Consumer ",
			change(func(p *Person) { p.Country, p.Language = "US-CA", "pt-BR" }), ""},
		{"quoted", `"C1","a@example.org","Ann ""A"", of
two lines",DE,de,consumer`, change(func(p *Person) { p.Name = "Ann \"A\", of\ntwo lines" }), ""},
		{"no address", "C1,,Ann,DE,de,consumer", change(func(p *Person) { p.Email, p.Unreachable = "", "no e-mail address" }), "2 no e-mail address"},
		{"no valid address", "C1,ann at home,Ann,DE,de,consumer",
			change(func(p *Person) { p.Email, p.Unreachable = "", "the address is not a valid e-mail address" }), "2 the address is not a valid e-mail address"},
		{"unknown country", "C1,a@example.org,Ann,XX,de,consumer", change(func(p *Person) { p.Country = "" }), "2 " + noCountry},
		{"unknown state", "C1,a@example.org,Ann,US-ZZ,de,consumer", change(func(p *Person) { p.Country = "US" }), "2 " + noCountry},
		{"no country", "C1,a@example.org,Ann,,de,consumer", change(func(p *Person) { p.Country = "" }), "2 " + noCountry},
		{"strange language and segment", "C1,a@example.org,Ann,DE,a@example.org,Ann Example",
			change(func(p *Person) { p.Language, p.Segment = "", "" }), "2 the language is no code such as de or pt-BR; 2 the segment is no word such as consumer or business"},
		{"same row twice", good + "\n" + good, ann, "3 " + twice},
		{"twice, one without address", "C1,,,,de,consumer\n" + good, ann,
			"2 no e-mail address; 2 " + noCountry + "; 3 " + twice},
		{"twice, the second without address", good + "\nC1,,Ann,DE,de,consumer", ann, "3 no e-mail address; 3 " + twice},
		{"two addresses", good + "\n" + strings.Replace(good, "a@", "b@", 1) + "\n" + good,
			change(func(p *Person) { p.Email, p.Unreachable = "", twoMails }), "3 " + twice + "; 4 " + twice},
		{"two countries", good + "\n" + strings.Replace(good, "DE", "FR", 1), ann, "3 " + twice},
		{"too many values", good + ",more", Person{Unreachable: malformed}, "2 the row has 7 values and the header 6"},
		{"too few values", "C1,a@example.org", Person{Unreachable: malformed}, "2 the row has 2 values and the header 6"},
		{"no id", good + "\n,b@example.org,Bob,DE,de,consumer", ann, "3 no customer_id"},
		{"stray quote", `X,a@example.org,"Ann,DE,de,consumer` + "\n" + good, ann, "2 the quotes in the row are not CSV"},
		{"stray quotes", `X,a@example.org,5" nail,DE,de,consumer` + "\n" + good + "\n" + `Y,a@example.org,6" nail,DE,de,consumer` + "\n", ann,
			"2 the quotes in the row are not CSV; 4 the quotes in the row are not CSV"},
		{"row of 2 MB", "X," + strings.Repeat("x", 2<<20) + "\n" + good, ann, "2 the row is longer than 1 MB"},
	} {
		table := join(t, header+c.rows)
		got := table.People["C1"]
		got.line = 0
		if got != c.want || problems(table) != c.problems || table.Flawed != int64(len(table.Problems)) {
			t.Errorf("%s: %+v, %s\nwant %+v, %s", c.name, got, problems(table), c.want, c.problems)
		}
	}
}

func TestJoinKeepsOnlyTheWanted(t *testing.T) {
	var b strings.Builder
	b.WriteString("\ufeffextra,SEGMENT,language , country,name,email,customer_id\r\n")
	for i := range 5000 {
		fmt.Fprintf(&b, "x,consumer,de,DE,,c%d@example.org,C%d\r\n\r\n", i, i)
	}
	b.WriteString("x,consumer,de,,,nobody,unwanted") // its flaws are nobody's business
	for name, body := range map[string][]byte{"plain": []byte(b.String()), "gzip": gzipped(b.String()), "zstd": zstandard(b.String())} {
		table, err := Join(context.Background(), text(body), func(id string) bool { return id == "C7" || id == "C4999" || id == "gone" })
		if err != nil || table.Rows != 5001 || len(table.People) != 2 || table.People["C4999"].Email != "c4999@example.org" || table.Flawed != 0 {
			t.Errorf("%s: %+v, %v", name, table, err)
		}
	}
}

func gzipped(s string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.Bytes()
}

func zstandard(s string) []byte {
	w, err := zstd.NewWriter(nil)
	if err != nil {
		panic(err)
	}
	return w.EncodeAll([]byte(s), nil)
}

func TestUnusableDirectories(t *testing.T) {
	long := header + strings.Repeat("C1,a@example.org,Ann,DE,de,consumer\n", 5000)
	for name, c := range map[string]struct{ body, want string }{
		"empty":         {"", "is empty"},
		"header only":   {header, "no customers below its header"},
		"no header":     {"C1,a@example.org,Ann,DE,de,consumer\n", "lacks customer_id, email, name, country, language, segment"},
		"semicolons":    {strings.ReplaceAll(header, ",", ";"), "separated by commas"},
		"column lacks":  {"customer_id,email,name,country,language\n", "lacks segment"},
		"column twice":  {"email," + header, "names email twice"},
		"header quotes": {"\"customer_id,email\n", "no CSV header"},
		"cut off":       {string(gzipped(long)[:150]), "breaks off or is damaged at line"},
		"spreadsheet":   {"PK\x03\x04", "zip archive or a spreadsheet"},
	} {
		_, err := Join(context.Background(), text(c.body), everybody)
		if !errors.Is(err, ErrUnusable) || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "customers.csv") {
			t.Errorf("%s: %v", name, err)
		}
		if err := Check(context.Background(), text(c.body)); (err == nil) != slices.Contains([]string{"header only", "cut off"}, name) {
			t.Errorf("%s: checking says %v", name, err)
		}
	}
}

type broken struct{ text }

func (b broken) Open(context.Context) (io.ReadCloser, error) {
	return io.NopCloser(io.MultiReader(bytes.NewReader(b.text), iotest.ErrReader(errReset))), nil
}

var errReset = errors.New("connection reset")

func TestJoinFailsWithItsSource(t *testing.T) {
	if _, err := Join(context.Background(), broken{text(header + "C1")}, everybody); !errors.Is(err, errReset) || errors.Is(err, ErrUnusable) {
		t.Error(err)
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Join(ended, text(header), everybody); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "customers.csv")
	if err := os.WriteFile(path, []byte(header), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Check(context.Background(), File(path)); err != nil {
		t.Error(err)
	}
	for _, bad := range []string{dir, filepath.Join(dir, "gone.csv")} {
		if err := Check(context.Background(), File(bad)); err == nil || !strings.Contains(err.Error(), bad) {
			t.Error(err)
		}
	}
}
