package rehearsal

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// takeOut returns somebody's temporary credentials, taken out with their key. They
// outlive the key: only a policy on the user cuts them.
func (c *company) takeOut(ctx context.Context, p person) (person, error) {
	out, err := sts.NewFromConfig(p.config(c.aws)).GetSessionToken(ctx, &sts.GetSessionTokenInput{})
	if err != nil {
		return person{}, fmt.Errorf("taking out a session of %s: %w", p.name, err)
	}
	p.key, p.secret = aws.ToString(out.Credentials.AccessKeyId), aws.ToString(out.Credentials.SecretAccessKey)
	p.token = aws.ToString(out.Credentials.SessionToken)
	return p, nil
}
