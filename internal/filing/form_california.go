package filing

import "github.com/tocsin-ir/tocsin/internal/obligation"

// californiaAG is the submission of a sample letter to California's Attorney General.
var californiaAG = Form{
	ID: "california-ag", Duties: []string{"US-CA-AG"}, Title: "Submit Data Security Breach (California)",
	Authority: "the California Attorney General", Portal: "https://oag.ca.gov/privacy/databreach/report-a-breach",
	Source:  "https://oag.ca.gov/privacy/databreach/report-a-breach",
	Checked: "2026-11-24", How: obligation.CopyRead, Detail: "two copies of the form's page: its two sections and their dates; its list of kinds of data, kinds of breach and contact fields show only in a browser and were not seen", Language: "English", Places: []string{"US-CA"},
	Fields: []Field{
		{Key: "sample", Section: "1 Sample of the notice", Label: "Sample of the letter, as one PDF, without personal information", Article: "1798.82(f)", Help: "print the sample letter for US-CA from the approval; it is published"},
		{Key: "organisation", Section: "2 For law enforcement purposes", Label: "Organisation: name", From: "company", Help: "name, and whether it is a small business by federal standards"},
		{Key: "contact", Section: "2 For law enforcement purposes", Label: "Whom the Attorney General may contact", From: "contact", Help: "name, title, telephone and e-mail"},
		{Key: "breach", Section: "2 For law enforcement purposes", Label: "Dates of the breach, if known", From: "occurred", Help: "dates, or leave it empty if they are not known"},
		{Key: "discovered", Section: "2 For law enforcement purposes", Label: "Dates of its discovery", From: "discovered"},
		{Key: "told", Section: "2 For law enforcement purposes", Label: "Dates on which consumers were told", From: "told.date", Help: "the day on which the letters went out; 15 days run from it"},
		{Key: "information", Section: "2 For law enforcement purposes", Label: "Kind of personal information involved", From: "elements", Help: "of the kinds of 1798.82(h)"},
		{Key: "description", Section: "2 For law enforcement purposes", Label: "What happened, briefly", From: "what.happened", Help: "a few sentences; not seen on the form, ready if it asks"},
		{Key: "residents", Section: "2 For law enforcement purposes", Label: "California residents affected", From: "affected.here", Help: "more than 500; not seen on the form, ready if it asks"},
	},
}
