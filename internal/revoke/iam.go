package revoke

import (
	"context"
	"errors"
	"net/url"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
)

// AccountIAM is the IAM of the account that its configuration's credentials belong to.
type AccountIAM struct{ client *iam.Client }

// NewAccountIAM makes the IAM that cfg's credentials reach.
func NewAccountIAM(cfg aws.Config) AccountIAM { return AccountIAM{iam.NewFromConfig(cfg)} }

func (a AccountIAM) User(ctx context.Context, name string) (Entity, error) {
	out, err := a.client.GetUser(ctx, &iam.GetUserInput{UserName: &name})
	if err != nil {
		return Entity{}, iamFail("GetUser", err)
	}
	return Entity{ARN: aws.ToString(out.User.Arn), ID: aws.ToString(out.User.UserId)}, nil
}

func (a AccountIAM) Role(ctx context.Context, name string) (Entity, error) {
	out, err := a.client.GetRole(ctx, &iam.GetRoleInput{RoleName: &name})
	if err != nil {
		return Entity{}, iamFail("GetRole", err)
	}
	return Entity{ARN: aws.ToString(out.Role.Arn), ID: aws.ToString(out.Role.RoleId)}, nil
}

func (a AccountIAM) Keys(ctx context.Context, user string) ([]Key, error) {
	pages := iam.NewListAccessKeysPaginator(a.client, &iam.ListAccessKeysInput{UserName: &user})
	var keys []Key
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, unlessNone(iamFail("ListAccessKeys", err))
		}
		for _, k := range page.AccessKeyMetadata {
			keys = append(keys, Key{ID: aws.ToString(k.AccessKeyId), Active: k.Status == types.StatusTypeActive})
		}
	}
	return keys, nil
}

func (a AccountIAM) SetKey(ctx context.Context, user, key string, active bool) error {
	status := types.StatusTypeInactive
	if active {
		status = types.StatusTypeActive
	}
	_, err := a.client.UpdateAccessKey(ctx, &iam.UpdateAccessKeyInput{UserName: &user, AccessKeyId: &key, Status: status})
	return iamFail("UpdateAccessKey", err)
}

func (a AccountIAM) HasPassword(ctx context.Context, user string) (bool, error) {
	_, err := a.client.GetLoginProfile(ctx, &iam.GetLoginProfileInput{UserName: &user})
	if err = iamFail("GetLoginProfile", err); errors.Is(err, ErrNone) {
		return false, nil
	}
	return err == nil, err
}

func (a AccountIAM) RemovePassword(ctx context.Context, user string) error {
	_, err := a.client.DeleteLoginProfile(ctx, &iam.DeleteLoginProfileInput{UserName: &user})
	return unlessNone(iamFail("DeleteLoginProfile", err))
}

func (a AccountIAM) Policy(ctx context.Context, holder Identity, name string) (string, error) {
	var encoded *string
	if holder.Type == User {
		out, err := a.client.GetUserPolicy(ctx, &iam.GetUserPolicyInput{UserName: &holder.Name, PolicyName: &name})
		if err != nil {
			return "", unlessNone(iamFail("GetUserPolicy", err))
		}
		encoded = out.PolicyDocument
	} else {
		out, err := a.client.GetRolePolicy(ctx, &iam.GetRolePolicyInput{RoleName: &holder.Name, PolicyName: &name})
		if err != nil {
			return "", unlessNone(iamFail("GetRolePolicy", err))
		}
		encoded = out.PolicyDocument
	}
	// IAM hands policies out percent-encoded (RFC 3986).
	document, err := url.PathUnescape(aws.ToString(encoded))
	if err != nil {
		return "", errors.New("reading an inline policy: IAM's answer is not percent-encoded")
	}
	return document, nil
}

func (a AccountIAM) PutPolicy(ctx context.Context, holder Identity, name, document string) error {
	if holder.Type == User {
		_, err := a.client.PutUserPolicy(ctx, &iam.PutUserPolicyInput{UserName: &holder.Name, PolicyName: &name, PolicyDocument: &document})
		return iamFail("PutUserPolicy", err)
	}
	_, err := a.client.PutRolePolicy(ctx, &iam.PutRolePolicyInput{RoleName: &holder.Name, PolicyName: &name, PolicyDocument: &document})
	return iamFail("PutRolePolicy", err)
}

func (a AccountIAM) RemovePolicy(ctx context.Context, holder Identity, name string) error {
	if holder.Type == User {
		_, err := a.client.DeleteUserPolicy(ctx, &iam.DeleteUserPolicyInput{UserName: &holder.Name, PolicyName: &name})
		return unlessNone(iamFail("DeleteUserPolicy", err))
	}
	_, err := a.client.DeleteRolePolicy(ctx, &iam.DeleteRolePolicyInput{RoleName: &holder.Name, PolicyName: &name})
	return unlessNone(iamFail("DeleteRolePolicy", err))
}

func iamFail(call string, err error) error {
	var none *types.NoSuchEntityException
	if errors.As(err, &none) {
		return ErrNone
	}
	return fail("iam:"+call, err)
}

func unlessNone(err error) error {
	if errors.Is(err, ErrNone) {
		return nil
	}
	return err
}
