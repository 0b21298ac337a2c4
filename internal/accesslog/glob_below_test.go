package accesslog

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// ** means the same for files as for keys in a bucket.
func TestGlobBelow(t *testing.T) {
	dir := files(t, map[string][]byte{"gl/2.json": nil, "gl/a/_SUCCESS": nil, "gl/a/b/1.json": nil, "gl/x[1]/z.json": nil, "other/3.json": nil})
	t.Chdir(dir)
	for link, to := range map[string]string{"gl/a/round": "..", "gl/c": "a/b", "link": "gl", "gone": "nowhere"} {
		if err := os.Symlink(filepath.FromSlash(to), filepath.FromSlash(link)); err != nil {
			t.Fatal(err)
		}
	}
	for pattern, want := range map[string]string{
		"gl/**":             "gl/2.json gl/a/_SUCCESS gl/a/b/1.json gl/x[1]/z.json",
		"gl/**/*.json":      "gl/2.json gl/a/b/1.json gl/x[1]/z.json",
		"gl/**/b/*.json":    "gl/a/b/1.json",
		"**/[12].json":      "gl/2.json gl/a/b/1.json",
		"./gl/**/b/?.json":  "gl/a/b/1.json",
		"g*/**/1.json":      "gl/a/b/1.json",
		"gl/x\\[1]/**":      "gl/x[1]/z.json",
		"link/**/b/*.json":  "link/a/b/1.json",
		"gl/**.json":        "gl/2.json gl/a/b/1.json gl/x[1]/z.json",
		dir + "/other/**":   dir + "/other/3.json",
		"gl/**/*.gz":        "matches no file",
		"nowhere/**/*.json": "matches no file",
		"gl/**/[":           "following log pattern",
	} {
		objects, err := Glob{Patterns: []string{pattern}}.List(t.Context())
		var names []string
		for _, o := range objects {
			names = append(names, o.Name)
		}
		if got := strings.Join(names, " "); err == nil && got != want || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %s, %v; want %s", pattern, got, err, want)
		}
	}
}
