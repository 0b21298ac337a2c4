package ledger

import (
	"context"
	"crypto/ecdsa"
	"fmt"
	"sync"

	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"
)

// KMS signs with an asymmetric key of spec ECC_NIST_P256 that never leaves the
// service. The key must sign nothing but checkpoints.
type KMS struct {
	Client *kms.Client
	KeyID  string

	mu     sync.Mutex
	public *ecdsa.PublicKey // fetched once: a KMS signing key does not rotate
}

func (k *KMS) PublicKey(ctx context.Context) (*ecdsa.PublicKey, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.public != nil {
		return k.public, nil
	}
	out, err := k.Client.GetPublicKey(ctx, &kms.GetPublicKeyInput{KeyId: &k.KeyID})
	if err != nil {
		return nil, fmt.Errorf("fetching public key of %s: %w", k.KeyID, err)
	}
	key, err := parseDER(out.PublicKey)
	if err != nil {
		return nil, fmt.Errorf("fetching public key of %s (make one of spec ECC_NIST_P256): %w", k.KeyID, err)
	}
	k.public = key
	return key, nil
}

func (k *KMS) Sign(ctx context.Context, message []byte) ([]byte, error) {
	out, err := k.Client.Sign(ctx, &kms.SignInput{
		KeyId: &k.KeyID, Message: message, MessageType: types.MessageTypeRaw,
		SigningAlgorithm: types.SigningAlgorithmSpecEcdsaSha256,
	})
	if err != nil {
		return nil, fmt.Errorf("signing with key %s: %w", k.KeyID, err)
	}
	return out.Signature, nil
}
