// Command approve is the function that asks people and takes their answers.
package main

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/ses"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/tocsin-ir/tocsin/internal/alert"
	"github.com/tocsin-ir/tocsin/internal/approval"
	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/notify"
	"github.com/tocsin-ir/tocsin/internal/task"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

func main() {
	env := task.Env("INCIDENTS_TABLE", "PEOPLE_BUCKET", "EVIDENCE_BUCKET", "ALERT_TOPIC_ARN", "ESCALATION_TOPIC_ARN", "COMPANY_NAME", "CONTACT", "CONTACT_URL", "DRILL")
	cfg := task.AWS(context.Background())
	store, topics := vault.Client(cfg), sns.NewFromConfig(cfg)
	company := notify.Company{Name: env["COMPANY_NAME"], Contact: env["CONTACT"], Site: env["CONTACT_URL"], NotTaken: task.OptionalList("NOT_TAKEN")}
	d := &approval.Desk{
		Incidents: incident.DynamoDB{Client: dynamodb.NewFromConfig(cfg), Table: env["INCIDENTS_TABLE"]},
		People:    vault.S3{Client: store, Bucket: env["PEOPLE_BUCKET"]},
		Evidence:  vault.S3{Client: store, Bucket: env["EVIDENCE_BUCKET"]},
		Machine:   approval.StepFunctions{Client: sfn.NewFromConfig(cfg)},
		Quota:     approval.SES{Client: ses.NewFromConfig(cfg)},
		Alert:     alert.Marked(alert.SNS{Client: topics, Topic: env["ALERT_TOPIC_ARN"]}, env["DRILL"] == "true"),
		Escalate:  alert.Marked(alert.SNS{Client: topics, Topic: env["ESCALATION_TOPIC_ARN"]}, env["DRILL"] == "true"),
		Company:   company,
		Now:       time.Now,
	}
	task.Start(task.Function{
		Steps: map[string]task.Handler{"ask": task.Step(d.Ask)},
		Routes: map[string]task.Route{
			"POST /incidents/{id}/decision": d.Decide,
			"POST /incidents/{id}/suspect":  d.Choose,
		},
	})
}
