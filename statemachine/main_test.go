package statemachine

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/sfn"

	"github.com/tocsin-ir/tocsin/internal/localaws"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// waitScale makes retries and waits short: 2 s become 20 ms.
const waitScale = 0.01

var local *localaws.Local

func TestMain(m *testing.M) {
	os.Exit(localaws.RunTests(m, localaws.Options{WaitScale: waitScale}, func(l *localaws.Local) { local = l }))
}

// world puts into the local AWS what the definition refers to: the functions
// and the manifests of the Distributed Maps. It returns the substitutions.
func world(t testing.TB, answers string) map[string]string {
	t.Helper()
	store := vault.Client(local.Config())
	_, err := store.CreateBucket(t.Context(), &s3.CreateBucketInput{
		Bucket:                    aws.String("people"),
		CreateBucketConfiguration: &s3types.CreateBucketConfiguration{LocationConstraint: localaws.Region},
	})
	if err != nil {
		t.Fatal(err)
	}
	people := vault.S3{Client: store, Bucket: "people"}
	for key, n := range map[string]int{"batches.json": items["ScanLog"], "shards.json": items["SendLetters"]} {
		manifest := make([]map[string]int, n)
		for i := range manifest {
			manifest[i] = map[string]int{"n": i}
		}
		if _, err := vault.PutJSON(t.Context(), people, key, manifest, n); err != nil {
			t.Fatal(err)
		}
	}
	built, err := localaws.Build(t.Context(), "testdata/functions")
	if err != nil {
		t.Fatal(err)
	}
	code, err := localaws.Bundle(filepath.Join(built, "answer"))
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]string{"SettleSeconds": "1", "ScanConcurrency": "3", "SendConcurrency": "2"}
	client := lambda.NewFromConfig(local.Config())
	for _, name := range substitutions() {
		if values[name] != "" || name == "AnswerWithinSeconds" {
			continue
		}
		out, err := client.CreateFunction(t.Context(), &lambda.CreateFunctionInput{
			FunctionName: &name, Runtime: types.RuntimeProvidedal2023, Handler: aws.String("bootstrap"),
			Role: aws.String("arn:aws:iam::000000000000:role/function"), Code: &types.FunctionCode{ZipFile: code},
			Timeout: aws.Int32(60), Environment: &types.Environment{Variables: map[string]string{"ANSWERS": answers}},
		})
		if err != nil {
			t.Fatal(err)
		}
		values[name] = aws.ToString(out.FunctionArn)
	}
	return values
}

// items is how many items each map's manifest has.
var items = map[string]int{"CountAccesses": 3, "ScanLog": 3, "SendLetters": 2}

// secondOpinion starts moto's interpreter beside the local AWS and returns a
// client of it.
func secondOpinion(t testing.TB) *sfn.Client {
	t.Helper()
	bin, err := localaws.Python(t.Context(), local.Root, localaws.TestRequirements, os.Stderr)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().(*net.TCPAddr)
	listener.Close()

	script := filepath.Join(local.Root, "infra/local/secondopinion.py")
	if _, err := os.Stat(script); err != nil { // and go test sees that it changed
		t.Fatal(err)
	}
	cmd := exec.Command(filepath.Join(bin, "python3"), script, strconv.Itoa(address.Port))
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "AWS_ENDPOINT_URL=" + local.Endpoint, "AWS_DEFAULT_REGION=" + localaws.Region,
		"MOTO_ACCOUNT_ID=" + localaws.Account, fmt.Sprintf("TOCSIN_WAIT_SCALE=%v", waitScale),
	}
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	leash, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	exited := make(chan struct{})
	go func() { _ = cmd.Wait(); close(exited) }()
	t.Cleanup(func() {
		leash.Close()
		<-exited
		if t.Failed() {
			t.Logf("moto's last words:\n%s", tail(said.Bytes(), 6000))
		}
	})
	endpoint := "http://" + address.String()
	if err := await(t.Context(), endpoint, exited); err != nil {
		t.Fatal(err)
	}
	cfg := local.Config()
	cfg.BaseEndpoint = &endpoint
	// moto answers 500 to SendTaskSuccess while another execution is starting.
	cfg.Retryer = func() aws.Retryer {
		return retry.NewStandard(func(o *retry.StandardOptions) {
			o.MaxAttempts, o.MaxBackoff = 50, 100*time.Millisecond
			o.RateLimiter = ratelimit.None
		})
	}
	return sfn.NewFromConfig(cfg)
}

func await(ctx context.Context, url string, exited <-chan struct{}) error {
	ctx, cancel := context.WithTimeout(ctx, 90*time.Second)
	defer cancel()
	for tick := time.Tick(50 * time.Millisecond); ; {
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting for moto: %w", ctx.Err())
		case <-exited:
			return fmt.Errorf("waiting for moto: it ended by itself")
		case <-tick:
		}
		if answer, err := http.Get(url); err == nil {
			_, _ = io.Copy(io.Discard, answer.Body)
			answer.Body.Close()
			return nil
		}
	}
}

func tail(b []byte, n int) []byte { return b[max(0, len(b)-n):] }
