package localaws

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/tocsin-ir/tocsin/internal/vault"
)

// artifacts is the bucket for what a deployment is made of.
const artifacts = "tocsin-artifacts"

// uploader returns a function that stores a body under its digest and returns
// its s3:// address, so that an unchanged part keeps its address.
func uploader(ctx context.Context, client *s3.Client) (func(name string, body []byte) (string, error), error) {
	_, err := client.CreateBucket(ctx, &s3.CreateBucketInput{
		Bucket:                    new(artifacts),
		CreateBucketConfiguration: &types.CreateBucketConfiguration{LocationConstraint: Region},
	})
	var mine *types.BucketAlreadyOwnedByYou
	if err != nil && !errors.As(err, &mine) {
		return nil, fmt.Errorf("creating the bucket %s: %w", artifacts, err)
	}
	return func(name string, body []byte) (string, error) {
		key := vault.Digest(body)[:16] + "/" + name
		_, err := client.PutObject(ctx, &s3.PutObjectInput{Bucket: new(artifacts), Key: &key, Body: bytes.NewReader(body)})
		if err != nil {
			return "", fmt.Errorf("uploading %s: %w", name, err)
		}
		return "s3://" + artifacts + "/" + key, nil
	}, nil
}
