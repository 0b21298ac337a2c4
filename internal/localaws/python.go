package localaws

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
)

// The two sets of Python parts, relative to the work tree.
const (
	Requirements     = "infra/local/requirements.txt"      // the local AWS
	TestRequirements = "infra/local/requirements-test.txt" // linters, second interpreter
)

// Python returns the folder of executables of a virtual environment that holds
// exactly the packages of a requirements file, made under .local/ when it is not
// there yet. The environment is named by the file's digest, so a changed file
// makes a new one and never pulls the old from under a running process. Calls in
// several processes at once install once: the others wait. progress may be nil.
func Python(ctx context.Context, root, requirements string, progress io.Writer) (string, error) {
	file := filepath.Join(root, requirements)
	body, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("reading the pinned Python packages: %w", err)
	}
	sum := sha256.Sum256(body)
	dir := filepath.Join(root, ".local", "python-"+hex.EncodeToString(sum[:6]))
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return "", fmt.Errorf("making the Python environment: %w", err)
	}
	unlock, err := lock(dir + ".lock")
	if err != nil {
		return "", err
	}
	defer unlock()
	done := filepath.Join(dir, "complete")
	if _, err := os.Stat(done); err == nil {
		return filepath.Join(dir, "bin"), nil
	}
	if progress != nil {
		fmt.Fprintf(progress, "installing %s (once)\n", requirements)
	}
	if err := run(ctx, "python3", "-m", "venv", "--clear", dir); err != nil {
		return "", fmt.Errorf("making the Python environment (Python 3.10 or later with its venv module is needed): %w", err)
	}
	pip := []string{"-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes", "-r", file}
	if err := run(ctx, filepath.Join(dir, "bin", "python3"), pip...); err != nil {
		return "", fmt.Errorf("installing %s: %w", requirements, err)
	}
	if err := os.WriteFile(done, nil, 0o600); err != nil {
		return "", fmt.Errorf("making the Python environment: %w", err)
	}
	return filepath.Join(dir, "bin"), nil
}

// lock waits for an exclusive lock on path; the system drops it if we die.
func lock(path string) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("locking %s: %w", path, err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		f.Close()
		return nil, fmt.Errorf("locking %s: %w", path, err)
	}
	return func() { f.Close() }, nil
}

// run executes a command and, when it fails, returns the end of what it said.
func run(ctx context.Context, name string, args ...string) error {
	out, err := exec.CommandContext(ctx, name, args...).CombinedOutput() // #nosec G204 -- python3 or the environment's own
	if err != nil {
		return fmt.Errorf("running %s: %w\n%s", name, err, tail(out, 2000))
	}
	return nil
}

func tail(b []byte, n int) []byte {
	if len(b) > n {
		return b[len(b)-n:]
	}
	return b
}
