package localaws

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// Build compiles every function under dir (one folder each, with a main.go) for
// this machine's processor, as a real deployment does for Lambda's, and returns
// the folder of binaries, named after the functions. What did not change is not
// built again.
func Build(ctx context.Context, dir string) (string, error) {
	functions, err := Functions(dir)
	if err != nil {
		return "", err
	}
	root, err := Root()
	if err != nil {
		return "", err
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("building the functions: %w", err)
	}
	rel, err := filepath.Rel(root, abs)
	if err != nil {
		return "", fmt.Errorf("building the functions: %w", err)
	}
	out := filepath.Join(root, ".local", "build", runtime.GOARCH, rel)
	if err := os.MkdirAll(out, 0o750); err != nil {
		return "", fmt.Errorf("building the functions: %w", err)
	}
	unlock, err := lock(out + ".lock")
	if err != nil {
		return "", err
	}
	defer unlock()
	args := []string{"build", "-trimpath", "-tags", "lambda.norpc", "-ldflags", "-s -w", "-o", out + string(filepath.Separator)}
	for _, name := range functions {
		args = append(args, "./"+filepath.Join(rel, name))
	}
	cmd := exec.CommandContext(ctx, "go", args...) // #nosec G204 -- this work tree's own folders
	cmd.Dir = root
	// provided.al2023 is Linux; the local AWS runs the binaries itself.
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+runtime.GOOS, "GOARCH="+runtime.GOARCH)
	if said, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building the functions: %w\n%s", err, tail(said, 4000))
	}
	return out, nil
}

// Functions lists the functions under dir by name, sorted.
func Functions(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("listing the functions: %w", err)
	}
	var names []string
	for _, e := range entries {
		_, err := os.Stat(filepath.Join(dir, e.Name(), "main.go"))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("listing the functions: %w", err)
		}
		names = append(names, e.Name())
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("listing the functions: no folder with a main.go in %s", dir)
	}
	return names, nil
}
