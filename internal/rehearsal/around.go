package rehearsal

import (
	"fmt"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/localaws"
)

// curtain says how it went.
func (s *Stage) curtain() {
	s.act("The end")
	if len(s.differs) == 0 {
		s.holds("everything is as the truth has it")
	}
	for _, text := range s.differs {
		fmt.Fprintf(s.out, "  %s %s\n", s.paint(red, "✗"), text)
	}
	s.say("in %s", since(s.begin))
}

// guide says how to look around in what is left running.
func (d *desk) guide() string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("The local AWS runs until this command ends (Ctrl-C). In another terminal:")
	line("")
	line("  export AWS_ENDPOINT_URL=%s AWS_REGION=%s TOCSIN_API=%s", d.aws.Endpoint, localaws.Region, d.outputs["ApiUrl"])
	for _, name := range []string{engineer, officer} {
		p := d.people[name]
		line("  export AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=%s   # you are %s", p.key, p.secret, name)
	}
	line("  bin/tocsin list")
	line("")
	line("  the account's root:    AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=%s", localaws.RootKey, localaws.RootKey)
	line("  the letters:           curl -s %s/_ministack/ses/messages", d.aws.Endpoint)
	line("  the invented company:  %s/world", d.dir)
	line("  the dossier's page:    %s/dossier/dossier.html", d.dir)
	line("  the local AWS's log:   %s", d.aws.Log)
	for _, name := range sortedKeys(d.outputs) {
		line("  %-22s %s", name+":", d.outputs[name])
	}
	return b.String()
}
