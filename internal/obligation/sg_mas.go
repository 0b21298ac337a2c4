package obligation

var singaporeMAS = []Rule{{
	ID: "SG-MAS-1h", Law: "MAS Notices on Technology Risk Management (FSM-N05 and its like, by kind of institution)", Article: "duty to notify a relevant incident (paragraph not known)", Title: "Finance: notify the Monetary Authority of the relevant incident",
	Source: "https://www.mas.gov.sg/regulation/notices", How: Summaries, Checked: "2026-11-24",
	Detail: "law firms' and others' accounts of 2013, 2014, 2018 and later agree on the hour, on discovery and on what a relevant incident is; that the notices stand as FSM-N03 to N25 through a law firm's account of June 2026; none of them was read; version not known", From: "2014-07-01", Owes: "financial institution regulated by MAS",
	To: to(Regulator, "the Monetary Authority of Singapore (MAS)", "Asia/Singapore", ""), Starts: Discovery, Period: Period{N: 1, Unit: Hours},
	Ends: "MAS is notified", Threshold: "a system malfunction or an IT security incident with a severe and widespread impact on operations, or a material one on the service to customers (Notices on Technology Risk Management, FSM-N05)",
	Conditions: []Condition{established(singapore), sector("a financial institution regulated by MAS", "finance"), classified("a relevant incident", "Notices on Technology Risk Management")},
	Contents:   []string{"what happened, and what it affects (Notices on Technology Risk Management, FSM-N05)"}, Language: "English", Later: "an analysis of root cause and impact within 14 days of the discovery",
	Notes: []string{"As soon as possible, at most 1 hour from the discovery. In June 2026 MAS consulted on amendments of the notices; counsel checks."},
}}
