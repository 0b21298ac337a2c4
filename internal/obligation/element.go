package obligation

import "slices"

// Elements are the kinds of data that the rules know, by the name they have in
// Facts. Laws list kinds, so a kind that is not here is asked about, not guessed.
var Elements = []string{
	"name", "email", "phone", "address", "country", "language", "segment", "customer_id", "support_ticket",
	"username", "password", "security_answer", "date_of_birth", "ip_address", "location", "order_history",
	"ssn", "ssn_last_four", "drivers_license", "state_id", "tax_id", "passport", "military_id", "government_id", "student_id",
	"account_number", "credit_card", "debit_card", "access_code", "private_key",
	"medical", "health_insurance", "biometric", "genetic", "license_plate",
	"race", "creed", "social_status", "criminal_record", "crime_victim",
}

// How access logs and people write the same kinds.
var elementAliases = map[string]string{
	"names": "name", "full_name": "name", "first_name": "name", "last_name": "name", "surname": "name", "given_name": "name",
	"mail": "email", "e_mail": "email", "emails": "email", "email_address": "email",
	"phones": "phone", "phone_number": "phone", "telephone": "phone", "mobile": "phone", "mobile_number": "phone",
	"ticket": "support_ticket", "tickets": "support_ticket", "ticket_id": "support_ticket", "ticket_ids": "support_ticket",
	"ticket_number": "support_ticket", "ticket_numbers": "support_ticket", "support_tickets": "support_ticket",
	"postal_address": "address", "street": "address", "city": "address", "postcode": "address", "zip": "address",
	"user_name": "username", "login": "username", "customer": "customer_id", "id": "customer_id",
	"birth_date": "date_of_birth", "dob": "date_of_birth", "birthday": "date_of_birth", "ip": "ip_address",
	"social_security_number": "ssn", "driver_license": "drivers_license", "driving_licence": "drivers_license",
	"passport_number": "passport", "card_number": "credit_card", "iban": "account_number", "bank_account": "account_number",
	"cvv": "access_code", "pin": "access_code", "security_code": "access_code", "health": "medical",
}

func normaliseElements(in []string) (known, unknown []string) {
	if in == nil {
		return nil, nil
	}
	known = []string{}
	for _, raw := range in {
		e := underscored(raw)
		if alias, ok := elementAliases[e]; ok {
			e = alias
		}
		switch {
		case slices.Contains(known, e) || slices.Contains(unknown, e):
		case slices.Contains(Elements, e):
			known = append(known, e)
		default:
			unknown = append(unknown, e)
		}
	}
	return known, unknown
}

// has returns which of kinds were taken.
func (c Case) has(kinds ...string) []string {
	var found []string
	for _, k := range kinds {
		if slices.Contains(c.elements, k) {
			found = append(found, k)
		}
	}
	return found
}
