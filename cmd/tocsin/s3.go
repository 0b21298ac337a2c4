package main

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/tocsin-ir/tocsin/internal/dataset"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// s3Clients makes a client with the user's own credentials, when one is needed.
func s3Clients(ctx context.Context) dataset.Clients {
	return func() (*s3.Client, error) {
		cfg, err := config.LoadDefaultConfig(ctx)
		if err != nil {
			return nil, fmt.Errorf("loading AWS configuration: %w", err)
		}
		return vault.Client(cfg), nil
	}
}
