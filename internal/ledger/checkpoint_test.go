package ledger

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var someTree = tlog.Tree{N: 42, Hash: tlog.RecordHash([]byte("x"))}

func TestCheckpointFormat(t *testing.T) {
	signed, err := signCheckpoint(t.Context(), testKey, Origin("evidence"), someTree)
	if err != nil {
		t.Fatal(err)
	}
	text, line, ok := strings.Cut(signed, "\n\n")
	want := "evidence.s3.amazonaws.com/ledger\n42\n" + someTree.Hash.String()
	if !ok || text != want {
		t.Fatalf("text is\n%s\nwant\n%s", text, want)
	}
	fields := strings.Fields(line)
	if len(fields) != 3 || fields[0] != "—" || fields[1] != "evidence.s3.amazonaws.com/ledger" {
		t.Fatalf("signature line %q", line)
	}
	raw, err := base64.StdEncoding.DecodeString(fields[2])
	if err != nil {
		t.Fatal(err)
	}
	// C2SP signed-note, type 0x02: id and signature, computed here by hand.
	der, err := x509.MarshalPKIXPublicKey(&testKey.Key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	id := sha256.Sum256(der)
	if !bytes.Equal(raw[:4], id[:4]) {
		t.Errorf("key id %x, want %x", raw[:4], id[:4])
	}
	digest := sha256.Sum256([]byte(text + "\n"))
	if !ecdsa.VerifyASN1(&testKey.Key.PublicKey, digest[:], raw[4:]) {
		t.Error("the signature is not over the SHA-256 of the text")
	}
	origin, tree, err := openCheckpoint(signed, &testKey.Key.PublicKey)
	if err != nil || origin != Origin("evidence") || tree != someTree {
		t.Fatalf("opened as %s, %v (%v)", origin, tree, err)
	}
}

func TestCheckpointAnyByteChanged(t *testing.T) {
	signed, err := signCheckpoint(t.Context(), testKey, Origin("evidence"), someTree)
	if err != nil {
		t.Fatal(err)
	}
	for i := range signed {
		for bit := range 8 {
			changed := []byte(signed)
			changed[i] ^= 1 << bit
			if _, _, err := openCheckpoint(string(changed), &testKey.Key.PublicKey); err == nil {
				t.Fatalf("accepted with bit %d of byte %d changed:\n%s", bit, i, changed)
			}
		}
	}
}

func TestCheckpointRefused(t *testing.T) {
	stranger, err := NewKeySigner()
	if err != nil {
		t.Fatal(err)
	}
	sign := func(s Signer, origin string, tree tlog.Tree) string {
		signed, err := signCheckpoint(t.Context(), s, origin, tree)
		if err != nil {
			t.Fatal(err)
		}
		return signed
	}
	signText := func(text string) string {
		id, err := keyID(&testKey.Key.PublicKey)
		if err != nil {
			t.Fatal(err)
		}
		signed, err := note.Sign(&note.Note{Text: text}, noteSigner{t.Context(), testKey, strings.Split(text, "\n")[0], id})
		if err != nil {
			t.Fatal(err)
		}
		return string(signed)
	}
	good, other := sign(testKey, "o", someTree), sign(stranger, "o", someTree)
	_, second, _ := strings.Cut(other, "\n\n")
	for name, signed := range map[string]string{
		"empty":             "",
		"another key":       other,
		"second signature":  good + second,
		"no signature":      strings.SplitAfter(good, "\n\n")[0],
		"size 0":            sign(testKey, "o", tlog.Tree{}),
		"negative size":     sign(testKey, "o", tlog.Tree{N: -1}),
		"text after it":     good + "x",
		"extension line":    signText("o\n42\n" + someTree.Hash.String() + "\nmore\n"),
		"size with a zero":  signText("o\n042\n" + someTree.Hash.String() + "\n"),
		"no number":         signText("o\nmany\n" + someTree.Hash.String() + "\n"),
		"hash cut":          signText("o\n42\nAAAA\n"),
		"signed twice over": good + strings.SplitAfter(good, "\n\n")[1],
	} {
		if _, _, err := openCheckpoint(signed, &testKey.Key.PublicKey); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestKeyFiles(t *testing.T) {
	body, err := MarshalKey(&testKey.Key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ParseKey(body)
	if err != nil || !key.Equal(&testKey.Key.PublicKey) {
		t.Fatalf("read back as %v (%v)", key, err)
	}
	if print, err := Fingerprint(key); err != nil || len(print) != 64 {
		t.Fatalf("fingerprint %q (%v)", print, err)
	}
	p384, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	wrongCurve, err := MarshalKey(&p384.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string][]byte{
		"empty": nil, "no PEM": []byte("key"), "curve": wrongCurve,
		"private":  bytes.ReplaceAll(body, []byte("PUBLIC"), []byte("PRIVATE")),
		"not DER":  pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: []byte("x")}),
		"an older": pem.EncodeToMemory(&pem.Block{Type: "RSA PUBLIC KEY", Bytes: []byte("x")}),
	} {
		if _, err := ParseKey(body); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
