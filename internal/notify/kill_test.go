package notify

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/localaws"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

const (
	killedLetters = 7
	killFrom      = "killed@example.com"
)

// A killBench is what several kills share in the local AWS. Each kill has a
// delivery ledger of its own: the sending rate in it knows one time of day only.
type killBench struct {
	people    vault.S3
	incidents incident.DynamoDB
}

func newKillBench(t *testing.T, name string) killBench {
	t.Helper()
	client := vault.Client(local.Config())
	_, err := client.CreateBucket(t.Context(), &s3.CreateBucketInput{
		Bucket: &name, CreateBucketConfiguration: &types.CreateBucketConfiguration{LocationConstraint: localaws.Region},
	})
	if err != nil {
		t.Fatal(err)
	}
	verify(t, killFrom)
	incidents := incident.DynamoDB{Client: createTable(t, name+"-incidents", "", ""), Table: name + "-incidents"}
	return killBench{vault.S3{Client: client, Bucket: name}, incidents}
}

// A killed is one small incident whose sender dies once.
type killed struct {
	name  string
	proxy *killerProxy
	job   senderJob
}

func (b killBench) incident(t *testing.T, name string, resend bool) *killed {
	t.Helper()
	ctx := t.Context()
	record, _, err := b.incidents.Open(ctx, incident.Record{OpenedAt: noon, AwareAt: noon, Causes: []string{string(incident.CauseOf("test", name))}})
	if err != nil {
		t.Fatal(err)
	}
	for phase, result := range scopedIncident(record.ID).Phases {
		result.Phase, result.At = phase, noon
		if err := b.incidents.SaveResult(ctx, record.ID, result); err != nil {
			t.Fatal(err)
		}
	}
	all := people(killedLetters, "en", "de")
	for i := range all {
		all[i].Email = fmt.Sprintf("%d.%s@example.com", all[i].N, record.ID)
	}
	ledger := deliveryTable(t, "delivery-"+string(record.ID))
	k := &killed{name: name, proxy: newProxy(t, Listener{Ledger: ledger, From: killFrom, Clock: RealClock})}
	k.job = senderJob{
		Endpoint: k.proxy.URL, Bucket: b.people.Bucket, Tables: [2]string{b.incidents.Table, ledger.Table}, From: killFrom,
		Incident: record.ID, Resend: resend,
	}
	k.job.Shards, k.job.List = putShards(t, b.people, record.ID, all)
	return k
}

// run starts a sender that dies at its at-th call (0: never) and reports whether
// it lived, and what it settled.
func (k *killed) run(t *testing.T, later time.Duration, at int, way kill) (out SettleResult, lived bool) {
	t.Helper()
	k.job.Later = later
	job, err := json.Marshal(k.job)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	// A race-checked process would linger for a second at its end.
	cmd.Env = append(os.Environ(), senderEnv+"="+string(job), "GORACE=atexit_sleep_ms=0")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	started, dead := make(chan struct{}), make(chan struct{})
	k.proxy.arm(at, way, func() {
		<-started
		_ = cmd.Process.Kill() // SIGKILL
		<-dead
	})
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	close(started)
	err = cmd.Wait()
	close(dead)
	if _, failed := k.proxy.state(); failed != nil {
		t.Fatalf("%s: the proxy: %v", k.name, failed)
	}
	if err != nil {
		if cmd.ProcessState.ExitCode() != -1 { // -1: ended by a signal
			t.Fatalf("%s: the sender failed by itself: %v: %s", k.name, err, &stderr)
		}
		return out, false
	}
	if err := json.Unmarshal(stdout.Bytes(), &out); err != nil {
		t.Fatalf("%s: %v: %s", k.name, err, &stdout)
	}
	return out, true
}

// finish publishes the events that are due and runs the sender an hour later, as
// the machine does, until delivery is settled.
func (k *killed) finish(t *testing.T) SettleResult {
	t.Helper()
	var out SettleResult
	for hour := 1; hour <= 3 && !out.Settled; hour++ {
		k.proxy.settleEvents()
		var lived bool
		if out, lived = k.run(t, time.Duration(hour)*time.Hour, 0, kill{}); !lived {
			t.Fatalf("%s: killed again", k.name)
		}
	}
	return out
}

// letters counts the letters in the mailbox, by recipient number.
func (k *killed) letters(t *testing.T) map[int]int {
	t.Helper()
	out := map[int]int{}
	for _, m := range mailTo(t, local, killFrom) {
		for _, to := range m.To {
			number, rest, _ := strings.Cut(to, ".")
			if rest == string(k.job.Incident)+"@example.com" {
				var n int
				if _, err := fmt.Sscan(number, &n); err != nil {
					t.Fatal(err)
				}
				out[n]++
			}
		}
	}
	return out
}

