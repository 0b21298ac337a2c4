package rehearsal

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
)

// checkRules tries the deployed rules' patterns on the true events: what an
// alarm, a file or an ended execution sends must reach its function.
func checkRules(t *testing.T, c *company) {
	t.Helper()
	client := eventbridge.NewFromConfig(c.aws.Config())
	rules, err := client.ListRules(t.Context(), &eventbridge.ListRulesInput{})
	if err != nil {
		t.Fatal(err)
	}
	for rule, event := range map[string]string{"AlarmRule": "alarm-state-change", "IntakeRule": "reports-arrived", "ExecutionRule": "execution-status-change"} {
		body, err := os.ReadFile(filepath.Join(c.aws.Root, "events", event+".json"))
		if err != nil {
			t.Fatal(err)
		}
		// The examples come from another deployment than this one.
		text := strings.NewReplacer(
			"tocsin-intakebucket-example", c.outputs["IntakeBucket"], "arn:aws:states:eu-central-1:123456789012:stateMachine:tocsin-breach", c.outputs["StateMachineArn"],
		).Replace(string(body))
		found := false
		for _, r := range rules.Rules {
			if !strings.Contains(aws.ToString(r.Name), rule) {
				continue
			}
			found = true
			out, err := client.TestEventPattern(t.Context(), &eventbridge.TestEventPatternInput{Event: &text, EventPattern: r.EventPattern})
			if err != nil || !out.Result {
				t.Errorf("%s does not take events/%s.json (%v), so that trigger would ring in vain: %s", rule, event, err, aws.ToString(r.EventPattern))
			}
		}
		if !found {
			t.Errorf("no rule %s is deployed", rule)
		}
	}
}
