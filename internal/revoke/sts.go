package revoke

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/tocsin-ir/tocsin/internal/incident"
)

// AWS is the Accounts of one organisation: its own account, and the member
// accounts that let Tocsin in through the role of infra/containment-role.yaml.
type AWS struct {
	Config     aws.Config
	Account    string // own account id
	Role       string // name of the role in member accounts; "" when there are none
	ExternalID string // "" when the role asks for none
}

// memberSession is how long the keys of a member account live, in seconds: the
// shortest that STS gives, which is also the longest that a function runs.
const memberSession = 900

func (a AWS) In(ctx context.Context, account string, id incident.ID) (IAM, error) {
	if account == a.Account {
		return NewAccountIAM(a.Config), nil
	}
	if a.Role == "" {
		return nil, &UnresolvedError{"it lives in another account (" + account + ") and no containment role is configured",
			"deploy infra/containment-role.yaml there and set CONTAINMENT_ROLE, or cut it off there by hand"}
	}
	in := &sts.AssumeRoleInput{
		RoleArn:         aws.String(fmt.Sprintf("arn:%s:iam::%s:role/%s", partition(a.Config.Region), account, a.Role)),
		RoleSessionName: aws.String("tocsin-" + string(id)), // so the member's CloudTrail names the incident
		DurationSeconds: aws.Int32(memberSession),
	}
	if a.ExternalID != "" {
		in.ExternalId = &a.ExternalID
	}
	out, err := sts.NewFromConfig(a.Config).AssumeRole(ctx, in)
	if err = fail("sts:AssumeRole", err); err != nil {
		if temporary(err) {
			return nil, fmt.Errorf("entering account %s: %w", account, err)
		}
		return nil, &UnresolvedError{"it lives in account " + account + ", which does not let Tocsin in (" + err.Error() + ")",
			"deploy infra/containment-role.yaml there with this stack's role and external id, or cut it off there by hand"}
	}
	member := a.Config.Copy()
	member.Credentials = credentials.NewStaticCredentialsProvider(aws.ToString(out.Credentials.AccessKeyId),
		aws.ToString(out.Credentials.SecretAccessKey), aws.ToString(out.Credentials.SessionToken))
	return NewAccountIAM(member), nil
}

// Caller returns the account and the ARN of whom cfg's credentials belong to.
func Caller(ctx context.Context, cfg aws.Config) (account, arn string, err error) {
	out, err := sts.NewFromConfig(cfg).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return "", "", fmt.Errorf("asking AWS who the caller is: %w", err)
	}
	return aws.ToString(out.Account), aws.ToString(out.Arn), nil
}

// partition is the part of AWS that a region belongs to, as ARNs spell it.
func partition(region string) string {
	switch {
	case len(region) > 3 && region[:3] == "cn-":
		return "aws-cn"
	case len(region) > 7 && region[:7] == "us-gov-":
		return "aws-us-gov"
	}
	return "aws"
}
