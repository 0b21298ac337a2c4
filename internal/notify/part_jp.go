package notify

var japanLetter = Part{
	Place: "JP", Duty: "JP-APPI-S", Languages: []string{"ja", "en"}, Own: "Act on the Protection of Personal Information",
	Items: []Item{
		{"Rules 10, 8(1)(i)", "an outline", says{"ja": "何が起きたか", "en": "What happened"}},
		{"Rules 10, 8(1)(ii)", "the data", says{"ja": "閲覧された可能性のあるお客様のデータ", "en": "Which data about you could be seen"}},
		{"Rules 10, 8(1)(iv)", "the cause", says{"ja": "原因は、当社のサポート業務のために与えられたアクセス権の悪用です", "en": "The cause is the misuse of an access"}},
		{"Rules 10, 8(1)(v)", "secondary damage or its danger", says{"ja": "二次被害のおそれがあります", "en": "Secondary damage is possible"}},
		{"Rules 10, 8(1)(ix)", "anything else of use", says{"ja": "お客様にお願いしたいこと", "en": "What you can do"}},
	},
	Confirm: []string{"Japan (JP): nobody whose language is Japanese has read the Japanese letter, nor has counsel: have it read before it goes out (Article 26(2): words that the people understand)."},
}
