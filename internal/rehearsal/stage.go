package rehearsal

import (
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"
)

// A Stage is where the rehearsal is shown, and where it keeps count of what
// differs from the truth.
type Stage struct {
	out     io.Writer
	colour  bool
	begin   time.Time
	differs []string
}

// NewStage shows on out, in colours when that is a terminal.
func NewStage(out io.Writer) *Stage {
	f, ok := out.(*os.File)
	return &Stage{out: &together{out: out}, colour: ok && term.IsTerminal(int(f.Fd())) && os.Getenv("NO_COLOR") == "", begin: time.Now()}
}

// together lets several write at once: the company is invented while the cloud
// is being set up, and both are shown.
type together struct {
	mutex sync.Mutex
	out   io.Writer
}

func (t *together) Write(p []byte) (int, error) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return t.out.Write(p)
}

// SGR codes of the few colours used.
const (
	bold  = "1"
	dim   = "2"
	red   = "31"
	green = "32"
	cyan  = "36"
)

func (s *Stage) paint(code, text string) string {
	if !s.colour {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// act begins a part of the story.
func (s *Stage) act(title string) {
	at := time.Since(s.begin).Round(100 * time.Millisecond)
	fmt.Fprintf(s.out, "\n%s %s\n", s.paint(bold, title), s.paint(dim, fmt.Sprintf("(%s)", at)))
}

// say prints a line of the story.
func (s *Stage) say(format string, args ...any) {
	fmt.Fprintf(s.out, "  %s\n", fmt.Sprintf(format, args...))
}

// command prints what a person types.
func (s *Stage) command(who string, args []string) {
	fmt.Fprintf(s.out, "  %s\n", s.paint(cyan, who+"$ tocsin "+strings.Join(args, " ")))
}

// check compares what the product says with the truth, and shows both.
func (s *Stage) check(what string, got, want any) bool {
	if reflect.DeepEqual(got, want) {
		s.holds("%s: %v", what, got)
		return true
	}
	s.fails("%s: %v, but the truth is %v", what, got, want)
	return false
}

// holds prints a fact that is as it must be.
func (s *Stage) holds(format string, args ...any) {
	fmt.Fprintf(s.out, "  %s %s\n", s.paint(green, "✓"), fmt.Sprintf(format, args...))
}

// fails prints a fact that is not, and keeps it for the end.
func (s *Stage) fails(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	s.differs = append(s.differs, text)
	fmt.Fprintf(s.out, "  %s %s\n", s.paint(red, "✗"), text)
}

// that is holds or fails.
func (s *Stage) that(ok bool, format string, args ...any) {
	if ok {
		s.holds(format, args...)
		return
	}
	s.fails(format, args...)
}

// number writes n with commas between thousands.
func number[N ~int | ~int64](n N) string {
	digits := fmt.Sprint(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
