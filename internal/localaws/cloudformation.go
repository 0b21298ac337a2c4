package localaws

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// Stack is the name under which Deploy deploys.
const Stack = "tocsin"

// deployTimeout bounds a deployment; some seconds are usual.
const deployTimeout = 3 * time.Minute

// Deploy packages a SAM template and the functions' binaries in buildDir as
// `sam deploy` does, creates or updates the stack and returns its outputs when
// it is complete. If it fails, the error says which resources did, and why.
func (l *Local) Deploy(ctx context.Context, templatePath, buildDir string, params map[string]string) (map[string]string, error) {
	template, err := os.ReadFile(templatePath)
	if err != nil {
		return nil, fmt.Errorf("deploying: %w", err)
	}
	upload, err := uploader(ctx, s3.NewFromConfig(l.Config()))
	if err != nil {
		return nil, fmt.Errorf("deploying: %w", err)
	}
	template, err = packaged(template, filepath.Dir(templatePath), buildDir, upload)
	if err != nil {
		return nil, fmt.Errorf("deploying: %w", err)
	}
	at, err := upload("template.yaml", template) // by address: a body may hold 51,200 bytes only
	if err != nil {
		return nil, fmt.Errorf("deploying: %w", err)
	}
	d := deployment{
		client: cloudformation.NewFromConfig(l.Config()),
		url:    l.Endpoint + "/" + strings.TrimPrefix(at, "s3://"),
	}
	for k, v := range params {
		d.params = append(d.params, types.Parameter{ParameterKey: aws.String(k), ParameterValue: aws.String(v)})
	}
	if err := d.apply(ctx); err != nil {
		return nil, fmt.Errorf("deploying: %w%s", err, d.reasons(ctx))
	}
	return d.outputs(ctx)
}

type deployment struct {
	client *cloudformation.Client
	url    string
	params []types.Parameter
}

var capabilities = []types.Capability{types.CapabilityCapabilityIam, types.CapabilityCapabilityNamedIam, types.CapabilityCapabilityAutoExpand}

func (d deployment) apply(ctx context.Context) error {
	in := &cloudformation.DescribeStacksInput{StackName: new(Stack)}
	if _, err := d.client.DescribeStacks(ctx, in); err != nil { // there is none yet
		_, err = d.client.CreateStack(ctx, &cloudformation.CreateStackInput{
			StackName: new(Stack), TemplateURL: &d.url, Parameters: d.params, Capabilities: capabilities,
		})
		if err != nil {
			return fmt.Errorf("creating the stack: %w", err)
		}
		wait := cloudformation.NewStackCreateCompleteWaiter(d.client, func(o *cloudformation.StackCreateCompleteWaiterOptions) {
			o.MinDelay, o.MaxDelay = 200*time.Millisecond, time.Second
		})
		return wait.Wait(ctx, in, deployTimeout)
	}
	_, err := d.client.UpdateStack(ctx, &cloudformation.UpdateStackInput{
		StackName: new(Stack), TemplateURL: &d.url, Parameters: d.params, Capabilities: capabilities,
	})
	if err != nil && strings.Contains(err.Error(), "No updates are to be performed") {
		return nil
	}
	if err != nil {
		return fmt.Errorf("updating the stack: %w", err)
	}
	wait := cloudformation.NewStackUpdateCompleteWaiter(d.client, func(o *cloudformation.StackUpdateCompleteWaiterOptions) {
		o.MinDelay, o.MaxDelay = 200*time.Millisecond, time.Second
	})
	return wait.Wait(ctx, in, deployTimeout)
}

// reasons lists the resources that failed, one a line.
func (d deployment) reasons(ctx context.Context) string {
	out, err := d.client.DescribeStackEvents(ctx, &cloudformation.DescribeStackEventsInput{StackName: new(Stack)})
	if err != nil {
		return ""
	}
	var s strings.Builder
	for _, e := range out.StackEvents {
		if strings.HasSuffix(string(e.ResourceStatus), "_FAILED") {
			fmt.Fprintf(&s, "\n  %s %s: %s", aws.ToString(e.LogicalResourceId), e.ResourceStatus, aws.ToString(e.ResourceStatusReason))
		}
	}
	return s.String()
}

func (d deployment) outputs(ctx context.Context) (map[string]string, error) {
	out, err := d.client.DescribeStacks(ctx, &cloudformation.DescribeStacksInput{StackName: new(Stack)})
	if err != nil {
		return nil, fmt.Errorf("reading the stack's outputs: %w", err)
	}
	outputs := map[string]string{}
	for _, o := range out.Stacks[0].Outputs {
		outputs[aws.ToString(o.OutputKey)] = aws.ToString(o.OutputValue)
	}
	return outputs, nil
}
