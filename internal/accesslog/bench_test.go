package accesslog

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// syntheticLog makes n lines as a support database writes them.
func syntheticLog(n int) []byte {
	var b bytes.Buffer
	start := time.Date(2025, 1, 6, 0, 0, 0, 0, time.UTC)
	for i := range n {
		ticket := "null"
		if i%3 > 0 {
			ticket = fmt.Sprintf(`"T-%07d"`, i*7919%9999991)
		}
		fmt.Fprintf(&b, `{"time":"%s","principal":"agent-%03d","action":"customer.read","customer_id":"C%08d","ticket_id":%s,"fields":["name","email","phone"],"source_ip":"10.20.%d.%d"}`+"\n",
			start.Add(time.Duration(i)*1300*time.Millisecond).Format(time.RFC3339), i*31%300, i*104729%12000000, ticket, i%7, i%251)
	}
	return b.Bytes()
}

func gzipped(parts ...[]byte) []byte {
	var b bytes.Buffer
	for _, part := range parts {
		w := gzip.NewWriter(&b)
		w.Write(part)
		w.Close()
	}
	return b.Bytes()
}

func zstandard(parts ...[]byte) []byte {
	var b bytes.Buffer
	for _, part := range parts {
		w, err := zstd.NewWriter(&b)
		if err != nil {
			panic(err)
		}
		w.Write(part)
		w.Close()
	}
	return b.Bytes()
}

// BenchmarkRead counts MB/s of JSON on one core, however it is packed.
func BenchmarkRead(b *testing.B) {
	log := syntheticLog(100_000)
	for _, c := range []struct {
		name   string
		stored []byte
	}{{"plain", log}, {"gzip", gzipped(log)}, {"zstd", zstandard(log)}} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(log)))
			for b.Loop() {
				n := 0
				stats, err := Read(context.Background(), io.Reader(bytes.NewReader(c.stored)), "log", func(*Record) error { n++; return nil })
				if err != nil || n != 100_000 || stats.Bad != 0 {
					b.Fatal(n, stats, err)
				}
			}
		})
	}
}
