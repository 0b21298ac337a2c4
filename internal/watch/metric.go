package watch

import (
	"encoding/json"
	"fmt"
	"io"
	"time"
)

// Namespace is CloudWatch's name for the metrics.
const Namespace = "Tocsin"

// Figures are what leaves the people bucket: numbers of nobody. Score is nil
// where nothing was judged.
type Figures struct {
	Score      *float64 // the highest of the hours that an object brought
	Principals int      // in the object
	Events     int64
	BadLines   int64
	Evidence   string // key in the people bucket, when the score rings
}

// Emit writes one line in CloudWatch's embedded metric format, of the time at
// which it was found: an alarm looks at what is new, however late the log came.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
func Emit(w io.Writer, stack string, at time.Time, f Figures) error {
	type metric struct{ Name, Unit string }
	line := map[string]any{"Stack": stack, "Principals": f.Principals, "Events": f.Events, "BadLines": f.BadLines}
	metrics := []metric{{"Principals", "Count"}, {"Events", "Count"}, {"BadLines", "Count"}}
	if f.Score != nil {
		line["WatchScore"] = *f.Score
		metrics = append(metrics, metric{"WatchScore", "None"})
	}
	if f.Evidence != "" {
		line["Evidence"] = f.Evidence
	}
	line["_aws"] = map[string]any{"Timestamp": at.UnixMilli(), "CloudWatchMetrics": []any{
		map[string]any{"Namespace": Namespace, "Dimensions": [][]string{{"Stack"}}, "Metrics": metrics},
	}}
	body, err := json.Marshal(line)
	if err != nil {
		return fmt.Errorf("writing the watch's metric: %w", err)
	}
	if _, err := w.Write(append(body, '\n')); err != nil {
		return fmt.Errorf("writing the watch's metric: %w", err)
	}
	return nil
}