// A kill is one way to die at the n-th call.
type kill struct {
	name         string
	after, early bool
}

var kills = []kill{
	{"before the call went out", false, false},
	{"after the answer, its events late", true, false},
	{"after the answer and its events", true, true},
}

// The sender is killed at every one of its outside calls in turn, in three ways,
// and started again until delivery is settled: each recipient has one letter,
// nobody else has any.
func TestKilledAtEveryCall(t *testing.T) {
	bench := newKillBench(t, "kill-resend")
	whole := bench.incident(t, "not killed", true)
	if out, lived := whole.run(t, 0, 0, kill{}); !lived || out.Sent != killedLetters {
		t.Fatalf("without a kill: %+v", out)
	}
	calls, _ := whole.proxy.state()
	onceEach(t, whole.letters(t), killedLetters)
	t.Logf("a whole run makes %d calls: %s", len(calls), strings.Join(calls, ", "))

	total := make(chan [2]int, len(kills))
	t.Run("resend", func(t *testing.T) {
		for _, way := range kills {
			t.Run(way.name, func(t *testing.T) {
				t.Parallel()
				letters := 0
				for at := 1; at <= len(calls); at++ {
					letters += killOnce(t, bench, calls, way, at)
				}
				total <- [2]int{len(calls), letters}
			})
		}
	})
	close(total)
	deaths, letters := 0, 0
	for n := range total {
		deaths, letters = deaths+n[0], letters+n[1]
	}
	t.Logf("%d kills: %d recipients, %d letters, nobody lost, nobody doubled", deaths, deaths*killedLetters, letters)
	if letters != deaths*killedLetters {
		t.Errorf("%d letters for %d recipients", letters, deaths*killedLetters)
	}
}

// killOnce kills one sender and returns how many letters its incident has in the end.
func killOnce(t *testing.T, bench killBench, calls []string, way kill, at int) int {
	t.Helper()
	k := bench.incident(t, fmt.Sprintf("killed at call %d %s", at, way.name), true)
	if out, lived := k.run(t, 0, at, way); lived {
		t.Fatalf("%s: it lived: %+v", k.name, out)
	}
	if way.after && !way.early {
		// The next sender comes before the events: it must leave alone what is unknown.
		if _, lived := k.run(t, 10*time.Minute, 0, kill{}); !lived {
			t.Fatalf("%s: killed again", k.name)
		}
	}
	out := k.finish(t)
	if out.Sent != killedLetters || !out.Settled || out.Doubled != 0 || out.PostList.Count != 0 {
		t.Errorf("%s (%s): settled as %+v", k.name, calls[at-1], out)
	}
	letters, sum := k.letters(t), 0
	for n := 1; n <= killedLetters; n++ {
		if sum += letters[n]; letters[n] != 1 {
			t.Errorf("%s (%s): recipient %d has %d letters", k.name, calls[at-1], n, letters[n])
		}
	}
	if len(letters) != killedLetters {
		t.Errorf("%s: letters to %v", k.name, letters)
	}
	return sum
}

// Under the policy list nobody is written to again: who may have no letter is on
// the list for post and telephone, and the two together are everybody once.
func TestKilledUnderThePolicyList(t *testing.T) {
	bench := newKillBench(t, "kill-list")
	whole := bench.incident(t, "listed, not killed", false)
	if _, lived := whole.run(t, 0, 0, kill{}); !lived {
		t.Fatal("killed")
	}
	deaths, letters, listed := 0, 0, 0
	calls, _ := whole.proxy.state()
	for i, call := range calls {
		if call != "SendBulkTemplatedEmail" {
			continue
		}
		k := bench.incident(t, fmt.Sprintf("listed, killed before call %d", i+1), false)
		if _, lived := k.run(t, 0, i+1, kills[0]); lived {
			t.Fatalf("%s: it lived", k.name)
		}
		out := k.finish(t)
		if !out.Settled || out.Sent+out.Unknown != killedLetters || out.Unknown == 0 || out.PostList.Count != out.Unknown {
			t.Errorf("%s: settled as %+v", k.name, out)
		}
		body, err := bench.people.Get(t.Context(), out.PostList)
		if err != nil {
			t.Fatal(err)
		}
		told := k.letters(t)
		for line := range bytes.Lines(body) {
			var e postEntry
			if err := json.Unmarshal(line, &e); err != nil {
				t.Fatal(err)
			}
			told[e.N]++
		}
		onceEach(t, told, killedLetters)
		deaths, letters, listed = deaths+1, letters+out.Sent, listed+out.Unknown
	}
	t.Logf("%d kills: %d recipients, %d letters, %d on the list for post and telephone", deaths, deaths*killedLetters, letters, listed)
	if deaths == 0 {
		t.Error("no call of the mail service was met")
	}
}
