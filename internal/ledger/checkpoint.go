package ledger

import (
	"context"
	"crypto/ecdsa"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Origin names the ledger in its checkpoints: a URL without scheme that no
// other ledger has, since bucket names are global. It is also the key's name.
func Origin(bucket string) string { return bucket + ".s3.amazonaws.com/ledger" }

// formatCheckpoint gives the text of a C2SP checkpoint (tlog-checkpoint):
// origin, size, base64 root hash, each on its line.
func formatCheckpoint(origin string, tree tlog.Tree) string {
	return fmt.Sprintf("%s\n%d\n%s\n", origin, tree.N, tree.Hash)
}

func parseCheckpoint(text string) (origin string, tree tlog.Tree, err error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[0] == "" || lines[3] != "" {
		return "", tree, errors.New("reading checkpoint: not the three lines origin, size, root hash")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 1 {
		return "", tree, errors.New("reading checkpoint: its second line is not a tree size")
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return "", tree, errors.New("reading checkpoint: its third line is not a hash")
	}
	tree = tlog.Tree{N: size, Hash: root}
	if formatCheckpoint(lines[0], tree) != text {
		return "", tree, errors.New("reading checkpoint: not in the encoding that the ledger writes")
	}
	return lines[0], tree, nil
}

// signCheckpoint signs the tree as a note whose only signature is signer's.
func signCheckpoint(ctx context.Context, signer Signer, origin string, tree tlog.Tree) (string, error) {
	key, err := signer.PublicKey(ctx)
	if err != nil {
		return "", err
	}
	id, err := keyID(key)
	if err != nil {
		return "", err
	}
	signed, err := note.Sign(&note.Note{Text: formatCheckpoint(origin, tree)}, noteSigner{ctx, signer, origin, id})
	if err != nil {
		return "", fmt.Errorf("signing checkpoint of %d entries: %w", tree.N, err)
	}
	return string(signed), nil
}

// openCheckpoint checks the signature and returns what was signed. Exactly one
// signature in its one encoding is accepted, so that no byte is free to change.
func openCheckpoint(signed string, key *ecdsa.PublicKey) (origin string, tree tlog.Tree, err error) {
	id, err := keyID(key)
	if err != nil {
		return "", tree, err
	}
	name, _, _ := strings.Cut(signed, "\n")
	n, err := note.Open([]byte(signed), note.VerifierList(noteVerifier{name, id, key}))
	var unknown *note.UnverifiedNoteError
	switch {
	case errors.As(err, &unknown):
		return "", tree, errors.New("reading checkpoint: it was not signed with this key")
	case err != nil:
		return "", tree, fmt.Errorf("reading checkpoint: %w", err)
	}
	again, err := note.Sign(&note.Note{Text: n.Text, Sigs: n.Sigs})
	if err != nil || string(again) != signed || len(n.Sigs) != 1 || canonical64(n.Sigs[0].Base64) != nil {
		return "", tree, errors.New("reading checkpoint: not in the encoding that the ledger writes")
	}
	return parseCheckpoint(n.Text)
}

// canonical64 refuses base64 with line ends or with bits set that carry nothing.
func canonical64(s string) error {
	body, err := base64.StdEncoding.Strict().DecodeString(s)
	if err == nil && base64.StdEncoding.EncodeToString(body) != s {
		err = errors.New("not canonical base64")
	}
	return err
}

type noteSigner struct {
	ctx    context.Context
	signer Signer
	name   string
	id     uint32
}

func (s noteSigner) Name() string                     { return s.name }
func (s noteSigner) KeyHash() uint32                  { return s.id }
func (s noteSigner) Sign(text []byte) ([]byte, error) { return s.signer.Sign(s.ctx, text) }

type noteVerifier struct {
	name string
	id   uint32
	key  *ecdsa.PublicKey
}

func (v noteVerifier) Name() string    { return v.name }
func (v noteVerifier) KeyHash() uint32 { return v.id }
func (v noteVerifier) Verify(text, signature []byte) bool {
	digest := sha256.Sum256(text)
	return ecdsa.VerifyASN1(v.key, digest[:], signature)
}
