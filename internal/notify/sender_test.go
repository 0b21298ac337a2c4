package notify

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/ses"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/localaws"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// senderEnv holds the senderJob of a process that a kill test started.
const senderEnv = "TOCSIN_TEST_SENDER"

// A senderJob is one run of the three steps by a process of its own, with the
// real clients of functions/notify.
type senderJob struct {
	Endpoint string // the proxy that may kill the process
	Bucket   string
	Tables   [2]string // incidents, delivery
	From     string
	Incident incident.ID
	Shards   []Shard
	List     vault.Ref
	Later    time.Duration // how much later than now it is for this process
	Resend   bool
}

// runSender does a senderJob in this process and prints its SettleResult.
func runSender() int {
	var j senderJob
	if err := json.Unmarshal([]byte(os.Getenv(senderEnv)), &j); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	out, err := j.run(context.Background())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if err := json.NewEncoder(os.Stdout).Encode(out); err != nil {
		return 1
	}
	return 0
}

func (j senderJob) run(ctx context.Context) (SettleResult, error) {
	cfg := (&localaws.Local{Endpoint: j.Endpoint}).Config()
	later := j.Later
	clock := Clock{
		Now:  func() time.Time { return time.Now().Add(later) },
		Wait: func(_ context.Context, d time.Duration) error { later += d; return nil },
	}
	table := dynamodb.NewFromConfig(cfg)
	ledger := DynamoDB{Client: table, Table: j.Tables[1], Now: clock.Now}
	n := &Notifier{
		Company: testCompany, Policy: Policy{Resend: j.Resend, Settle: 15 * time.Minute, MaxTries: 3}, BatchSize: 3,
		Incidents: incident.DynamoDB{Client: table, Table: j.Tables[0]},
		People:    vault.S3{Client: vault.Client(cfg), Bucket: j.Bucket},
		Ledger:    ledger, Pace: ledger,
		Mailer:   SES{Client: ses.NewFromConfig(cfg), From: j.From, ConfigurationSet: "letters"},
		Clock:    clock,
		Lifetime: 2 * time.Minute, Grace: 5 * time.Second,
	}
	if _, err := n.Prepare(ctx, PrepareRequest{Incident: j.Incident}); err != nil {
		return SettleResult{}, err
	}
	for _, s := range j.Shards {
		if _, err := n.Send(ctx, SendRequest{Incident: j.Incident, Shard: s}); err != nil {
			return SettleResult{}, err
		}
	}
	return n.Settle(ctx, SettleRequest{Incident: j.Incident, Shards: j.List})
}
