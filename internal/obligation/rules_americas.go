package obligation

import "slices"

func rulesAmericas() []Rule {
	return slices.Concat(
		californiaCivilCode,
		newYorkGBL,
		texasBCC,
		floridaFIPA,
		illinoisPIPA,
		pennsylvaniaBPINA,
		ohioRC,
		georgiaCode,
		northCarolinaGS,
		michiganITPA,
		newJerseyStatutes,
		virginiaCode,
		washingtonRCW,
		coloradoCRS,
		massachusetts93H,
		marylandPIPA,
		oregonOCIPA,
		maineMRS,
		secForm8K,
		secRegulationSP,
		hipaaBreach,
		ftcSafeguards,
		ftcHealthBreach,
		nydfsCybersecurity,
		bankIncident,
		fccCPNI,
		canadaPIPEDA,
		canadaOSFI,
		quebec25,
		albertaPIPA,
		brazilLGPD,
		mexicoLFPDPPP,
		colombia1581,
		uruguayPDP,
		chile21719,
		argentinaPDPA,
	)
}

var regionsAmericas = []region{
	california, newYork.place, texas.place, florida.place, illinois.place, pennsylvania.place, ohio.place, georgia.place, northCarolina.place,
	michigan.place, newJersey.place, virginia.place, washington.place, colorado.place, massachusetts.place, maryland.place, oregon.place, maine.place,
	canada, quebec, alberta, brazil, mexico, colombia, uruguay, chile, argentina,
}
