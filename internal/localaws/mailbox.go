package localaws

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
)

// A Mail is a message that the local AWS's SES took.
type Mail struct {
	MessageId string
	Source    string
	To        []string
	Subject   string
	BodyText  string
	BodyHtml  string
	Timestamp float64 // seconds since 1970

	RenderedSubject string // of a letter by template; Mailbox makes it the Subject
}

// Mailbox returns all mail sent so far, in order.
func (l *Local) Mailbox(ctx context.Context) ([]Mail, error) {
	var answer struct{ Messages map[string][]Mail }
	if err := l.call(ctx, http.MethodGet, "/_ministack/ses/messages?account="+Account, nil, &answer); err != nil {
		return nil, fmt.Errorf("reading the mailbox: %w", err)
	}
	box := answer.Messages[Account]
	for i := range box {
		box[i].Subject = cmp.Or(box[i].Subject, box[i].RenderedSubject)
	}
	return box, nil
}
