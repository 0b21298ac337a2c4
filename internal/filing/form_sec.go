package filing

import "github.com/tocsin-ir/tocsin/internal/obligation"

// sec8K is Item 1.05 of Form 8-K; an amendment is a supplement.
var sec8K = Form{
	ID: "sec-8k", Duties: []string{"US-SEC-8K-1.05"}, Title: "Form 8-K, Item 1.05: material cybersecurity incident",
	Authority: "the Securities and Exchange Commission, for investors", Portal: "https://www.edgarfiling.sec.gov/",
	Source:  "https://www.sec.gov/files/form8-k.pdf",
	Checked: "2026-11-24", How: obligation.CopyRead, Detail: "Item 1.05(a) and its instruction on amendments through quotations, the cover page in an older copy of the form", Language: "English",
	Fields: []Field{
		{Key: "registrant", Section: "Cover page", Label: "Registrant's exact name, state of incorporation, Commission file number, employer identification number", From: "company", Help: "as on the last report"},
		{Key: "address", Section: "Cover page", Label: "Address of the principal offices, and telephone", From: "company.address", Help: "as on the last report"},
		{Key: "date", Section: "Cover page", Label: "Date of report: the earliest event, here the determination that it is material", Article: "General Instruction B.1", From: "assessed", Help: "the day when it was determined to be material; four business days run from it"},
		{Key: "securities", Section: "Cover page", Label: "Securities registered under section 12(b), with symbols and exchanges", Help: "as on the last report"},
		{Key: "nature", Section: "Item 1.05", Label: "Material aspects of the nature of the incident", Article: "Item 1.05(a)", From: "what.happened", Help: "what is material; no technical detail that would hinder the response (Instruction 4)"},
		{Key: "scope", Section: "Item 1.05", Label: "Material aspects of its scope", Article: "Item 1.05(a)", From: "scope", Later: true, Help: "how much and whose; say if it is not determined"},
		{Key: "timing", Section: "Item 1.05", Label: "Material aspects of its timing", Article: "Item 1.05(a)", From: "occurred", Later: true, Help: "when it began, was found, and whether it goes on"},
		{Key: "impact", Section: "Item 1.05", Label: "Material impact, or reasonably likely one, on the registrant", Article: "Item 1.05(a)", Later: true, Help: "also reputation, customers, litigation, regulators: for management and counsel"},
		{Key: "finance", Section: "Item 1.05", Label: "Impact on financial condition and results of operations", Article: "Item 1.05(a)", Later: true, Help: "or that it is not determined yet"},
		{Key: "open", Section: "Item 1.05", Label: "Which of these is not determined or not available", Article: "Item 1.05, Instruction 2", Help: "name each: an amendment is due within four business days of its determination; or none"},
		{Key: "delay", Section: "Item 1.05", Label: "Whether the Attorney General allowed a delay", Article: "Item 1.05(c)", Help: "no, or the date of the written notice and until when"},
		{Key: "signature", Section: "Signature", Label: "Signature of a duly authorised officer, with name and title", Help: "who signs"},
	},
}
