package api

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"github.com/tocsin-ir/tocsin/internal/vault"
)

func configFor(endpoint *string) aws.Config {
	return aws.Config{
		Region:       "eu-central-1",
		Credentials:  credentials.NewStaticCredentialsProvider("AKIDEXAMPLE", "secret", "session"),
		BaseEndpoint: endpoint,
	}
}

// A gateway notes the last request and gives one answer.
type gateway struct {
	*httptest.Server
	host, method, path, body string
	header                   http.Header
	status                   int
	answer                   string
}

func newGateway(t *testing.T, status int, answer string) *gateway {
	t.Helper()
	g := &gateway{status: status, answer: answer}
	g.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Errorf("reading the request: %v", err)
		}
		g.host, g.method, g.path, g.body, g.header = r.Host, r.Method, r.URL.Path, string(body), r.Header
		w.WriteHeader(g.status)
		_, _ = io.WriteString(w, g.answer)
	}))
	t.Cleanup(g.Close)
	return g
}

func client(t *testing.T, cfg aws.Config, url string) *Client {
	t.Helper()
	c, err := NewFor(cfg, url)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

var authorization = regexp.MustCompile(`^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/\d{8}/eu-central-1/execute-api/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=[0-9a-f]{64}$`)

func TestCallIsSigned(t *testing.T) {
	g := newGateway(t, http.StatusOK, `{"decision":"approved"}`)
	var out struct {
		Decision string `json:"decision"`
	}
	in := map[string]string{"decision": "approve"}
	if err := client(t, configFor(nil), g.URL+"/prod").Call(t.Context(), "POST", "/incidents/inc-3f9a2c81d0e4-1/decision", in, &out); err != nil {
		t.Fatal(err)
	}
	if out.Decision != "approved" {
		t.Errorf("decoded %q, want the answer's decision", out.Decision)
	}
	if g.method != "POST" || g.path != "/prod/incidents/inc-3f9a2c81d0e4-1/decision" || g.body != `{"decision":"approve"}` {
		t.Errorf("sent %s %s with %s, want the JSON under the stage's path", g.method, g.path, g.body)
	}
	found := authorization.FindStringSubmatch(g.header.Get("Authorization"))
	if found == nil {
		t.Fatalf("Authorization is %q, want a signature for execute-api in the region: else the API cannot tell who asks", g.header.Get("Authorization"))
	}
	for _, h := range []string{"host", "x-amz-date", "x-amz-security-token"} {
		if !strings.Contains(";"+found[1]+";", ";"+h+";") {
			t.Errorf("%s is not signed (signed: %s)", h, found[1])
		}
	}
	if g.header.Get("X-Amz-Security-Token") != "session" {
		t.Error("the session token was not sent; credentials of a role need it")
	}
	if g.header.Get("Content-Type") != "application/json" {
		t.Errorf("content type %q, want JSON", g.header.Get("Content-Type"))
	}
}

// expected is the signature that the API would work out for what arrived at g.
func (g *gateway) expected(t *testing.T, cfg aws.Config) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), g.method, "http://"+g.host+g.path, strings.NewReader(g.body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("content-type", g.header.Get("Content-Type"))
	at, err := time.Parse("20060102T150405Z", g.header.Get("X-Amz-Date"))
	if err != nil {
		t.Fatalf("X-Amz-Date: %v", err)
	}
	keys, err := cfg.Credentials.Retrieve(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := v4.NewSigner().SignHTTP(t.Context(), keys, r, vault.Digest([]byte(g.body)), "execute-api", cfg.Region, at); err != nil {
		t.Fatal(err)
	}
	return r.Header.Get("Authorization")
}

func TestSignatureIsTheOneTheAPIWorksOut(t *testing.T) {
	g := newGateway(t, http.StatusOK, `{}`)
	for _, in := range []any{nil, map[string]string{"decision": "approve"}} {
		cfg := configFor(nil)
		if err := client(t, cfg, g.URL+"/prod").Call(t.Context(), "POST", "/incidents/inc-3f9a2c81d0e4-1/decision", in, nil); err != nil {
			t.Fatal(err)
		}
		if got, want := g.header.Get("Authorization"), g.expected(t, cfg); got != want {
			t.Errorf("signed %q for the body %q, want %q: body, path and host must be covered, or the API refuses the call", got, g.body, want)
		}
	}
}

func TestHostIsKeptWhileAnotherPlaceIsDialled(t *testing.T) {
	g := newGateway(t, http.StatusOK, `[]`)
	const host = "a1b2c3.execute-api.eu-central-1.amazonaws.com"
	var out []string
	if err := client(t, configFor(&g.URL), "https://"+host).Call(t.Context(), "GET", "/incidents", nil, &out); err != nil {
		t.Fatalf("AWS_ENDPOINT_URL was not dialled: %v", err)
	}
	if g.host != host {
		t.Errorf("Host is %q, want the API's own, %q: by it the endpoint finds the API, and it is what is signed", g.host, host)
	}
	if g.path != "/incidents" || g.body != "" {
		t.Errorf("sent %s with body %q, want /incidents without body", g.path, g.body)
	}
	if got, want := g.header.Get("Authorization"), g.expected(t, configFor(nil)); got != want {
		t.Errorf("signed %q, want %q: the signature is for the API's own host, wherever the call is sent", got, want)
	}
}

func TestRefusal(t *testing.T) {
	for _, c := range []struct {
		what, body string
		status     int
		want       string
	}{
		{"Tocsin's own answer", `{"error":"you opened this incident: somebody else must decide"}`, 403, "you opened this incident: somebody else must decide"},
		{"the gateway's answer", `{"message":"Forbidden"}`, 403, "Forbidden"},
		{"the signature check's answer", `{"Message":"User is not authorized"}`, 403, "User is not authorized"},
		{"Tocsin's sentence before the gateway's", `{"message":"Conflict","error":"already approved"}`, 409, "already approved"},
		{"no JSON", `<html>`, 502, "the API answered 502 Bad Gateway"},
		{"nothing", ``, 503, "the API answered 503 Service Unavailable"},
		{"JSON without a sentence", `{}`, 500, "the API answered 500 Internal Server Error"},
		{"a list", `["x"]`, 500, "the API answered 500 Internal Server Error"},
	} {
		g := newGateway(t, c.status, c.body)
		err := client(t, configFor(nil), g.URL).Call(t.Context(), "GET", "/incidents", nil, nil)
		var refused *Refusal
		if !errors.As(err, &refused) {
			t.Errorf("%s: got %v, want a Refusal: the command line tells it from a broken connection", c.what, err)
			continue
		}
		if refused.Status != c.status || err.Error() != c.want {
			t.Errorf("%s: got %d %q, want %d %q", c.what, refused.Status, err, c.status, c.want)
		}
	}
}

func TestCallFails(t *testing.T) {
	var refused *Refusal
	g := newGateway(t, http.StatusOK, `{"half":`)
	err := client(t, configFor(nil), g.URL).Call(t.Context(), "GET", "/incidents", nil, &struct{}{})
	if err == nil || !strings.Contains(err.Error(), "GET /incidents") {
		t.Errorf("half an answer gave %v, want an error that names the request", err)
	}
	err = client(t, configFor(nil), g.URL).Call(t.Context(), "POST", "/incidents", make(chan int), nil)
	var unsupported *json.UnsupportedTypeError
	if !errors.As(err, &unsupported) {
		t.Errorf("a request that is no JSON gave %v, want the encoder's error", err)
	}
	g.Close()
	if err = client(t, configFor(nil), g.URL).Call(t.Context(), "GET", "/incidents", nil, nil); err == nil || errors.As(err, &refused) {
		t.Errorf("a closed port gave %v, want an error that is no Refusal: nobody refused anything", err)
	}
	cfg := configFor(nil)
	cfg.Credentials = credentials.NewStaticCredentialsProvider("", "", "")
	if err = client(t, cfg, g.URL).Call(t.Context(), "GET", "/incidents", nil, nil); err == nil || !strings.Contains(err.Error(), "finding AWS credentials") {
		t.Errorf("no credentials gave %v, want an error that says so before anything is sent", err)
	}
}

func TestNewSaysWhatIsMissing(t *testing.T) {
	// Nothing of the machine the test runs on may decide it.
	for _, name := range []string{"TOCSIN_API", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE", "AWS_ENDPOINT_URL"} {
		t.Setenv(name, "")
	}
	t.Setenv("AWS_CONFIG_FILE", t.TempDir()+"/none")
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", t.TempDir()+"/none")
	const url = "https://a1b2c3.execute-api.eu-central-1.amazonaws.com"
	for _, c := range []struct{ what, env, region, url, want string }{
		{"no API URL", "", "eu-central-1", "", "set TOCSIN_API"},
		{"no region", "", "", url, "set AWS_REGION"},
		{"a URL without host", "", "eu-central-1", "a1b2c3", "not a URL with a host"},
		{"a URL of nonsense", "", "eu-central-1", "https://a b%", "not a URL with a host"},
		{"the URL of the environment", url, "eu-central-1", "", ""},
		{"a URL in hand before the environment's", "nonsense", "eu-central-1", url, ""},
	} {
		t.Setenv("TOCSIN_API", c.env)
		t.Setenv("AWS_REGION", c.region)
		got, err := New(t.Context(), c.url)
		if c.want == "" {
			if err != nil || got.base.String() != url {
				t.Errorf("%s: got error %v, want a client for %s", c.what, err, url)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want an error that says %q", c.what, err, c.want)
		}
	}
}

func TestNewTakesAWSEndpointURL(t *testing.T) {
	g := newGateway(t, http.StatusOK, `{}`)
	t.Setenv("AWS_REGION", "eu-central-1")
	t.Setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	t.Setenv("AWS_ENDPOINT_URL", g.URL)
	t.Setenv("AWS_CONFIG_FILE", t.TempDir()+"/none")
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", t.TempDir()+"/none")
	c, err := New(t.Context(), "https://a1b2c3.execute-api.eu-central-1.amazonaws.com")
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Call(t.Context(), "GET", "/incidents", nil, nil); err != nil {
		t.Fatalf("the call did not go to AWS_ENDPOINT_URL: %v", err)
	}
}
