package incident

import "testing"

const (
	adaUser    = "arn:aws:iam::111122223333:user/ada"
	adaInPath  = "arn:aws:iam::111122223333:user/staff/ada"
	adaSession = "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Responder_0123456789abcdef/ada"
	adaAdmin   = "arn:aws:sts::111122223333:assumed-role/Admin/ada"
	eveUser    = "arn:aws:iam::111122223333:user/eve"
	eveSession = "arn:aws:sts::111122223333:assumed-role/Admin/eve"
	alarm      = "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:ada"
	anAccount  = "s3:111122223333"
)

func TestSamePerson(t *testing.T) {
	cases := []struct {
		a, b string
		want bool
		why  string
	}{
		{adaUser, adaUser, true, "the same ARN"},
		{adaSession, adaAdmin, true, "single sign-on names the session after the person"},
		{adaUser, adaAdmin, true, "a session that carries the user's name"},
		{adaInPath, adaUser, true, "a path does not make another person"},
		{adaUser, eveUser, false, "two users"},
		{adaAdmin, eveSession, false, "one role, two people"},
		{alarm, alarm, true, "the same ARN, even of no person"},
		{alarm, adaUser, false, "an alarm is no person, whatever its name"},
		{anAccount, adaUser, false, "an account is no person"},
		{"", "", false, "nobody is nobody's double"},
		{"", adaUser, false, "nobody"},
		{"ada", adaUser, false, "a bare name proves nothing here"},
	}
	for _, c := range cases {
		if got := SamePerson(c.a, c.b); got != c.want {
			t.Errorf("SamePerson(%q, %q) = %v, want %v: %s", c.a, c.b, got, c.want, c.why)
		}
		if got := SamePerson(c.b, c.a); got != c.want {
			t.Errorf("SamePerson(%q, %q) = %v, want %v: it must not depend on the order", c.b, c.a, got, c.want)
		}
	}
}

func TestIsSuspect(t *testing.T) {
	const role = "arn:aws:iam::111122223333:role/service/Admin"
	cases := []struct {
		caller, principal string
		want              bool
		why               string
	}{
		{eveUser, eveUser, true, "the user itself"},
		{eveUser, "eve", true, "access logs name users without ARN"},
		{eveSession, "eve", true, "a session of the person named"},
		{eveSession, eveUser, true, "a session of the suspected user's name"},
		{eveSession, role, true, "a session of the suspected role"},
		{adaAdmin, role, true, "whoever uses the suspected role"},
		{adaAdmin, "arn:aws:iam::111122223333:role/Admin", true, "a role without path"},
		{adaSession, role, false, "another role"},
		{adaUser, role, false, "a user is no session of the role"},
		{"arn:aws:sts::111122223333:assumed-role/Admin2/x", role, false, "a role whose name only begins alike"},
		{"arn:aws:sts::111122223333:assumed-role/MyAdmin/x", role, false, "a role whose name only ends alike"},
		{adaAdmin, eveSession, false, "one suspected session is not the whole role"},
		{adaUser, "eve", false, "another person"},
		{adaUser, "", false, "no suspect"},
	}
	for _, c := range cases {
		if got := IsSuspect(c.caller, Suspect{Principal: c.principal}); got != c.want {
			t.Errorf("IsSuspect(%q, %q) = %v, want %v: %s", c.caller, c.principal, got, c.want, c.why)
		}
	}
}
