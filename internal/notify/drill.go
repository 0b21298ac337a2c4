package notify

// drillWords are the first line of every letter of an exercise. English stands
// in all of them, so that no language leaves a doubt.
func drillWords(language string) string {
	const english = "DRILL: this letter is part of an exercise. Nothing of what it says has happened."
	if language == "de" {
		return english + " (ÜBUNG: Nichts von dem, was hier steht, ist geschehen.)"
	}
	return english
}
