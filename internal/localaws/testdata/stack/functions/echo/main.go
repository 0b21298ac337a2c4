// Command echo answers with what it was sent and where the machine said it stands.
package main

import (
	"context"
	"encoding/json"
	"os"

	"github.com/aws/aws-lambda-go/lambda"
)

func main() {
	lambda.Start(func(_ context.Context, in json.RawMessage) (map[string]any, error) {
		return map[string]any{"sent": in, "greeting": os.Getenv("GREETING")}, nil
	})
}
