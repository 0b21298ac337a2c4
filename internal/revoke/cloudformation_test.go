package revoke_test

import (
	"os"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
)

// deploy makes a stack of a template in the account of cfg.
func deploy(t *testing.T, cfg aws.Config, path string, params map[string]string) {
	t.Helper()
	template, err := os.ReadFile(path)
	must(t, err)
	in := &cloudformation.CreateStackInput{StackName: aws.String("containment"), TemplateBody: aws.String(string(template)),
		Capabilities: []types.Capability{types.CapabilityCapabilityNamedIam}}
	for k, v := range params {
		in.Parameters = append(in.Parameters, types.Parameter{ParameterKey: &k, ParameterValue: &v})
	}
	client := cloudformation.NewFromConfig(cfg)
	_, err = client.CreateStack(t.Context(), in)
	must(t, err)
	wait := cloudformation.NewStackCreateCompleteWaiter(client, func(o *cloudformation.StackCreateCompleteWaiterOptions) {
		o.MinDelay, o.MaxDelay = 100*time.Millisecond, time.Second
	})
	must(t, wait.Wait(t.Context(), &cloudformation.DescribeStacksInput{StackName: in.StackName}, time.Minute))
}
