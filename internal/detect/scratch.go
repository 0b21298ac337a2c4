package detect

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"os"
	"sync"
)

// A scratch holds accesses that do not fit into memory, in a file of the
// system's folder for temporary ones (TMPDIR). The file has no name once it is
// open and is written with a key that only this process knows, so that nothing
// that can be read is left behind, however the process ends. Its methods may be
// called concurrently but for close, which must be called. The zero value is ready.
type scratch struct {
	mu     sync.Mutex
	file   *os.File
	cipher cipher.Block
	n      int64  // accesses
	name   string // where an open file cannot be removed
}

// An access takes just one block of AES.
const accessSize = aes.BlockSize

// A run is where sorted accesses of one principal lie in a scratch.
type run struct {
	from int64
	n    int
}

// reserve finds a place for n accesses.
func (s *scratch) reserve(n int) (from int64, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil {
		err = s.open()
	}
	from = s.n
	s.n += int64(n)
	return from, err
}

func (s *scratch) open() (err error) {
	key := make([]byte, 16)
	_, _ = rand.Read(key) // never fails
	if s.cipher, err = aes.NewCipher(key); err == nil {
		s.file, err = os.CreateTemp("", "tocsin-")
	}
	if err != nil {
		return fmt.Errorf("making a temporary file: %w", err)
	}
	if os.Remove(s.file.Name()) != nil {
		s.name = s.file.Name()
	}
	return nil
}

func (s *scratch) close() {
	if s.file != nil {
		_ = s.file.Close()
	}
	if s.name != "" {
		_ = os.Remove(s.name)
	}
}

// crypt turns bytes of the accesses from that one on into what stands in the
// file, or back.
func (s *scratch) crypt(bytes []byte, from int64) {
	var counter [aes.BlockSize]byte
	binary.BigEndian.PutUint64(counter[8:], uint64(from))          // #nosec G115 -- never negative
	cipher.NewCTR(s.cipher, counter[:]).XORKeyStream(bytes, bytes) // #nosec G407 -- no place is written twice, and the key is for this file alone
}

// scratchBuffer is how many accesses are written or read at once.
const scratchBuffer = 4096

// A scratchWriter writes accesses one after the other into a place reserved for them.
type scratchWriter struct {
	*scratch
	from   int64 // of the buffer
	buffer []byte
}

// next is where the next access will lie.
func (w *scratchWriter) next() int64 { return w.from + int64(len(w.buffer)/accessSize) }

func (w *scratchWriter) write(list []access) error {
	for _, a := range list {
		w.buffer = binary.LittleEndian.AppendUint64(w.buffer, uint64(a.customer))
		w.buffer = binary.LittleEndian.AppendUint64(w.buffer, uint64(a.at)) // #nosec G115 -- read as it was written
		if len(w.buffer) == scratchBuffer*accessSize {
			if err := w.flush(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *scratchWriter) flush() error {
	w.crypt(w.buffer, w.from)
	if _, err := w.file.WriteAt(w.buffer, w.from*accessSize); err != nil {
		return fmt.Errorf("writing a temporary file: %w; make room, set TMPDIR to a folder that has it, or raise the function's EphemeralStorage", err)
	}
	w.from = w.next()
	w.buffer = w.buffer[:0]
	return nil
}

// read reads as many accesses as into holds, from that one on, by way of a buffer.
func (s *scratch) read(into []access, from int64, buffer []byte) error {
	b := buffer[:len(into)*accessSize]
	if _, err := s.file.ReadAt(b, from*accessSize); err != nil {
		return fmt.Errorf("reading a temporary file: %w", err)
	}
	s.crypt(b, from)
	for i := range into {
		at := b[i*accessSize:]
		into[i] = access{customer(binary.LittleEndian.Uint64(at)), moment(binary.LittleEndian.Uint64(at[8:]))} // #nosec G115 -- as it was written
	}
	return nil
}
