// Package pattern compiles regular expressions when they are first used, so that
// commands which need none of them start faster.
package pattern

import (
	"regexp"
	"sync"
)

// Lazily is an expression that is compiled by the first call.
func Lazily(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
