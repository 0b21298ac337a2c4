// Package progress shows how far a long reading is, on a terminal and nowhere
// else: what a script catches stays clean.
package progress

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// A Bar counts bytes. The nil Bar shows nothing.
type Bar struct {
	bar *progressbar.ProgressBar
}

// New starts a bar on w for total bytes, or returns nil when w is no terminal.
func New(w io.Writer, what string, total int64) *Bar {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	return start(w, what, total)
}

func start(w io.Writer, what string, total int64) *Bar {
	return &Bar{progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetDescription(what),
		progressbar.OptionShowBytes(true),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)}
}

// Add counts n more bytes; it may be called concurrently. An error of the
// terminal must not stop the work, so there is none.
func (b *Bar) Add(n int) {
	if b != nil {
		_ = b.bar.Add(n)
	}
}

// Close takes the bar off the terminal.
func (b *Bar) Close() {
	if b != nil {
		_ = b.bar.Exit()
		_ = b.bar.Clear()
	}
}
