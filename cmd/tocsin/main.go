// Command tocsin opens, watches, decides and proves incidents, and finds the
// source and the affected in local logs without any AWS.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// Exit codes of every command.
const (
	exitOK      = 0
	exitFailed  = 1 // the command failed or was refused; stderr says why
	exitUsage   = 2 // wrong flags or arguments
	exitPartial = 3 // finished, but parts of a log could not be read: the result is a lower bound
)

// A command is one word after "tocsin".
type command struct {
	name, short string
	run         func(ctx context.Context, args []string, stdout, stderr io.Writer) int
}

// commands in the order of an incident. A further command is one more file and one more line.
var commands = []command{
	{"open", "open an incident: with customers' reports, or with a named suspect", runOpen},
	{"list", "the incidents, newest first", runList},
	{"status", "where an incident stands, and what waits for whom", runStatus},
	{"choose", "say who the source is, when the evidence leaves doubt", runChoose},
	{"approve", "say yes to the letters", runApprove},
	{"reject", "say no to the letters", runReject},
	{"resume", "go on with an incident that stopped", runResume},
	{"revoke", "what would be cut, what was cut; give it back, or attest what was cut by hand", runRevoke},
	{"duties", "which laws apply, and by when", runDuties},
	{"draft", "draft the report that an authority asks for", runDraft},
	{"dossier", "fetch an incident's dossier", runDossier},
	{"verify", "check a dossier offline", runVerify},
	{"detect", "find the source in local log files", runDetect},
	{"scope", "find the affected in local log files", runScope},
	{"summarise", "write sidecars of local log files, which answer later questions at once", runSummarise},
	{"watch", "say what the watch would have rung for in local log files", runWatch},
	{"dataset", "check the file that describes a log and its directory", runDataset},
	{"demo", "the whole story on a local AWS", runDemo},
	{"drill", "play a breach as an exercise, and see the score", runDrill},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		usage(stderr)
		return exitUsage
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		usage(stdout)
		return exitOK
	}
	for _, c := range commands {
		if c.name == args[0] {
			return c.run(ctx, args[1:], stdout, stderr)
		}
	}
	fmt.Fprintf(stderr, "tocsin: no command %q\n\n", args[0])
	usage(stderr)
	return exitUsage
}

func usage(w io.Writer) {
	fmt.Fprintln(w, "usage: tocsin COMMAND [flags]   (tocsin COMMAND -help says more)")
	fmt.Fprintln(w)
	for _, c := range commands {
		fmt.Fprintf(w, "  %-8s %s\n", c.name, c.short)
	}
	fmt.Fprintln(w, `
Commands about a deployed Tocsin sign with your AWS credentials and need
TOCSIN_API (the stack's output ApiUrl) or -api, and a region.

exit codes: 0 done; 1 failed or refused; 2 wrong usage; 3 done, but parts of a
log could not be read, so that the result is a lower bound`)
}
