package task

import (
	"context"
	"fmt"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
)

// AWS loads the function's configuration, or exits: without it nothing works.
func AWS(ctx context.Context) aws.Config {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		fmt.Fprintf(os.Stderr, "loading AWS configuration: %v\n", err)
		os.Exit(2)
	}
	return cfg
}
