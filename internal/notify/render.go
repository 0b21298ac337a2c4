package notify

import (
	"html"
	"strings"
	"unicode"
)

// lineWidth is where the text part breaks its lines, in characters.
const lineWidth = 76

// asText renders the plain part. The letter's {name} becomes SES's variable.
func asText(blocks []block) string {
	var s strings.Builder
	for i, b := range blocks {
		if i > 0 {
			s.WriteString("\n")
		}
		for _, line := range b.lines {
			line = strings.ReplaceAll(line, "{name}", nameText)
			switch b.kind {
			case heading:
				s.WriteString(strings.ToUpper(line) + "\n")
			case list:
				s.WriteString(wrap(line, "- ", "  "))
			default:
				s.WriteString(wrap(line, "", ""))
			}
		}
	}
	return s.String()
}

// wrap breaks a line at spaces, and between the signs of a script that has none;
// first and next start the first and the later lines.
func wrap(line, first, next string) string {
	var s strings.Builder
	s.WriteString(first)
	width := len(first)
	for i, word := range strings.Fields(line) {
		for j, piece := range pieces(word) {
			n, gap := columns(piece), ""
			if i > 0 && j == 0 {
				gap = " "
			}
			if i+j > 0 && width+len(gap)+n > lineWidth {
				s.WriteString("\n" + next)
				width, gap = len(next), ""
			}
			s.WriteString(gap + piece)
			width += len(gap) + n
		}
	}
	s.WriteString("\n")
	return s.String()
}

// wide reports a sign that takes two columns and may end a line: Chinese,
// Japanese, and their punctuation.
func wide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || '\u3000' <= r && r <= '\u30ff' || '\uff00' <= r && r <= '\uff60'
}

// closing signs never begin a line.
const closing = "、。，．・：；？！）」』】ー"

// pieces parts a word where a line may end inside it.
func pieces(word string) (all []string) {
	before := false // the last sign was wide
	for i, r := range word {
		if len(all) == 0 || i > 0 && (wide(r) || before) && !strings.ContainsRune(closing, r) {
			all = append(all, "")
		}
		all[len(all)-1] += string(r)
		before = wide(r)
	}
	return all
}

// columns is how wide a piece is in a terminal or a plain letter.
func columns(piece string) (n int) {
	for _, r := range piece {
		if n++; wide(r) {
			n++
		}
	}
	return n
}

// asHTML renders the HTML part: no images, no links, no scripts, since a letter
// that warns of fraud must not look like one.
func asHTML(language, subject string, blocks []block) string {
	var s strings.Builder
	s.WriteString("<!DOCTYPE html>\n<html lang=\"" + language + "\">\n<head><meta charset=\"utf-8\"><title>" + html.EscapeString(subject) + "</title></head>\n")
	s.WriteString("<body style=\"font-family:sans-serif;line-height:1.5;max-width:40em\">\n")
	for _, b := range blocks {
		switch b.kind {
		case heading:
			s.WriteString("<h2 style=\"font-size:1.1em\">" + markup(b.lines[0]) + "</h2>\n")
		case list:
			s.WriteString("<ul>\n")
			for _, line := range b.lines {
				s.WriteString("<li>" + markup(line) + "</li>\n")
			}
			s.WriteString("</ul>\n")
		default:
			s.WriteString("<p>" + markup(b.lines[0]) + "</p>\n")
		}
	}
	s.WriteString("</body>\n</html>\n")
	return s.String()
}

func markup(line string) string {
	return strings.ReplaceAll(html.EscapeString(line), "{name}", nameHTML)
}
