package ledger

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	dynamodbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	kmstypes "github.com/aws/aws-sdk-go-v2/service/kms/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/localaws"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// TestCloud holds the stores on AWS to the same promises as those in memory,
// and appends from several writers at once to a locked bucket.
func TestCloud(t *testing.T) {
	cfg := localaws.ForTest(t, localaws.Options{}).Config()
	objects := S3{vault.Client(cfg), "evidence-locked"}
	lockedBucket(t, objects)
	tables := dynamodb.NewFromConfig(cfg)
	signer := &KMS{Client: kms.NewFromConfig(cfg)}
	made, err := signer.Client.CreateKey(t.Context(), &kms.CreateKeyInput{KeySpec: kmstypes.KeySpecEccNistP256, KeyUsage: kmstypes.KeyUsageTypeSignVerify})
	if err != nil {
		t.Fatal(err)
	}
	signer.KeyID = aws.ToString(made.KeyMetadata.KeyId)

	testObjects(t, objects)
	testHeads(t, newTable(t, tables, "conformance"))
	testSigner(t, signer)

	heads := newTable(t, tables, "ledger")
	writer := func() *Log {
		return &Log{Objects: objects, Heads: heads, Signer: signer, Origin: Origin(objects.Bucket), Now: time.Now}
	}
	var group sync.WaitGroup
	for _, id := range []incident.ID{alpha, beta} {
		group.Go(func() {
			for _, phase := range []string{incident.PhaseOpen, incident.PhaseDetect, incident.PhaseReport} {
				if _, err := writer().Append(t.Context(), draft(id, phase)); err != nil {
					t.Errorf("%s: %v", id, err)
				}
			}
		})
	}
	group.Wait()
	l := writer()
	if n, err := l.Append(t.Context(), draft(beta, incident.PhaseOpen)); err != nil || n > 5 {
		t.Errorf("repeat got number %d (%v)", n, err)
	}
	key, err := signer.PublicKey(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []incident.ID{alpha, beta} {
		bundle, err := l.Prove(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if p, err := Verify(bundle, key); err != nil || len(p.Entries) != 3 || p.Size != 6 {
			t.Errorf("%s: %d entries of %d (%v)", id, len(p.Entries), p.Size, err)
		}
	}
	deleteRefused(t, objects, entryKey(0))
}

func lockedBucket(t *testing.T, o S3) {
	t.Helper()
	if _, err := o.Client.CreateBucket(t.Context(), &s3.CreateBucketInput{
		Bucket: &o.Bucket, ObjectLockEnabledForBucket: aws.Bool(true),
		CreateBucketConfiguration: &s3types.CreateBucketConfiguration{LocationConstraint: localaws.Region},
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Client.PutObjectLockConfiguration(t.Context(), &s3.PutObjectLockConfigurationInput{
		Bucket: &o.Bucket, ObjectLockConfiguration: &s3types.ObjectLockConfiguration{
			ObjectLockEnabled: s3types.ObjectLockEnabledEnabled,
			Rule:              &s3types.ObjectLockRule{DefaultRetention: &s3types.DefaultRetention{Mode: s3types.ObjectLockRetentionModeCompliance, Days: aws.Int32(1)}},
		},
	}); err != nil {
		t.Fatal(err)
	}
}

// deleteRefused makes sure that the stored version itself cannot be removed.
func deleteRefused(t *testing.T, o S3, key string) {
	t.Helper()
	head, err := o.Client.HeadObject(t.Context(), &s3.HeadObjectInput{Bucket: &o.Bucket, Key: &key})
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.Client.DeleteObject(t.Context(), &s3.DeleteObjectInput{Bucket: &o.Bucket, Key: &key, VersionId: head.VersionId})
	if err == nil || aws.ToString(head.VersionId) == "" {
		t.Errorf("version %q of %s could be deleted", aws.ToString(head.VersionId), key)
	}
}

func newTable(t *testing.T, client *dynamodb.Client, name string) DynamoDB {
	t.Helper()
	if _, err := client.CreateTable(t.Context(), &dynamodb.CreateTableInput{
		TableName: &name, BillingMode: dynamodbtypes.BillingModePayPerRequest,
		AttributeDefinitions: []dynamodbtypes.AttributeDefinition{{AttributeName: aws.String("id"), AttributeType: dynamodbtypes.ScalarAttributeTypeS}},
		KeySchema:            []dynamodbtypes.KeySchemaElement{{AttributeName: aws.String("id"), KeyType: dynamodbtypes.KeyTypeHash}},
	}); err != nil {
		t.Fatal(err)
	}
	return DynamoDB{client, name}
}

// What the services answer when they are in the way of each other.
func TestAnswersThatMeanTryAgain(t *testing.T) {
	var answer string
	var status int
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("content-type", "application/x-amz-json-1.0")
		w.WriteHeader(status)
		fmt.Fprint(w, answer)
	}))
	defer server.Close()
	cfg := aws.Config{
		Region: localaws.Region, BaseEndpoint: &server.URL, Credentials: credentials.NewStaticCredentialsProvider("k", "s", ""),
		Retryer: func() aws.Retryer { return aws.NopRetryer{} },
	}
	heads, objects := DynamoDB{dynamodb.NewFromConfig(cfg), "t"}, S3{vault.Client(cfg), "bucket"}
	for reason, want := range map[string]string{
		"ConditionalCheckFailed": "conflict", "TransactionConflict": "conflict",
		"ThrottlingError": task.Temporary, "ValidationError": task.Permanent,
	} {
		status, answer = 400, fmt.Sprintf(`{"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","CancellationReasons":[{"Code":"None"},{"Code":%q}]}`, reason)
		err := heads.Swap(t.Context(), Head{}, Head{Size: 1}, alpha, Index{})
		got := task.Name(err)
		if strings.Contains(fmt.Sprint(err), ErrConflict.Error()) {
			got = "conflict"
		}
		if got != want {
			t.Errorf("%s: %v is %s, want %s", reason, err, got, want)
		}
	}
	status, answer = 409, `<Error><Code>ConditionalRequestConflict</Code></Error>`
	if err := objects.Create(t.Context(), "k", nil); task.Name(err) != task.Temporary {
		t.Errorf("two conditional writes at once: %v is %s", err, task.Name(err))
	}
	status, answer = 503, `<Error><Code>SlowDown</Code></Error>`
	if _, err := objects.Read(t.Context(), "k"); task.Name(err) != task.Temporary {
		t.Errorf("slow down: %v is %s", err, task.Name(err))
	}
}
