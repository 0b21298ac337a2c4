package notify

import (
	"encoding/json"
	"net/mail"
	"strconv"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// A sesMessage is what SES publishes to SNS, in both of its shapes: events of a
// configuration set carry eventType and tags, notifications of an identity carry
// notificationType and no tags. Whatever could hold an address is left out,
// save the sender's own.
type sesMessage struct {
	EventType        string `json:"eventType"`
	NotificationType string `json:"notificationType"`
	Mail             struct {
		MessageID string              `json:"messageId"`
		Source    string              `json:"source"`
		Tags      map[string][]string `json:"tags"`
	} `json:"mail"`
	Bounce struct {
		Type       string `json:"bounceType"`
		SubType    string `json:"bounceSubType"`
		Recipients []struct {
			Status string `json:"status"` // RFC 3463, e.g. 5.1.1; the diagnostic text quotes addresses
		} `json:"bouncedRecipients"`
	} `json:"bounce"`
	Complaint struct {
		Type string `json:"complaintFeedbackType"`
	} `json:"complaint"`
}

// sesEvents are the events that say something about a letter's way; every other
// one (Open, Click, DeliveryDelay, …) changes nothing.
var sesEvents = map[string]func(sesMessage) (Feedback, string){
	"Send":      func(sesMessage) (Feedback, string) { return Accepted, "" },
	"Delivery":  func(sesMessage) (Feedback, string) { return Delivered, "" },
	"Complaint": func(m sesMessage) (Feedback, string) { return Complained, code(m.Complaint.Type) },
	"Bounce": func(m sesMessage) (Feedback, string) {
		reason := []string{code(m.Bounce.Type), code(m.Bounce.SubType)}
		for _, r := range m.Bounce.Recipients {
			reason = append(reason, code(r.Status))
		}
		return Bounced, strings.TrimRight(strings.Join(reason, " "), " ")
	},
	"Reject":            func(sesMessage) (Feedback, string) { return Rejected, "the mail service refused the content" },
	"Rendering Failure": func(sesMessage) (Feedback, string) { return Unrendered, "the template could not be filled in" },
}

// code lets through what looks like one: reasons must not carry text from outside.
func code(s string) string {
	odd := func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '-' || r == '_')
	}
	if len(s) > 40 || strings.ContainsFunc(s, odd) {
		return ""
	}
	return s
}

// parseEvent reads what SES published. ok is false for everything that is no
// event about one of our letters, as far as the message alone can tell.
func parseEvent(body []byte, from string) (n Notice, ok bool) {
	var m sesMessage
	if json.Unmarshal(body, &m) != nil || m.Mail.MessageID == "" {
		return n, false // among others SES's greeting to a new topic, which is a sentence
	}
	name := m.EventType
	if name == "" {
		name = m.NotificationType
	}
	kind, ok := sesEvents[name]
	if !ok {
		return n, false
	}
	n.MessageID = m.Mail.MessageID
	n.Kind, n.Reason = kind(m)
	if m.EventType == "" {
		return n, sameAddress(m.Mail.Source, from)
	}
	id, number := m.Mail.Tags[TagIncident], m.Mail.Tags[TagRecipient]
	if len(id) != 1 || len(number) != 1 {
		return n, false
	}
	n.Incident = incident.ID(id[0])
	var err error
	n.N, err = strconv.Atoi(number[0])
	return n, err == nil && n.N > 0 && n.Incident.Check() == nil
}

func sameAddress(a, b string) bool {
	x, err := mail.ParseAddress(a)
	if err != nil {
		return false
	}
	y, err := mail.ParseAddress(b)
	return err == nil && strings.EqualFold(x.Address, y.Address)
}
