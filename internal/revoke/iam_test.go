package revoke_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/tocsin-ir/tocsin/internal/localaws"
	"github.com/tocsin-ir/tocsin/internal/revoke"
	"github.com/tocsin-ir/tocsin/internal/revoke/revoketest"
	"github.com/tocsin-ir/tocsin/internal/task"
)

// An admin is the root of one account of the local AWS.
type admin struct {
	revoke.IAM
	t       *testing.T
	account string
	config  aws.Config
	client  *iam.Client
	local   *localaws.Local
}

func newAdmin(t *testing.T, l *localaws.Local, rootKey string) admin {
	cfg := l.ConfigFor(rootKey, localaws.RootKey, "")
	account := rootKey
	if rootKey == localaws.RootKey {
		account = localaws.Account
	}
	return admin{revoke.NewAccountIAM(cfg), t, account, cfg, iam.NewFromConfig(cfg), l}
}

// user makes a user with a password and a key, and returns who holds the key.
func (a admin) user(name string) aws.Config {
	a.make("/", name)
	_, err := a.client.PutUserPolicy(a.t.Context(), &iam.PutUserPolicyInput{UserName: &name, PolicyName: aws.String("work"), PolicyDocument: aws.String(allowed)})
	must(a.t, err)
	return a.key(name)
}

// made wants that a thing of a name of its own was created. On a busy machine the
// answer of a creation is sometimes lost, and the SDK's second try finds the thing.
func made(t *testing.T, err error) {
	t.Helper()
	var exists *types.EntityAlreadyExistsException
	if !errors.As(err, &exists) {
		must(t, err)
	}
}

func (a admin) make(path, name string) {
	_, err := a.client.CreateUser(a.t.Context(), &iam.CreateUserInput{Path: &path, UserName: &name})
	made(a.t, err)
	_, err = a.client.CreateLoginProfile(a.t.Context(), &iam.CreateLoginProfileInput{UserName: &name, Password: aws.String("Str0ng-enough-for-a-test!")})
	made(a.t, err)
}

func (a admin) key(user string) aws.Config {
	before := a.keys(user)
	out, err := a.client.CreateAccessKey(a.t.Context(), &iam.CreateAccessKeyInput{UserName: &user})
	must(a.t, err)
	for _, id := range a.keys(user) { // of an answer that was lost, and asked for again
		if id != *out.AccessKey.AccessKeyId && !slices.Contains(before, id) {
			_, err := a.client.DeleteAccessKey(a.t.Context(), &iam.DeleteAccessKeyInput{UserName: &user, AccessKeyId: &id})
			must(a.t, err)
		}
	}
	return a.local.ConfigFor(*out.AccessKey.AccessKeyId, *out.AccessKey.SecretAccessKey, "")
}

func (a admin) keys(user string) (ids []string) {
	out, err := a.client.ListAccessKeys(a.t.Context(), &iam.ListAccessKeysInput{UserName: &user})
	must(a.t, err)
	for _, k := range out.AccessKeyMetadata {
		ids = append(ids, *k.AccessKeyId)
	}
	return ids
}

// role makes a role that its own account may take.
func (a admin) role(path, name, policy string) {
	trust := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::` + a.account + `:root"},"Action":"sts:AssumeRole"}]}`
	_, err := a.client.CreateRole(a.t.Context(), &iam.CreateRoleInput{Path: &path, RoleName: &name, AssumeRolePolicyDocument: &trust})
	made(a.t, err)
	_, err = a.client.PutRolePolicy(a.t.Context(), &iam.PutRolePolicyInput{RoleName: &name, PolicyName: aws.String("work"), PolicyDocument: &policy})
	must(a.t, err)
}

func (a admin) setup() revoketest.Setup {
	return revoketest.Setup{
		User: func(t *testing.T, path, name string) string {
			a.make(path, name)
			return keyID(t, a.key(name))
		},
		Role: func(_ *testing.T, path, name string) { a.role(path, name, allowed) },
		RemoveUser: func(t *testing.T, name string) {
			keys, err := a.Keys(t.Context(), name)
			must(t, err)
			for _, k := range keys {
				_, err := a.client.DeleteAccessKey(t.Context(), &iam.DeleteAccessKeyInput{UserName: &name, AccessKeyId: &k.ID})
				must(t, err)
			}
			must(t, a.RemovePassword(t.Context(), name))
			_, err = a.client.DeleteUser(t.Context(), &iam.DeleteUserInput{UserName: &name})
			must(t, err)
		},
	}
}

// IAM's own sentences name people; ours name the call and the code.
func TestIAMFaults(t *testing.T) {
	for name, c := range map[string]struct {
		status     int
		code, want string
		text       string
	}{
		"throttled":     {400, "Throttling", task.Temporary, "iam:UpdateAccessKey: Throttling"},
		"busy":          {409, "EntityTemporarilyUnmodifiable", task.Temporary, "iam:UpdateAccessKey: EntityTemporarilyUnmodifiable"},
		"at once":       {409, "ConcurrentModification", task.Temporary, "iam:UpdateAccessKey: ConcurrentModification"},
		"broken":        {500, "InternalFailure", task.Temporary, "iam:UpdateAccessKey: InternalFailure"},
		"not a service": {502, "", task.Temporary, "iam:UpdateAccessKey: "},
		"denied":        {403, "AccessDenied", task.Permanent, "iam:UpdateAccessKey: AccessDenied (allow it to the role that made the call)"},
		"full":          {409, "LimitExceeded", task.Permanent, "iam:UpdateAccessKey: LimitExceeded"},
		"unmodifiable":  {400, "UnmodifiableEntity", task.Permanent, "iam:UpdateAccessKey: UnmodifiableEntity"},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(c.status)
			_, _ = w.Write([]byte(`<ErrorResponse><Error><Type>Sender</Type><Code>` + c.code + `</Code><Message>user alice says no</Message></Error></ErrorResponse>`))
		}))
		a := revoke.NewAccountIAM(aws.Config{Region: "eu-central-1", BaseEndpoint: &server.URL, RetryMaxAttempts: 1,
			Credentials: credentials.NewStaticCredentialsProvider("AKIA", "x", "")})
		err := a.SetKey(t.Context(), "alice", "AKIAALICE1", false)
		server.Close()
		if task.Name(err) != c.want || !strings.HasPrefix(err.Error(), c.text) || strings.Contains(err.Error(), "alice") {
			t.Errorf("%s: %s error %v", name, task.Name(err), err)
		}
		err = a.SetKey(t.Context(), "alice", "AKIAALICE1", false)
		if task.Name(err) != task.Temporary || strings.Contains(err.Error(), "alice") {
			t.Errorf("no answer: %s error %v", task.Name(err), err)
		}
	}
}
