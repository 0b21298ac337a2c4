package localaws

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ses"
)

func TestStopLeavesNothing(t *testing.T) {
	l, err := Start(t.Context(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	group, dir := l.process.Process.Pid, l.dir
	l.Stop()
	l.Stop() // a second call does nothing
	gone(t, l, group)
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("its folder is still there: %v", err)
	}
}

// TestEndsWithItsStarter runs this test binary again as a starter that dies
// without a word, as a killed demo does.
func TestEndsWithItsStarter(t *testing.T) {
	if os.Getenv("TOCSIN_STARTER") != "" {
		l, err := Start(t.Context(), Options{Dir: os.Getenv("TOCSIN_STARTER")})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Printf("started %d %d\n", l.Port, l.process.Process.Pid)
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestEndsWithItsStarter$")
	cmd.Env = append(os.Environ(), "TOCSIN_STARTER="+t.TempDir())
	out, _ := cmd.Output() // it was killed
	l, group := &Local{}, 0
	line := out[max(0, bytes.Index(out, []byte("started"))):]
	if _, err := fmt.Sscanf(string(line), "started %d %d", &l.Port, &group); err != nil {
		t.Fatalf("the starter said %q", out)
	}
	gone(t, l, group)
}

// gone waits until no process of the group is left and nobody answers on the port.
func gone(t *testing.T, l *Local, group int) {
	t.Helper()
	deadline := time.Now().Add(time.Minute)
	for syscall.Kill(-group, 0) == nil {
		if time.Now().After(deadline) {
			t.Fatalf("process group %d is still there", group)
		}
	}
	if c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", l.Port)); err == nil {
		c.Close()
		t.Error("somebody still answers on its port")
	}
}

func TestListensOnLoopbackOnly(t *testing.T) {
	l := ForTest(t, Options{})
	table, err := os.ReadFile("/proc/net/tcp")
	if err != nil {
		t.Fatal(err)
	}
	suffix := fmt.Sprintf(":%04X", l.Port)
	var found int
	for _, row := range strings.Split(string(table), "\n") {
		f := strings.Fields(row)
		if len(f) < 4 || f[3] != "0A" || !strings.HasSuffix(f[1], suffix) { // 0A: listening
			continue
		}
		found++
		if f[1] != "0100007F"+suffix {
			t.Errorf("listens on %s", f[1])
		}
	}
	if found != 1 {
		t.Errorf("%d listeners on port %d, want 1", found, l.Port)
	}
}

func TestSendRateIsTheAccounts(t *testing.T) {
	l := ForTest(t, Options{SendRate: 200.5})
	q, err := ses.NewFromConfig(l.Config()).GetSendQuota(t.Context(), &ses.GetSendQuotaInput{})
	if err != nil {
		t.Fatal(err)
	}
	if q.MaxSendRate != 200.5 {
		t.Errorf("rate %v, want 200.5", q.MaxSendRate)
	}
	if err := l.SetWaitScale(t.Context(), 0.25); err != nil {
		t.Error(err)
	}
	mail, err := l.Mailbox(t.Context())
	if err != nil || len(mail) != 0 {
		t.Errorf("a new account's mailbox: %d messages, %v", len(mail), err)
	}
}

func TestAStrangerOnThePortIsNotOurs(t *testing.T) {
	stranger := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"edition":"light"}`)
	})}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = stranger.Serve(listener) }()
	defer stranger.Close()
	l := &Local{Endpoint: "http://" + listener.Addr().String(), exited: make(chan struct{})}
	if err := l.await(t.Context(), "ours"); err == nil || !strings.Contains(err.Error(), "another process") {
		t.Errorf("got %v", err)
	}
}

func TestPythonIsInstalledOnce(t *testing.T) {
	root := t.TempDir()
	const file = "requirements.txt"
	if err := os.WriteFile(filepath.Join(root, file), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var said sync.Map
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Go(func() {
			var progress bytes.Buffer
			if _, err := Python(context.Background(), root, file, &progress); err != nil {
				t.Error(err)
			}
			said.Store(i, progress.String())
		})
	}
	wg.Wait()
	installs := 0
	for i := range 3 {
		if s, _ := said.Load(i); s != "" {
			installs++
		}
	}
	if installs != 1 {
		t.Errorf("three at once installed %d times, want 1", installs)
	}
}

func TestPythonRefusesWhatHasNoHash(t *testing.T) {
	root := t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "r.txt"), []byte("six==1.17.0\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Python(t.Context(), root, "r.txt", nil); err == nil || !strings.Contains(err.Error(), "r.txt") {
		t.Errorf("got %v", err)
	}
}
