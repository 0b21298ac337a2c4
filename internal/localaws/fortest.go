package localaws

import (
	"context"
	"fmt"
	"os"
)

// TB is what ForTest needs of testing.TB; product binaries link no test code.
type TB interface {
	Helper()
	Context() context.Context
	Fatal(args ...any)
	Cleanup(func())
}

// ForTest starts a local AWS that ends with the test.
func ForTest(t TB, o Options) *Local {
	t.Helper()
	l, err := Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Stop)
	return l
}

// RunTests is for TestMain: it starts one local AWS for all tests of a package,
// hands it to use, and returns the exit code for os.Exit.
func RunTests(m interface{ Run() int }, o Options, use func(*Local)) int {
	l, err := Start(context.Background(), o)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer l.Stop()
	use(l)
	return m.Run()
}
