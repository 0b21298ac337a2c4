package obligation

var colombia = country("CO", "Colombia")

var colombia1581 = []Rule{{
	ID: "CO-1581-P", Law: "Ley 1581 de 2012; SIC, Circular Única, Título V", Article: "artículos 17(n) and 18(k); Circular 02 of 2015, 2.1(f)", Title: "Report to the Superintendence of Industry and Commerce",
	Source: "https://www.funcionpublica.gov.co/eva/gestornormativo/norma.php?i=49981", How: Summaries, Checked: "2026-11-24",
	Detail: "artículos 17 and 18 of the law in a copy; the 15 business days through several companies' policies and firms that quote the circular alike; version not known", From: "2015-11-03", Owes: "controller (responsable) and processor (encargado)",
	To: to(Regulator, "the Superintendencia de Industria y Comercio (SIC)", "America/Bogota", "https://rnbd.sic.gov.co/sisiAyuda"), Starts: Detection, Period: Period{N: 15, Unit: BusinessDays, Calendar: "weekends"},
	Ends: "the incident is entered in the register of data bases (RNBD)", Threshold: "a violation of security codes with risks in the management of people's information (artículo 17(n))",
	Conditions: []Condition{residentsOrSeat(colombia)},
	Contents:   []string{"type and date of the incident, cause, kinds of data and number of people, as the register asks (Circular 02, 2.1(f))"}, Language: "Spanish", Form: "the register's form, also for who is not obliged to register",
	Notes: []string{"Counted from when it is detected and put to the person or area in charge. Colombian holidays are not in the calendar here: the date shown is earlier, never later. To tell the people is the authority's advice."},
}}
