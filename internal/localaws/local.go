package localaws

import (
	"cmp"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
)

// Region and Account are those of every local AWS.
const (
	Region  = "eu-central-1"
	Account = "000000000000"
)

// RootKey is the access key that the local AWS takes for the account's root.
const RootKey = "test"

// Options of a local AWS. The zero value is a usable account without IAM enforcement.
type Options struct {
	Auth      bool      // enforce IAM as AWS does
	SendRate  float64   // the account's SES quota in messages a second; 0: 14, as new accounts have
	WaitScale float64   // factor on the waits of state machines, e.g. 0.01; 0: 1
	Dir       string    // where its files and its log go; "": a temporary folder, removed by Stop
	Progress  io.Writer // told about a first installation; may be nil
}

// A Local is one running local AWS.
type Local struct {
	Endpoint string // http://127.0.0.1:port
	Port     int
	Log      string // the file that holds its output
	Root     string // top of the work tree

	process *exec.Cmd
	leash   io.Closer // closing it, or our death, ends the process group
	exited  chan struct{}
	dir     string
	own     bool // dir is ours to remove
	stop    sync.Once
}

// startTimeout bounds the wait for readiness; 3 s are usual, a busy machine needs more.
const startTimeout = 90 * time.Second

// Start installs what is missing, starts a local AWS and returns when it
// answers. It is the caller's to Stop.
func Start(ctx context.Context, o Options) (*Local, error) {
	root, err := Root()
	if err != nil {
		return nil, err
	}
	bin, err := Python(ctx, root, Requirements, o.Progress)
	if err != nil {
		return nil, err
	}
	// Another process may take the free port between our look and our use.
	for try := 1; ; try++ {
		l, err := start(ctx, root, bin, o)
		if err == nil || try == 5 || ctx.Err() != nil {
			return l, err
		}
	}
}

func start(ctx context.Context, root, bin string, o Options) (*Local, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	l := &Local{
		Endpoint: fmt.Sprintf("http://127.0.0.1:%d", port), Port: port, Root: root,
		dir: o.Dir, own: o.Dir == "", exited: make(chan struct{}),
	}
	if l.own {
		if l.dir, err = os.MkdirTemp("", "tocsin-local-"); err != nil {
			return nil, fmt.Errorf("starting the local AWS: %w", err)
		}
	}
	tmp := filepath.Join(l.dir, "tmp")
	if err := os.MkdirAll(tmp, 0o700); err != nil {
		return nil, fmt.Errorf("starting the local AWS: %w", err)
	}
	l.Log = filepath.Join(l.dir, "aws.log")
	log, err := os.Create(l.Log)
	if err != nil {
		return nil, fmt.Errorf("starting the local AWS: %w", err)
	}
	defer log.Close()

	nonce := rand.Text()
	// Not exec.CommandContext: the process outlives the context of its start.
	l.process = exec.Command(filepath.Join(bin, "python3"), filepath.Join(root, "infra", "local", "launch.py")) // #nosec G204 -- this work tree's own script
	l.process.Dir = l.dir
	l.process.Stdout, l.process.Stderr = log, log
	l.process.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	l.process.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + l.dir, "TMPDIR=" + tmp,
		"BIND_HOST=127.0.0.1", "GATEWAY_PORT=" + strconv.Itoa(port), "AWS_ENDPOINT_URL=" + l.Endpoint,
		"AUTH=" + strconv.FormatBool(o.Auth), "MINISTACK_EDITION=" + nonce,
		"MINISTACK_REGION=" + Region, "AWS_DEFAULT_REGION=" + Region,
		"TOCSIN_LOCAL_SEND_RATE=" + strconv.FormatFloat(cmp.Or(o.SendRate, 14), 'f', -1, 64),
	}
	if l.leash, err = l.process.StdinPipe(); err != nil {
		return nil, fmt.Errorf("starting the local AWS: %w", err)
	}
	if err := l.process.Start(); err != nil {
		return nil, fmt.Errorf("starting the local AWS: %w", err)
	}
	go func() {
		defer close(l.exited)
		_ = l.process.Wait() // how it ended is in its log
	}()
	if err := l.await(ctx, nonce); err != nil {
		said, _ := os.ReadFile(l.Log)
		l.Stop()
		return nil, fmt.Errorf("%w; it said:\n%s", err, tail(said, 2000))
	}
	if o.WaitScale > 0 {
		if err := l.SetWaitScale(ctx, o.WaitScale); err != nil {
			l.Stop()
			return nil, err
		}
	}
	return l, nil
}

// Stop ends the local AWS and every function it runs, and returns when they are
// gone. All state is lost. A second call does nothing.
func (l *Local) Stop() {
	l.stop.Do(func() {
		// Nothing in it is worth a graceful end, and a killed group leaves no function behind.
		_ = syscall.Kill(-l.process.Process.Pid, syscall.SIGKILL)
		<-l.exited
		l.leash.Close()
		if l.own {
			_ = os.RemoveAll(l.dir)
		}
	})
}

// Config returns the SDK configuration of the account's root.
func (l *Local) Config() aws.Config { return l.ConfigFor(RootKey, RootKey, "") }

// ConfigFor returns the SDK configuration of a holder of an access key.
func (l *Local) ConfigFor(key, secret, session string) aws.Config {
	return aws.Config{
		Region: Region, BaseEndpoint: &l.Endpoint,
		Credentials: credentials.NewStaticCredentialsProvider(key, secret, session),
	}
}
