package notify

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
)

// infra/mail-identity.yaml deploys, and publishes every event that this package
// takes in and none that it does not.
func TestMailIdentityPublishesWhatIsHeard(t *testing.T) {
	body, err := os.ReadFile(filepath.Join("..", "..", "infra", "mail-identity.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	resources, _, _ := strings.Cut(string(body), "\nOutputs:") // the local AWS has no DKIM records to put out
	client := cloudformation.NewFromConfig(local.Config())
	name := aws.String("mail-identity")
	_, err = client.CreateStack(t.Context(), &cloudformation.CreateStackInput{StackName: name, TemplateBody: &resources, Parameters: []types.Parameter{
		{ParameterKey: aws.String("Identity"), ParameterValue: aws.String("letters.example.com")},
		{ParameterKey: aws.String("MailEventsTopicArn"), ParameterValue: aws.String("arn:aws:sns:eu-central-1:000000000000:mail-events")},
	}})
	if err != nil {
		t.Fatal(err)
	}
	wait := cloudformation.NewStackCreateCompleteWaiter(client, func(o *cloudformation.StackCreateCompleteWaiterOptions) {
		o.MinDelay, o.MaxDelay = 100*time.Millisecond, time.Second
	})
	if err := wait.Wait(t.Context(), &cloudformation.DescribeStacksInput{StackName: name}, time.Minute); err != nil {
		events, _ := client.DescribeStackEvents(t.Context(), &cloudformation.DescribeStackEventsInput{StackName: name})
		for _, e := range events.StackEvents {
			t.Log(aws.ToString(e.LogicalResourceId), e.ResourceStatus, aws.ToString(e.ResourceStatusReason))
		}
		t.Fatal(err)
	}
	resp, err := http.Get(local.Endpoint + "/v2/email/configuration-sets/tocsin-letters/event-destinations")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var got struct {
		EventDestinations []struct {
			Enabled            bool
			MatchingEventTypes []string
			SnsDestination     struct{ TopicArn string }
		}
	}
	if err := json.NewDecoder(resp.Body).Decode(&got); err != nil || len(got.EventDestinations) != 1 {
		t.Fatalf("got %+v, %v", got, err)
	}
	want := []string{"BOUNCE", "COMPLAINT", "DELIVERY", "REJECT", "RENDERING_FAILURE", "SEND"} // the keys of sesEvents
	d := got.EventDestinations[0]
	slices.Sort(d.MatchingEventTypes)
	if !d.Enabled || d.SnsDestination.TopicArn == "" || !slices.Equal(d.MatchingEventTypes, want) || len(want) != len(sesEvents) {
		t.Errorf("got %+v", d)
	}
}
