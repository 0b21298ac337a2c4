package opening

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
)

// A Request is what a person hands in through POST /incidents.
type Request struct {
	ReportsCSV string     `json:"reports_csv,omitempty"`
	Suspects   []string   `json:"suspects,omitempty"`
	From       *time.Time `json:"from,omitempty"` // included
	To         *time.Time `json:"to,omitempty"`   // not included
	AwareAt    *time.Time `json:"aware_at,omitempty"`
}

// Opened answers every trigger.
type Opened struct {
	Incident  incident.ID `json:"incident"`
	Joined    bool        `json:"joined"` // an open incident of the same cause stood there
	Execution string      `json:"execution"`
}

// ByPerson opens an incident for the signer of a request.
func (o *Opener) ByPerson(ctx context.Context, r task.Request) (any, error) {
	var in Request
	if err := json.Unmarshal(r.Body, &in); err != nil {
		return nil, task.Refuse(http.StatusBadRequest, "the request is not the JSON that 'tocsin open' sends")
	}
	t, err := in.trigger(r.Caller, o.Now())
	if err != nil {
		return nil, task.Refuse(http.StatusBadRequest, err.Error())
	}
	return o.Open(ctx, t)
}

// Resume starts a new run of an incident that stopped: it does what is left.
func (o *Opener) Resume(ctx context.Context, r task.Request) (any, error) {
	id := incident.ID(r.Params["id"])
	if err := id.Check(); err != nil {
		return nil, task.Refuse(http.StatusBadRequest, err.Error())
	}
	return o.resume(ctx, id)
}

func (in Request) trigger(caller string, now time.Time) (Trigger, error) {
	t := Trigger{Kind: "person", By: caller, AwareAt: now, Reports: []byte(in.ReportsCSV)}
	for _, s := range in.Suspects {
		if strings.TrimSpace(s) == "" {
			return t, errors.New("an empty suspect: name the principal as it stands in the access log, or its ARN")
		}
		t.Suspects = append(t.Suspects, strings.TrimSpace(s))
	}
	if len(t.Reports) == 0 && len(t.Suspects) == 0 {
		return t, errors.New("neither reports nor a suspect: an incident needs one of them")
	}
	if in.From != nil {
		t.From = *in.From
	}
	if in.To != nil {
		t.To = *in.To
	}
	if in.From != nil && in.To != nil && !in.From.Before(*in.To) {
		return t, errors.New("the window ends before it begins: -from must be earlier than -to")
	}
	if in.AwareAt != nil {
		if in.AwareAt.After(now.Add(time.Minute)) {
			return t, errors.New("the hour of awareness lies in the future")
		}
		t.AwareAt = *in.AwareAt
	}
	return t, nil
}
