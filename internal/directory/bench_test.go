package directory

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

func BenchmarkJoin(b *testing.B) {
	var body strings.Builder
	body.WriteString(header)
	for i := range 100_000 {
		fmt.Fprintf(&body, "C%08d,customer%d@example.org,Some Body,DE,de,consumer\n", i, i)
	}
	b.SetBytes(int64(body.Len()))
	for b.Loop() {
		if _, err := Join(context.Background(), text(body.String()), func(id string) bool { return strings.HasSuffix(id, "99") }); err != nil {
			b.Fatal(err)
		}
	}
}
