package dossier

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
)

// StepFunctions is a Historian.
type StepFunctions struct{ Client *sfn.Client }

// pageSize is the most that the service gives at once.
const pageSize = 1000

// History writes the execution as "aws stepfunctions describe-execution" and
// "get-execution-history" would: {"execution": …, "events": […]}.
func (s StepFunctions) History(ctx context.Context, execution string) ([]byte, error) {
	described, err := s.Client.DescribeExecution(ctx, &sfn.DescribeExecutionInput{ExecutionArn: &execution})
	if err != nil {
		return nil, fmt.Errorf("describing execution %s: %w", execution, lost(err))
	}
	events := []any{}
	pages := sfn.NewGetExecutionHistoryPaginator(s.Client, &sfn.GetExecutionHistoryInput{ExecutionArn: &execution, MaxResults: pageSize})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, fmt.Errorf("reading history of %s after %d events: %w", execution, len(events), lost(err))
		}
		for _, e := range page.Events {
			events = append(events, wire(reflect.ValueOf(e)))
		}
	}
	summary, _ := wire(reflect.ValueOf(*described)).(map[string]any)
	delete(summary, "resultMetadata")
	body, err := json.MarshalIndent(map[string]any{"execution": summary, "events": events}, "", " ")
	if err != nil {
		return nil, fmt.Errorf("encoding history of %s: %w", execution, err)
	}
	return body, nil
}

// lost says what the service's "does not exist" means for a history.
func lost(err error) error {
	var gone *types.ExecutionDoesNotExist
	if errors.As(err, &gone) {
		return fmt.Errorf("%w (Step Functions forgets an execution 90 days after its end)", err)
	}
	return err
}

// wire turns an SDK value into what the service's own JSON looks like: fields
// with a small first letter, absent ones left out. Keys of maps are data and
// stay as they are.
func wire(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return nil
		}
		return wire(v.Elem())
	case reflect.Slice:
		list := []any{}
		for i := range v.Len() {
			list = append(list, wire(v.Index(i)))
		}
		return list
	case reflect.Struct:
		if t, ok := v.Interface().(time.Time); ok {
			return t.UTC().Format(time.RFC3339Nano)
		}
		fields := map[string]any{}
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if !f.IsExported() || f.Anonymous || absent(v.Field(i)) {
				continue
			}
			fields[small(f.Name)] = wire(v.Field(i))
		}
		return fields
	}
	return v.Interface()
}

// absent fields are nil, or enumerations without a value.
func absent(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface, reflect.Map, reflect.Slice:
		return v.IsNil()
	case reflect.String:
		return v.Len() == 0
	}
	return false
}

func small(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToLower(first)) + name[size:]
}
