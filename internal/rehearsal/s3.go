package rehearsal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"

	"github.com/tocsin-ir/tocsin/internal/localaws"
)

// uploadData puts the log, the directory and what describes them where the
// company keeps them.
func (c *company) uploadData(ctx context.Context, w *World) error {
	client := s3.NewFromConfig(c.aws.Config())
	_, err := client.CreateBucket(ctx, &s3.CreateBucketInput{
		Bucket:                    aws.String(companyStore),
		CreateBucketConfiguration: &types.CreateBucketConfiguration{LocationConstraint: localaws.Region},
	})
	var again *types.BucketAlreadyOwnedByYou // of the story before
	if err != nil && !errors.As(err, &again) {
		return fmt.Errorf("creating the company's bucket: %w", err)
	}
	if err := upload(ctx, client, w.Directory, companyStore, directoryKey); err != nil {
		return err
	}
	dataset := describe("s3://"+companyStore+"/"+logPrefix, "s3://"+companyStore+"/"+directoryKey, w.Theme)
	if err := put(ctx, client, dataset, companyStore, datasetKey); err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(w.LogDir, "*"))
	if err != nil {
		return fmt.Errorf("listing the log: %w", err)
	}
	for _, name := range files {
		if err := upload(ctx, client, name, companyStore, logPrefix+filepath.Base(name)); err != nil {
			return err
		}
	}
	return nil
}

func upload(ctx context.Context, client *s3.Client, file, bucket, key string) error {
	body, err := os.ReadFile(file) // #nosec G304 -- a file of the invented world
	if err != nil {
		return fmt.Errorf("uploading %s: %w", key, err)
	}
	return put(ctx, client, body, bucket, key)
}

func put(ctx context.Context, client *s3.Client, body []byte, bucket, key string) error {
	if _, err := client.PutObject(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: &key, Body: bytes.NewReader(body)}); err != nil {
		return fmt.Errorf("uploading %s: %w", key, err)
	}
	return nil
}

// handIn puts customers' reports into Tocsin's intake, as customer support does.
func (c *company) handIn(ctx context.Context, w *World) error {
	return upload(ctx, s3.NewFromConfig(c.aws.Config()), w.Reports, c.outputs["IntakeBucket"], "reports/support.csv")
}

// reads says whether somebody's key opens the customer directory; denied is
// IAM's word for no.
func (c *company) reads(ctx context.Context, p person) (denied string, err error) {
	_, err = s3.NewFromConfig(p.config(c.aws)).GetObject(ctx, &s3.GetObjectInput{
		Bucket: aws.String(companyStore), Key: aws.String(directoryKey), Range: aws.String("bytes=0-99"),
	})
	var refused smithy.APIError
	if errors.As(err, &refused) {
		return refused.ErrorCode(), nil
	}
	return "", err
}

// clear removes the company's files of the story before.
func (c *company) clear(ctx context.Context) error {
	client := s3.NewFromConfig(c.aws.Config())
	pages := s3.NewListObjectsV2Paginator(client, &s3.ListObjectsV2Input{Bucket: new(companyStore)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return fmt.Errorf("listing the company's bucket: %w", err)
		}
		var old []types.ObjectIdentifier
		for _, o := range page.Contents {
			old = append(old, types.ObjectIdentifier{Key: o.Key})
		}
		if len(old) == 0 {
			continue
		}
		if _, err := client.DeleteObjects(ctx, &s3.DeleteObjectsInput{Bucket: new(companyStore), Delete: &types.Delete{Objects: old}}); err != nil {
			return fmt.Errorf("emptying the company's bucket: %w", err)
		}
	}
	return nil
}
