package obligation

var mexico = country("MX", "Mexico")

var mexicoLFPDPPP = []Rule{{
	ID: "MX-LFPDPPP-S", Law: "Ley Federal de Protección de Datos Personales en Posesión de los Particulares (2025)", Article: "artículo 19", Title: "Tell the people concerned",
	Source: "https://www.diputados.gob.mx/LeyesBiblio/pdf/LFPDPPP.pdf", Version: "2025-03-21", How: CopyRead, Checked: "2026-11-24",
	Detail: "artículo 19 in a copy of the law of March 2025; the contents after the regulation of 2011, whose standing under the new law was not checked", From: "2025-03-21", Owes: "controller (responsable)",
	To: to(People, "the people concerned (titulares)", "America/Mexico_City", ""), Starts: Awareness, Period: promptly("immediately (de forma inmediata)"),
	Ends: "they are told", Threshold: "a breach at any stage of processing that significantly affects patrimonial or moral rights (artículo 19)",
	Conditions: []Condition{residentsOrSeat(mexico), controller("its contract with the controller, artículo 20"), mexicoAffected.met},
	Contents:   []string{"the nature of the incident (Reglamento 2011, 65)", "the data compromised (Reglamento 2011, 65)", "what they can do (Reglamento 2011, 65)", "corrective measures (Reglamento 2011, 65)", "where to learn more (Reglamento 2011, 65)"}, Language: "Spanish",
	Notes: []string{"No authority is told under this law."},
}}

// mexicoAffected asks for rights affected, not for harm likely.
var mexicoAffected = measure{
	id: "MX-LFPDPPP-harm", article: "artículo 19", excuses: false,
	ask: "does it significantly affect the patrimonial or moral rights of the people?",
}
