package rehearsal

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/tocsin-ir/tocsin/internal/localaws"
)

// What the invented company has of its own, outside of Tocsin's stack.
const (
	companyName  = "Example Security"
	mailDomain   = "example-security.example"
	companyStore = "example-security-support" // bucket of the support database's log and directory
	logPrefix    = "access-log/"
	directoryKey = "directory/customers.csv.gz"
	datasetKey   = "dataset.yaml"
)

// The people of the company.
const (
	engineer = "dana" // of the security team: opens the incident
	officer  = "rosa" // of the privacy office: approves the letters
)

// A person is somebody with an access key.
type person struct {
	name, arn, key, secret string
	token                  string // of temporary credentials
}

// config is the SDK configuration of somebody who signs with their own key.
func (p person) config(l *localaws.Local) aws.Config { return l.ConfigFor(p.key, p.secret, p.token) }

// A company is the stage set: its AWS, its people, and Tocsin deployed.
type company struct {
	aws     *localaws.Local
	outputs map[string]string // of Tocsin's stack
	built   string            // folder of the functions
	people  map[string]person
	insider person
	session person // the insider's too: temporary credentials
	another person // an honest agent, who must not be cut off
}

// stackParams fits Tocsin's template to the company.
func stackParams(arch string, t Theme) map[string]string {
	t = t.or()
	return map[string]string{
		"CompanyName":         t.Company,
		"Contact":             "privacy@" + t.Domain,
		"ContactUrl":          "https://www." + t.Domain + "/incident",
		"Sender":              t.Company + " <notice@" + t.Domain + ">",
		"DatasetBucket":       companyStore,
		"DatasetKey":          datasetKey,
		"AccessLogBucket":     companyStore,
		"AccessLogPrefix":     logPrefix,
		"DirectoryBucket":     companyStore,
		"DirectoryKey":        directoryKey,
		"CompanyFacts":        t.Facts,
		"NotTaken":            strings.Join(t.NotTaken, ","),
		"Drill":               strconv.FormatBool(t.Drill),
		"Architecture":        arch,
		"SettleSeconds":       "1", // mail events come at once here
		"ScanConcurrency":     "2", // as many as this machine has processors
		"AnswerWithinSeconds": "600",
	}
}

// settle furnishes the account: what the company had before the breach.
func (c *company) settle(ctx context.Context, w *World) error {
	if err := c.uploadData(ctx, w); err != nil {
		return err
	}
	if err := c.verifySender(ctx, w.Theme.Domain); err != nil {
		return err
	}
	var err error
	if c.insider, err = c.hire(ctx, w.Truth.Insider, readsCustomers); err != nil {
		return err
	}
	if err := c.giveConsole(ctx, w.Truth.Insider); err != nil {
		return err
	}
	if c.session, err = c.takeOut(ctx, c.insider); err != nil {
		return err
	}
	if c.another, err = c.hire(ctx, w.Truth.Busiest, readsCustomers); err != nil {
		return err
	}
	c.people = map[string]person{}
	for _, name := range []string{engineer, officer} {
		if c.people[name], err = c.hire(ctx, name, callsTocsin); err != nil {
			return fmt.Errorf("hiring %s: %w", name, err)
		}
	}
	return nil
}
