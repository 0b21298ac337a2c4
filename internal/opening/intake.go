package opening

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"

	"github.com/tocsin-ir/tocsin/internal/task"
)

// maxReports bounds a file of reports: far more than a call centre writes down
// in a day, far less than would fill the function.
const maxReports = 16 << 20

// parseIntake reads S3's event for a file of customers' reports. Whoever may
// put objects there is only known by account, so anybody may approve.
func parseIntake(ctx context.Context, o *Opener, e Event) (Trigger, bool, error) {
	var detail struct {
		Bucket struct {
			Name string `json:"name"`
		} `json:"bucket"`
		Object struct {
			Key  string `json:"key"`
			Size int64  `json:"size"`
		} `json:"object"`
		Requester string `json:"requester"`
	}
	if err := json.Unmarshal(e.Detail, &detail); err != nil || detail.Bucket.Name == "" || detail.Object.Key == "" {
		return Trigger{}, false, task.Fail(task.BadInput, errors.New("detail has no bucket.name and object.key"))
	}
	if detail.Bucket.Name != o.Intake.Name() {
		return Trigger{}, false, nil
	}
	if e.Time.IsZero() {
		return Trigger{}, false, task.Fail(task.BadInput, errors.New("the event has no time"))
	}
	if detail.Object.Size > maxReports {
		return Trigger{}, false, task.Fail(task.BadInput, fmt.Errorf("the file has %d bytes, more than %d: split it, or hand in only the newest reports", detail.Object.Size, maxReports))
	}
	key := detail.Object.Key
	body, err := o.Intake.Read(ctx, key)
	if err != nil {
		// S3 notifications encode keys as in URLs; EventBridge's do not. Take both.
		plain, escapeErr := url.QueryUnescape(key)
		if escapeErr != nil || plain == key {
			return Trigger{}, false, err
		}
		if body, err = o.Intake.Read(ctx, plain); err != nil {
			return Trigger{}, false, err
		}
	}
	by := "s3:" + detail.Requester
	return Trigger{Kind: "intake", By: by, AwareAt: e.Time, Reports: body}, true, nil
}
