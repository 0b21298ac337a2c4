// Command answer is every function of the workflow in the tests of the state
// machine: a real Lambda that asks the test what to say.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambda/messages"
)

func main() {
	url := os.Getenv("ANSWERS") + "/" + os.Getenv("AWS_LAMBDA_FUNCTION_NAME")
	lambda.Start(func(ctx context.Context, payload json.RawMessage) (json.RawMessage, error) {
		return ask(ctx, url, payload)
	})
}

func ask(ctx context.Context, url string, payload []byte) (json.RawMessage, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(payload))
	if err != nil {
		return nil, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	if response.StatusCode == http.StatusOK {
		return body, nil
	}
	var failure messages.InvokeResponse_Error
	if err := json.Unmarshal(body, &failure); err != nil {
		return nil, fmt.Errorf("the test answered %s", response.Status)
	}
	return nil, failure
}
