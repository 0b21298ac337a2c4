package localaws

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// freePort asks the system for a loopback port that nobody listens on now.
func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("finding a free port: %w", err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// await polls until the server that was started with nonce answers: any other
// answer comes from a stranger on the same port.
func (l *Local) await(ctx context.Context, nonce string) error {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting for the local AWS: %w", ctx.Err())
		case <-l.exited:
			return errors.New("waiting for the local AWS: it ended by itself")
		case <-tick.C:
		}
		var health struct{ Edition string }
		if err := l.call(ctx, http.MethodGet, "/_ministack/health", nil, &health); err != nil {
			continue
		}
		if health.Edition != nonce {
			return fmt.Errorf("waiting for the local AWS: port %d belongs to another process", l.Port)
		}
		return nil
	}
}

// SetWaitScale sets the factor on the waits of state machines from now on.
func (l *Local) SetWaitScale(ctx context.Context, factor float64) error {
	const key = "stepfunctions._SFN_WAIT_SCALE"
	var answer struct{ Applied map[string]float64 }
	if err := l.call(ctx, http.MethodPost, "/_ministack/config", map[string]float64{key: factor}, &answer); err != nil {
		return fmt.Errorf("setting the wait scale: %w", err)
	}
	if _, ok := answer.Applied[key]; !ok {
		return errors.New("setting the wait scale: the local AWS did not take it")
	}
	return nil
}

// SetScheduleAhead sets the clock of EventBridge Scheduler, and of nothing else,
// so far ahead of ours: what lies in between fires within some seconds.
func (l *Local) SetScheduleAhead(ctx context.Context, d time.Duration) error {
	const key = "scheduler.ahead"
	var answer struct{ Applied map[string]float64 }
	if err := l.call(ctx, http.MethodPost, "/_ministack/config", map[string]float64{key: d.Seconds()}, &answer); err != nil {
		return fmt.Errorf("setting the Scheduler's clock: %w", err)
	}
	if _, ok := answer.Applied[key]; !ok {
		return errors.New("setting the Scheduler's clock: the local AWS did not take it")
	}
	return nil
}

// call speaks to the local AWS's own interface, which no AWS has.
func (l *Local) call(ctx context.Context, method, path string, in, out any) error {
	var body io.Reader
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			return err
		}
		body = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, method, l.Endpoint+path, body)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s %s answered %s", method, path, resp.Status)
	}
	return json.NewDecoder(resp.Body).Decode(out)
}
