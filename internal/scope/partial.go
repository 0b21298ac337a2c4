package scope

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// encode packs a set for the people bucket. The same set gives the same bytes.
func (s *set) encode() ([]byte, error) {
	body, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("encoding a partial result: %w", err)
	}
	w, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("packing a partial result: %w", err)
	}
	return w.EncodeAll(body, nil), nil
}

func decode(body []byte) (*set, error) {
	r, err := zstd.NewReader(bytes.NewReader(body), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("unpacking a partial result: %w", err)
	}
	defer r.Close()
	plain, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("unpacking a partial result: %w", err)
	}
	s := &set{}
	if err := json.Unmarshal(plain, s); err != nil { // the cause may quote a customer
		return nil, fmt.Errorf("decoding a partial result: it is not the JSON that was expected")
	}
	return s, nil
}
