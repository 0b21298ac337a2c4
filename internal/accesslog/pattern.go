package accesslog

import (
	"regexp"
	"sync"
)

// lazily compiles a regular expression when it is first used: some take longer
// than a small log takes to read.
func lazily(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
