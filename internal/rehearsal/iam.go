package rehearsal

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/tocsin-ir/tocsin/internal/localaws"
)

// What people may do.
const (
	// readsCustomers is the policy of support agents.
	readsCustomers = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject",
		"Resource": "arn:aws:s3:::` + companyStore + `/` + directoryKey + `"}]}`
	// callsTocsin lets somebody call every route: who may decide is Tocsin's rule, not IAM's.
	callsTocsin = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "execute-api:Invoke",
		"Resource": "arn:aws:execute-api:` + localaws.Region + `:` + localaws.Account + `:*/*/*/incidents*"}]}`
)

// hire makes an IAM user with an access key and one inline policy.
func (c *company) hire(ctx context.Context, name, policy string) (person, error) {
	client := iam.NewFromConfig(c.aws.Config())
	if _, err := client.CreateUser(ctx, &iam.CreateUserInput{UserName: &name}); !made(err) {
		return person{}, fmt.Errorf("creating the user %s: %w", name, err)
	}
	user, err := client.GetUser(ctx, &iam.GetUserInput{UserName: &name})
	if err != nil {
		return person{}, fmt.Errorf("creating the user %s: %w", name, err)
	}
	_, err = client.PutUserPolicy(ctx, &iam.PutUserPolicyInput{UserName: &name, PolicyName: aws.String("work"), PolicyDocument: &policy})
	if err != nil {
		return person{}, fmt.Errorf("giving the user %s a policy: %w", name, err)
	}
	key, err := client.CreateAccessKey(ctx, &iam.CreateAccessKeyInput{UserName: &name})
	if err != nil {
		return person{}, fmt.Errorf("giving the user %s a key: %w", name, err)
	}
	return person{
		name: name, arn: aws.ToString(user.User.Arn),
		key: aws.ToString(key.AccessKey.AccessKeyId), secret: aws.ToString(key.AccessKey.SecretAccessKey),
	}, nil
}

// giveConsole gives a user a password for the console.
func (c *company) giveConsole(ctx context.Context, name string) error {
	_, err := iam.NewFromConfig(c.aws.Config()).CreateLoginProfile(ctx, &iam.CreateLoginProfileInput{
		UserName: &name, Password: aws.String(rand.Text() + "-aA1"),
	})
	if !made(err) {
		return fmt.Errorf("giving the user %s a console password: %w", name, err)
	}
	return nil
}

// made says whether a creation succeeded. On a busy machine its answer is
// sometimes lost, and the SDK's second try finds the thing.
func made(err error) bool {
	var exists *types.EntityAlreadyExistsException
	return err == nil || errors.As(err, &exists)
}
