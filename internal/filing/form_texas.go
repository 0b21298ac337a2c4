package filing

import "github.com/tocsin-ir/tocsin/internal/obligation"

// texasAG is the report to Texas's Attorney General, section 521.053(i).
var texasAG = Form{
	ID: "texas-ag", Duties: []string{"US-TX-AG"}, Title: "Data Breach Report (Texas)",
	Authority: "the Texas Attorney General", Portal: "https://www.texasattorneygeneral.gov/consumer-protection/data-breach-reporting",
	Source:  "https://www.texasattorneygeneral.gov/consumer-protection/data-breach-reporting",
	Checked: "2026-11-24", How: obligation.CopyRead, Detail: "the Attorney General's page in a copy, and the contents of section 521.053(i) in the bill's text of 2023; the web form itself was not seen. It cannot be saved: have all of this ready", Language: "English", Places: []string{"US-TX"},
	Fields: []Field{
		{Key: "organisation", Section: "Who reports", Label: "Business or organisation: name and address", From: "company", Help: "the one that experienced the breach"},
		{Key: "agent", Section: "Who reports", Label: "Authorised agent who submits: name, position and contact", From: "contact", Help: "owner, manager, officer or attorney, who affirms the authority to report"},
		{Key: "type", Section: "Who reports", Label: "First or supplemental report", From: "stage", Help: "for a supplement the record number; counts are totals to date"},
		{Key: "description", Section: "The breach", Label: "Nature and circumstances in detail, or the use of the information", Article: "521.053(i)(1)", From: "what.happened", Help: "what happened; the report may become public"},
		{Key: "occurred", Section: "The breach", Label: "When it took place", From: "occurred", Later: true, Help: "dates, or that they are not known"},
		{Key: "determined", Section: "The breach", Label: "When it was determined to be a breach", Article: "521.053(i)", From: "aware"},
		{Key: "information", Section: "The breach", Label: "Kinds of sensitive personal information", From: "elements", Help: "which of those of 521.002(a)(2)"},
		{Key: "residents", Section: "The people", Label: "Texas residents affected at the time of the report", Article: "521.053(i)(2)", From: "affected.here", Help: "250 or more"},
		{Key: "told", Section: "The people", Label: "Affected residents who were sent a disclosure by mail or another direct way", Article: "521.053(i)(3)", Help: "the number in Texas by the time of the report; 0 if none yet"},
		{Key: "told-how", Section: "The people", Label: "How the people are told", From: "told.how", Later: true, Help: "mail, e-mail, other"},
		{Key: "measures", Section: "What is done", Label: "Measures taken", Article: "521.053(i)(4)", From: "contained", Help: "what was cut, changed or recovered"},
		{Key: "planned", Section: "What is done", Label: "Measures intended after the report", Article: "521.053(i)(5)", Help: "what, or none"},
		{Key: "police", Section: "What is done", Label: "Whether law enforcement is engaged", Article: "521.053(i)(6)", Help: "which agency, contact and reference; or no"},
	},
}
