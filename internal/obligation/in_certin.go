package obligation

var india = country("IN", "India")

const (
	certInLaw    = "CERT-In Directions of 28 April 2022 under section 70B(6) of the Information Technology Act, 2000"
	certInSource = "https://www.cert-in.org.in/PDF/CERT-In_Directions_70B_28.04.2022.pdf"
)

var indiaCERTIn = []Rule{{
	ID: "IN-CERT-In", Law: certInLaw, Article: "direction (ii), Annexure I", Title: "Report the cyber incident to CERT-In",
	Source: certInSource, Version: "2022-04-28", How: CopyRead, Checked: "2026-11-24",
	Detail: "direction (ii) quoted word for word by several who read the official file; that it took effect 60 days later through summaries, which differ between 27 and 28 June",
	From:   "2022-06-27", Owes: "service provider, intermediary, data centre, body corporate or government organisation",
	To: to(Regulator, "CERT-In (incident@cert-in.org.in)", "Asia/Kolkata", "https://www.cert-in.org.in/SecurityIncident.jsp"), Starts: Detection, Period: Period{N: 6, Unit: Hours},
	Ends: "the report is with CERT-In by mail, telephone or fax", Threshold: "an incident of Annexure I, among them data breach, data leak and unauthorised access, from one person on (direction (ii))",
	Conditions: []Condition{residentsOrSeat(india)},
	Contents:   []string{"what is known of the incident, by CERT-In's form (direction (ii) of 2022)"},
	Form:       "CERT-In's incident reporting form", Later: "what is not known within the six hours, later",
	Notes: []string{"Six hours from noticing or being told, holidays included; a processor reports as well as its controller.",
		"Logs of 180 days are kept in India and handed over (direction (iv)).", "Foreign companies with users in India are bound by CERT-In's own reading (its FAQ of May 2022); counsel checks."},
}}
