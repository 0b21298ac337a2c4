package obligation

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"
	"github.com/aws/aws-sdk-go-v2/service/scheduler/types"
)

// EventBridge is a Scheduler in one schedule group of EventBridge Scheduler.
type EventBridge struct {
	Client *scheduler.Client
	Group  string // schedule group
	Target string // ARN of the function remind
	Role   string // ARN of the role with which the service calls it
}

// scheduledTime is the word that EventBridge Scheduler replaces by the time for
// which a schedule stood (its user guide, "Adding context attributes").
const scheduledTime = "<aws.scheduler.scheduled-time>"

// atForm is how EventBridge writes a moment, in UTC.
const atForm = "2006-01-02T15:04:05"

func (e EventBridge) Create(ctx context.Context, s Schedule) error {
	s.Input.At = scheduledTime
	var input strings.Builder
	plain := json.NewEncoder(&input)
	plain.SetEscapeHTML(false) // or the service would not find its own word
	if err := plain.Encode(s.Input); err != nil {
		return fmt.Errorf("encoding reminder %s: %w", s.Name, err)
	}
	in := &scheduler.CreateScheduleInput{
		Name: &s.Name, GroupName: &e.Group,
		ScheduleExpression: aws.String("at(" + s.At.UTC().Format(atForm) + ")"), ScheduleExpressionTimezone: aws.String("UTC"),
		FlexibleTimeWindow:    &types.FlexibleTimeWindow{Mode: types.FlexibleTimeWindowModeOff},
		ActionAfterCompletion: types.ActionAfterCompletionDelete,
		Target:                &types.Target{Arn: &e.Target, RoleArn: &e.Role, Input: aws.String(strings.TrimSpace(input.String()))},
	}
	if !s.Until.IsZero() {
		in.ScheduleExpression, in.StartDate, in.EndDate = aws.String("rate(1 day)"), aws.Time(s.At.UTC()), aws.Time(s.Until.UTC())
	}
	var conflict *types.ConflictException
	if _, err := e.Client.CreateSchedule(ctx, in); err != nil && !errors.As(err, &conflict) {
		return fmt.Errorf("creating schedule %s: %w", s.Name, err)
	}
	return nil
}

func (e EventBridge) Names(ctx context.Context, prefix string) ([]string, error) {
	pages := scheduler.NewListSchedulesPaginator(e.Client, &scheduler.ListSchedulesInput{GroupName: &e.Group, NamePrefix: &prefix})
	var names []string
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, fmt.Errorf("listing schedules %s*: %w", prefix, err)
		}
		for _, s := range page.Schedules {
			names = append(names, aws.ToString(s.Name))
		}
	}
	return names, nil
}

func (e EventBridge) Delete(ctx context.Context, name string) error {
	var gone *types.ResourceNotFoundException
	_, err := e.Client.DeleteSchedule(ctx, &scheduler.DeleteScheduleInput{Name: &name, GroupName: &e.Group})
	if err != nil && !errors.As(err, &gone) {
		return fmt.Errorf("deleting schedule %s: %w", name, err)
	}
	return nil
}
