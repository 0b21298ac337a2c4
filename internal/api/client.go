// Package api is the command line's way to a deployed Tocsin: requests signed
// with the caller's own AWS credentials, so that the API knows who asks.
package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/config"

	"github.com/tocsin-ir/tocsin/internal/vault"
)

// A Client calls one deployment's HTTP API.
type Client struct {
	base   *url.URL
	dial   *url.URL // where to connect when it is not the host of base
	config aws.Config
	http   *http.Client
}

// A Refusal is the API's answer when it does not do what was asked.
type Refusal struct {
	Status  int
	Message string
}

func (r *Refusal) Error() string { return r.Message }

// New makes a client for apiURL, the stack's output ApiUrl; empty means the
// environment variable TOCSIN_API. Credentials and region come from the usual
// AWS places; AWS_ENDPOINT_URL redirects the connection, as for the SDKs.
func New(ctx context.Context, apiURL string) (*Client, error) {
	if apiURL == "" {
		apiURL = os.Getenv("TOCSIN_API")
	}
	if apiURL == "" {
		return nil, errors.New("no API: set TOCSIN_API (or -api) to the stack's output ApiUrl")
	}
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, fmt.Errorf("loading AWS configuration: %w", err)
	}
	return NewFor(cfg, apiURL)
}

// NewFor makes a client that signs with cfg's credentials.
func NewFor(cfg aws.Config, apiURL string) (*Client, error) {
	base, err := url.Parse(apiURL)
	if err != nil || base.Host == "" {
		return nil, fmt.Errorf("API URL %q is not a URL with a host", apiURL)
	}
	if cfg.Region == "" {
		return nil, errors.New("no AWS region: set AWS_REGION")
	}
	c := &Client{base: base, config: cfg, http: &http.Client{Timeout: 60 * time.Second}}
	if cfg.BaseEndpoint != nil {
		if c.dial, err = url.Parse(*cfg.BaseEndpoint); err != nil {
			return nil, fmt.Errorf("AWS_ENDPOINT_URL: %w", err)
		}
	}
	return c, nil
}

// pathForm keeps an argument that holds "../" or a query from reaching another route.
var pathForm = regexp.MustCompile(`^(/[a-zA-Z0-9-]+)+$`)

// Call sends in as JSON (nothing when nil) and decodes the answer into out.
// What the API refuses is a *Refusal with the API's own sentence.
func (c *Client) Call(ctx context.Context, method, path string, in, out any) error {
	var body []byte
	if in != nil {
		var err error
		if body, err = json.Marshal(in); err != nil {
			return fmt.Errorf("encoding request: %w", err)
		}
	}
	if !pathForm.MatchString(path) {
		return fmt.Errorf("calling the API: %q is no path of it; is the incident's id right? (see 'tocsin list')", path)
	}
	target := c.base.JoinPath(path) // #nosec G125 -- pathForm has no dots
	request, err := http.NewRequestWithContext(ctx, method, target.String(), bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("making request: %w", err)
	}
	request.Header.Set("content-type", "application/json")
	if c.dial != nil {
		request.Host, request.URL.Host, request.URL.Scheme = target.Host, c.dial.Host, c.dial.Scheme
	}
	credentials, err := c.config.Credentials.Retrieve(ctx)
	if err != nil {
		return fmt.Errorf("finding AWS credentials: %w", err)
	}
	if err := v4.NewSigner().SignHTTP(ctx, credentials, request, vault.Digest(body), "execute-api", c.config.Region, time.Now()); err != nil {
		return fmt.Errorf("signing request: %w", err)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return fmt.Errorf("calling the API: %w", err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		return fmt.Errorf("reading the API's answer: %w", err)
	}
	if response.StatusCode != http.StatusOK {
		return refusal(response.StatusCode, answer)
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(answer, out); err != nil {
		return fmt.Errorf("decoding the API's answer to %s %s: %w", method, path, err)
	}
	return nil
}

// refusal reads the sentence out of Tocsin's own answer or of the gateway's.
func refusal(status int, body []byte) error {
	var said struct {
		Error   string `json:"error"`
		Message string `json:"message"`
		Upper   string `json:"Message"`
	}
	_ = json.Unmarshal(body, &said) // a body that is no JSON leaves the status to speak
	for _, s := range []string{said.Error, said.Message, said.Upper} {
		if s != "" {
			return &Refusal{status, s}
		}
	}
	return &Refusal{status, fmt.Sprintf("the API answered %d %s", status, http.StatusText(status))}
}
