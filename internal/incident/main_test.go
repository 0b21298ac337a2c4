package incident

import (
	"crypto/rand"
	"errors"
	"os"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/tocsin-ir/tocsin/internal/localaws"
)

// local is the AWS of this package's tests.
var local *localaws.Local

func TestMain(m *testing.M) {
	os.Exit(localaws.RunTests(m, localaws.Options{}, func(l *localaws.Local) { local = l }))
}

// table makes an empty table of incidents, keyed as the template's is.
func table(t *testing.T) DynamoDB {
	t.Helper()
	name := "incidents-" + rand.Text() // a test may run several times
	client := dynamodb.NewFromConfig(local.Config())
	pk, sk := "pk", "sk"
	_, err := client.CreateTable(t.Context(), &dynamodb.CreateTableInput{
		TableName: &name, BillingMode: types.BillingModePayPerRequest,
		AttributeDefinitions: []types.AttributeDefinition{
			{AttributeName: &pk, AttributeType: types.ScalarAttributeTypeS},
			{AttributeName: &sk, AttributeType: types.ScalarAttributeTypeS},
		},
		KeySchema: []types.KeySchemaElement{
			{AttributeName: &pk, KeyType: types.KeyTypeHash},
			{AttributeName: &sk, KeyType: types.KeyTypeRange},
		},
	})
	var exists *types.ResourceInUseException
	if err != nil && !errors.As(err, &exists) { // the SDK repeats a call whose answer was lost
		t.Fatal(err)
	}
	return DynamoDB{client, name}
}

// eachStore runs a promise of Store against every implementation, empty.
func eachStore(t *testing.T, promise func(*testing.T, Store)) {
	t.Run("Memory", func(t *testing.T) { promise(t, &Memory{}) })
	t.Run("DynamoDB", func(t *testing.T) { promise(t, table(t)) })
}
