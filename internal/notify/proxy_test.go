package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// A killerProxy stands between a sender and the local AWS. At the at-th call it
// kills the sender, before it forwards the call or after the answer came. It also
// plays SES's event publishing, which the local AWS lacks: out of the tags in the
// calls that it forwarded and the message ids in the answers.
type killerProxy struct {
	*httptest.Server
	publish func(event string) error

	mu      sync.Mutex
	at      int // 0: never
	way     kill
	kill    func()   // returns when the sender is dead
	calls   []string // what was called, in order
	pending []string // events that are not published yet
	failed  error
}

func newProxy(t *testing.T, l Listener) *killerProxy {
	p := &killerProxy{}
	p.publish = func(event string) error {
		out, err := l.Event(context.Background(), snsRecords(t, event))
		if err == nil && out.(Heard).Applied != 1 {
			err = fmt.Errorf("an event was ignored: %s", event)
		}
		return err
	}
	p.Server = httptest.NewServer(http.HandlerFunc(p.serve))
	t.Cleanup(p.Close)
	return p
}

// arm makes the proxy kill at the at-th call from now on, or never.
func (p *killerProxy) arm(at int, way kill, kill func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at, p.way, p.kill, p.calls = at, way, kill, nil
}

func (p *killerProxy) serve(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		p.failed = err
		return
	}
	p.calls = append(p.calls, action(r, body))
	mine := len(p.calls) == p.at
	if mine && !p.way.after {
		p.end(w)
		return
	}
	status, header, answer, err := p.forward(r, body)
	if err != nil {
		p.failed = err
		return
	}
	if strings.HasSuffix(p.calls[len(p.calls)-1], "SendBulkTemplatedEmail") && status == http.StatusOK {
		p.pending = append(p.pending, sentEvents(body, answer)...)
	}
	if p.way.early {
		p.publishAll()
	}
	if mine {
		p.end(w)
		return
	}
	for k, v := range header {
		w.Header()[k] = v
	}
	w.WriteHeader(status)
	_, _ = w.Write(answer)
}

// end kills the sender; nothing goes back.
func (p *killerProxy) end(w http.ResponseWriter) {
	p.kill()
	if conn, _, err := w.(http.Hijacker).Hijack(); err == nil {
		conn.Close()
	}
}

func (p *killerProxy) forward(r *http.Request, body []byte) (int, http.Header, []byte, error) {
	out, err := http.NewRequestWithContext(r.Context(), r.Method, local.Endpoint+r.URL.RequestURI(), bytes.NewReader(body))
	if err != nil {
		return 0, nil, nil, err
	}
	out.Header, out.Host = r.Header.Clone(), r.Host
	resp, err := http.DefaultTransport.RoundTrip(out)
	if err != nil {
		return 0, nil, nil, err
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	return resp.StatusCode, resp.Header, answer, err
}

// settleEvents publishes what SES still owes, whoever died meanwhile.
func (p *killerProxy) settleEvents() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.publishAll()
}

func (p *killerProxy) publishAll() {
	for _, e := range p.pending {
		if err := p.publish(e); err != nil && p.failed == nil {
			p.failed = err
		}
	}
	p.pending = nil
}

// state returns what was called so far, and what went wrong in the proxy itself.
func (p *killerProxy) state() ([]string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.calls, p.failed
}

// action names a call: the service's operation, or the method of an S3 call.
func action(r *http.Request, body []byte) string {
	if target := r.Header.Get("X-Amz-Target"); target != "" {
		return target[strings.LastIndex(target, ".")+1:]
	}
	if form, err := url.ParseQuery(string(body)); err == nil && form.Get("Action") != "" {
		return form.Get("Action")
	}
	return r.Method + " object"
}

// sentEvents are the Send and Delivery events of a bulk call.
func sentEvents(request, answer []byte) []string {
	form, err := url.ParseQuery(string(request))
	if err != nil {
		return nil
	}
	var result struct {
		Members []struct{ MessageId string } `xml:"SendBulkTemplatedEmailResult>Status>member"`
	}
	if err := xml.Unmarshal(answer, &result); err != nil {
		return nil
	}
	var events []string
	for i, m := range result.Members {
		tags := map[string][]string{"ses:configuration-set": {form.Get("ConfigurationSetName")}}
		for j := 1; ; j++ {
			tag := fmt.Sprintf("Destinations.member.%d.ReplacementTags.member.%d.", i+1, j)
			if !form.Has(tag + "Name") {
				break
			}
			tags[form.Get(tag+"Name")] = []string{form.Get(tag + "Value")}
		}
		for _, kind := range []string{"Send", "Delivery"} {
			e, err := json.Marshal(map[string]any{"eventType": kind, "mail": map[string]any{"messageId": m.MessageId, "tags": tags}})
			if err == nil {
				events = append(events, string(e))
			}
		}
	}
	return events
}
