package accesslog

import (
	"bytes"
	"context"
)

// jsonLines are records of one JSON object a line: canonical ones.
var jsonLines = Format{
	Name:  "json",
	About: "one JSON object a line",
	New: func(m Mapping, _ Want) (Decoder, error) {
		return canonical{newParser()}, nil
	},
	Looks: func(head []byte) bool { return bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("{")) },
}

// canonical reads lines that have the names of a Record.
type canonical struct{ parser *parser }

func (c canonical) Decode(ctx context.Context, s *Source, keep func(*Record) error) (Stats, error) {
	text, err := s.OpenText(ctx)
	if err != nil {
		return Stats{}, err
	}
	l := lines{name: s.Name, take: c.parser.into(keep), size: blockSize}
	return l.read(ctx, text)
}
