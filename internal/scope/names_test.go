package scope

import (
	"fmt"
	"testing"
)

func TestParseName(t *testing.T) {
	for in, want := range map[string]string{
		"access-2025-03-04.jsonl.zst":                                  "access-{date} 2025-03-04T00 daily []",
		"log/2025/03/04/05/access-0007.gz":                             "log/{date}/access-# 2025-03-04T05 hourly [7]",
		"eu/year=2025/month=03/day=04/hour=05/part-00012.parquet":      "eu/year={date}/part-# 2025-03-04T05 hourly [12]",
		"s-1-2025-03-04-05-06-07-0f5e6a11-9c1d-4e0f-8aa1-0123456789ab": "s-#-{date}-* 2025-03-04T05 hourly [1]",
		"AWSLogs/123456789012/CloudTrail/eu-west-1/2025/03/04/123456789012_CloudTrail_eu-west-1_20250304T0505Z_aBcDE0f1G2h3.json.gz": "AWSLogs/#/CloudTrail/eu-west-#/{date}/#_CloudTrail_eu-west-#_{date}_* 2025-03-04T05 hourly [123456789012 1 123456789012 1]",
		"access-2025-03-04-0001.jsonl": "access-{date}-# 2025-03-04T00 daily [1]",
		"access-20250304-17.log":       "access-{date} 2025-03-04T17 hourly []",
		"access-2025030417.log":        "access-{date} 2025-03-04T17 hourly []",
		"access-20250304.log":          "access-{date} 2025-03-04T00 daily []",
		"access.2025-02-31.log":        "access.#-#-# undated [2025 2 31]",
		"node12/part-000123.jsonl":     "node#/part-# undated [12 123]",
		"export.jsonl":                 "export undated []",
		"120250304":                    "# undated [120250304]",
		"":                             " undated []",
	} {
		n := parseName(in, hashesOf([]string{in}))
		when := "undated"
		if n.dated {
			when = hourStart(n.at).Format("2006-01-02T15") + map[bool]string{true: " hourly", false: " daily"}[n.hourly]
		}
		numbers := n.numbers
		if numbers == nil {
			numbers = []int64{}
		}
		if got := fmt.Sprintf("%s %s %v", n.form, when, numbers); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}
