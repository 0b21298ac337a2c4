package ledger

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/binary"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
)

// A Signer holds the ledger's private key, on NIST P-256.
type Signer interface {
	// PublicKey returns the key that Sign's signatures verify under.
	PublicKey(ctx context.Context) (*ecdsa.PublicKey, error)
	// Sign returns an ASN.1 DER signature over the SHA-256 of message.
	Sign(ctx context.Context, message []byte) ([]byte, error)
}

// A KeySigner signs with a key in memory: for runs without AWS.
type KeySigner struct{ Key *ecdsa.PrivateKey }

// NewKeySigner makes a fresh key.
func NewKeySigner() (KeySigner, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return KeySigner{}, fmt.Errorf("making signing key: %w", err)
	}
	return KeySigner{key}, nil
}

func (s KeySigner) PublicKey(context.Context) (*ecdsa.PublicKey, error) { return &s.Key.PublicKey, nil }

func (s KeySigner) Sign(_ context.Context, message []byte) ([]byte, error) {
	digest := sha256.Sum256(message)
	return s.Key.Sign(rand.Reader, digest[:], crypto.SHA256)
}

// MarshalKey gives a public key as PEM ("PUBLIC KEY", SubjectPublicKeyInfo).
func MarshalKey(key *ecdsa.PublicKey) ([]byte, error) {
	der, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		return nil, fmt.Errorf("encoding public key: %w", err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}), nil
}

// ParseKey reads a public key in PEM.
func ParseKey(body []byte) (*ecdsa.PublicKey, error) {
	block, _ := pem.Decode(body)
	if block == nil || block.Type != "PUBLIC KEY" {
		return nil, errors.New("reading public key: not a PEM file with a PUBLIC KEY")
	}
	return parseDER(block.Bytes)
}

func parseDER(der []byte) (*ecdsa.PublicKey, error) {
	parsed, err := x509.ParsePKIXPublicKey(der)
	if err != nil {
		return nil, fmt.Errorf("reading public key: %w", err)
	}
	key, ok := parsed.(*ecdsa.PublicKey)
	if !ok || key.Curve != elliptic.P256() {
		return nil, errors.New("reading public key: not an ECDSA key on NIST P-256")
	}
	return key, nil
}

// Fingerprint is the hex SHA-256 of the key's DER form, as
// "openssl pkey -pubin -in public-key.pem -outform der | sha256sum" prints it.
func Fingerprint(key *ecdsa.PublicKey) (string, error) {
	sum, err := keySum(key)
	return hex.EncodeToString(sum[:]), err
}

// keyID is the key id of C2SP's signed-note for ECDSA keys (signature type
// 0x02): the first four bytes, big-endian, of the SHA-256 of the key's DER
// form. Unlike for Ed25519, neither the name nor the type byte is hashed.
func keyID(key *ecdsa.PublicKey) (uint32, error) {
	sum, err := keySum(key)
	return binary.BigEndian.Uint32(sum[:4]), err
}

func keySum(key *ecdsa.PublicKey) ([sha256.Size]byte, error) {
	der, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		return [sha256.Size]byte{}, fmt.Errorf("encoding public key: %w", err)
	}
	return sha256.Sum256(der), nil
}
