package obligation

var uruguay = country("UY", "Uruguay")

const (
	uyLaw    = "Ley N° 18.331; Ley N° 19.670, art. 38; Decreto N° 64/020"
	uySource = "https://www.impo.com.uy/bases/decretos/64-2020"
	uyRead   = "the authority's own words on the 72 hours in a newspaper of November 2025, and several summaries; the text was not read; version not known"
)

var uruguayPDP = []Rule{{
	ID: "UY-PDP-P", Law: uyLaw, Article: "Decreto 64/020, art. 4", Title: "Notify the data protection unit",
	Source: uySource, How: Summaries, Detail: uyRead, Checked: "2026-11-24", From: "2020-02-21", Owes: "controller (responsable)",
	To: to(Regulator, "the Unidad Reguladora y de Control de Datos Personales (URCDP)", "America/Montevideo", ""), Starts: Awareness, Period: hours72,
	Ends: "the form or note is received", Threshold: "a security breach of personal data (Ley 19.670, art. 38)",
	Conditions: []Condition{residentsOrSeat(uruguay), controller("Decreto 64/020, art. 4: at once")},
	Contents:   []string{"date, nature and extent of the breach, the data, possible impacts and measures (Decreto 64/020, art. 4)"}, Language: "Spanish", Form: "the unit's form, or a note",
}, {
	ID: "UY-PDP-S", Law: uyLaw, Article: "Decreto 64/020, art. 4", Title: "Tell the people concerned",
	Source: uySource, How: Summaries, Detail: uyRead, Checked: "2026-11-24", From: "2020-02-21", Owes: "controller (responsable)",
	To: to(People, "the people significantly affected in their rights", "America/Montevideo", ""), Starts: Awareness, Period: promptly("without a period of its own"),
	Ends: "they are told", Threshold: "people significantly affected in their rights (Decreto 64/020, art. 4)",
	Conditions: []Condition{residentsOrSeat(uruguay), controller("Decreto 64/020, art. 4: at once"), uruguayAffected.met},
	Contents:   []string{"the breach (Decreto 64/020, art. 4)"}, Language: "Spanish, clear and simple",
}}

// uruguayAffected asks for rights affected, not for harm likely.
var uruguayAffected = measure{
	id: "UY-PDP-harm", article: "Decreto 64/020, art. 4", excuses: false,
	ask: "are rights of the people significantly affected?",
}
