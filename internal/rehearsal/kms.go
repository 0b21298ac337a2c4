package rehearsal

import (
	"context"
	"encoding/pem"
	"fmt"
	"os"
	"path/filepath"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
)

// publicKey fetches the ledger's public key from KMS, not from the dossier that
// it is to prove, and returns the file that it wrote.
func (d *desk) publicKey(ctx context.Context) (string, error) {
	key, err := kms.NewFromConfig(d.aws.Config()).GetPublicKey(ctx, &kms.GetPublicKeyInput{KeyId: aws.String(d.outputs["SigningKey"])})
	if err != nil {
		return "", fmt.Errorf("fetching the ledger's public key: %w", err)
	}
	file := filepath.Join(d.dir, "ledger-key.pem")
	body := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: key.PublicKey})
	if err := os.WriteFile(file, body, 0o600); err != nil {
		return "", fmt.Errorf("keeping the ledger's public key: %w", err)
	}
	return file, nil
}
