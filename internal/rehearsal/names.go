package rehearsal

// names are given and family names as written, and as they stand in an address.
type names struct {
	given, family [][2]string
	familyFirst   bool
}

func same(list ...string) [][2]string {
	out := make([][2]string, len(list))
	for i, s := range list {
		out[i] = [2]string{s, s}
	}
	return out
}

var german = names{
	given: append(same("Anna", "Lukas", "Marie", "Felix", "Hannah", "Jonas", "Lena", "Paul", "Sabine", "Thomas", "Ursula", "Stefan", "Greta", "Matthias"),
		[2]string{"Jürgen", "Juergen"}, [2]string{"Käthe", "Kaethe"}, [2]string{"Jörg", "Joerg"}, [2]string{"Zoë", "Zoe"}),
	family: append(same("Becker", "Hoffmann", "Wagner", "Schulz", "Keller", "Lehmann", "Huber", "Fuchs", "Vogel", "Winkler", "Brandt", "Steiner", "Pichler", "Egger"),
		[2]string{"Müller", "Mueller"}, [2]string{"Schröder", "Schroeder"}, [2]string{"Weiß", "Weiss"}, [2]string{"Bäumler", "Baeumler"}, [2]string{"Köhler", "Koehler"}),
}

var english = names{
	given: same("Olivia", "George", "Amelia", "Harry", "Isla", "Noah", "Grace", "Arthur", "Sophie", "James", "Margaret", "Ethan", "Chloe", "William", "Ruby", "Samuel"),
	family: append(same("Taylor", "Walker", "Hughes", "Bennett", "Carter", "Morgan", "Foster", "Reid", "Ellis", "Barnes", "Whitfield", "Holloway", "Prescott", "Nguyen"),
		[2]string{"O'Connor", "OConnor"}, [2]string{"Smith-Jones", "Smith-Jones"}),
}

var french = names{
	given: append(same("Camille", "Louis", "Manon", "Gabriel", "Juliette", "Hugo", "Lucie", "Antoine", "Claire", "Mathieu"),
		[2]string{"Chloé", "Chloe"}, [2]string{"François", "Francois"}, [2]string{"Anaïs", "Anais"}),
	family: append(same("Martin", "Bernard", "Dubois", "Moreau", "Laurent", "Girard", "Rousseau", "Fontaine", "Chevalier", "Marchand"),
		[2]string{"Lefèvre", "Lefevre"}, [2]string{"Gérard", "Gerard"}),
}

var japanese = names{
	given: [][2]string{{"花子", "Hanako"}, {"太郎", "Taro"}, {"陽菜", "Hina"}, {"蓮", "Ren"}, {"結衣", "Yui"}, {"大輔", "Daisuke"},
		{"美咲", "Misaki"}, {"健", "Ken"}, {"さくら", "Sakura"}, {"翔太", "Shota"}, {"恵子", "Keiko"}, {"誠", "Makoto"}},
	family: [][2]string{{"佐藤", "Sato"}, {"鈴木", "Suzuki"}, {"高橋", "Takahashi"}, {"田中", "Tanaka"}, {"渡辺", "Watanabe"}, {"伊藤", "Ito"},
		{"山本", "Yamamoto"}, {"中村", "Nakamura"}, {"小林", "Kobayashi"}, {"加藤", "Kato"}, {"吉田", "Yoshida"}, {"山田", "Yamada"}},
	familyFirst: true,
}

// providers are mail hosts under .example, which RFC 2606 keeps from ever existing.
var providers = []string{"mail.example", "post.example", "inbox.example", "webmail.example"}
