package notify

import (
	"errors"
	"flag"
	"os"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/ses"

	"github.com/tocsin-ir/tocsin/internal/localaws"
)

// local is the AWS of this package's tests.
var local *localaws.Local

func TestMain(m *testing.M) {
	if os.Getenv(senderEnv) != "" {
		os.Exit(runSender()) // this process is the sender that a kill test kills
	}
	flag.Parse()
	if flag.Lookup("test.fuzz").Value.String() != "" {
		os.Exit(m.Run()) // parsers need no AWS, and each fuzzing worker would start one
	}
	os.Exit(localaws.RunTests(m, localaws.Options{SendRate: 500}, func(l *localaws.Local) { local = l }))
}

// createTable makes a table with the string keys pk and sk, and an index if one is named.
func createTable(t *testing.T, name, index, key string) *dynamodb.Client {
	t.Helper()
	client := dynamodb.NewFromConfig(local.Config())
	in := &dynamodb.CreateTableInput{TableName: &name, BillingMode: types.BillingModePayPerRequest}
	attribute := func(name string) {
		in.AttributeDefinitions = append(in.AttributeDefinitions, types.AttributeDefinition{AttributeName: &name, AttributeType: types.ScalarAttributeTypeS})
	}
	element := func(name string, kind types.KeyType) types.KeySchemaElement {
		return types.KeySchemaElement{AttributeName: &name, KeyType: kind}
	}
	attribute("pk")
	attribute("sk")
	in.KeySchema = []types.KeySchemaElement{element("pk", types.KeyTypeHash), element("sk", types.KeyTypeRange)}
	if index != "" {
		attribute(key)
		in.GlobalSecondaryIndexes = []types.GlobalSecondaryIndex{{
			IndexName: &index, KeySchema: []types.KeySchemaElement{element(key, types.KeyTypeHash)},
			Projection: &types.Projection{ProjectionType: types.ProjectionTypeKeysOnly},
		}}
	}
	_, err := client.CreateTable(t.Context(), in)
	var exists *types.ResourceInUseException
	if err != nil && !errors.As(err, &exists) { // the SDK repeats a call whose answer was lost
		t.Fatal(err)
	}
	return client
}

// deliveryTable makes a delivery ledger as the template describes it.
func deliveryTable(t *testing.T, name string) DynamoDB {
	t.Helper()
	return DynamoDB{Client: createTable(t, name, MessageIndex, "message_id"), Table: name, Now: time.Now}
}

// verify makes an address one that may send.
func verify(t *testing.T, address string) *ses.Client {
	t.Helper()
	client := ses.NewFromConfig(local.Config())
	if _, err := client.VerifyEmailIdentity(t.Context(), &ses.VerifyEmailIdentityInput{EmailAddress: &address}); err != nil {
		t.Fatal(err)
	}
	return client
}
