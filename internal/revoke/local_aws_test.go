package revoke_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/smithy-go"

	"github.com/tocsin-ir/tocsin/internal/localaws"
	"github.com/tocsin-ir/tocsin/internal/revoke"
	"github.com/tocsin-ir/tocsin/internal/revoke/revoketest"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

const (
	// functionRole may do what the revoke function's role may do in its own account.
	functionRole = "arn:aws:iam::000000000000:role/tocsin-Revoke"
	rights       = `{"Version":"2012-10-17","Statement":[
 {"Effect":"Allow","Action":["iam:GetUser","iam:ListAccessKeys","iam:UpdateAccessKey","iam:GetLoginProfile","iam:DeleteLoginProfile",
  "iam:GetUserPolicy","iam:PutUserPolicy","iam:DeleteUserPolicy"],"Resource":"arn:aws:iam::000000000000:user/*"},
 {"Effect":"Allow","Action":["iam:GetRole","iam:GetRolePolicy","iam:PutRolePolicy","iam:DeleteRolePolicy"],"Resource":"arn:aws:iam::000000000000:role/*"},
 {"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::*:role/TocsinContainment"},
 {"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::evidence-*/incidents/*"},
 {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::evidence-*"}]}`

	externalID = "0123456789abcdef"
	// allowed lets its holder pass door.
	allowed = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}`
)

// TestLocalAWS contains suspects in an IAM that enforces its policies, with no
// more rights than the function has: what worked before is refused after, and
// works again when it is undone.
func TestLocalAWS(t *testing.T) {
	l := localaws.ForTest(t, localaws.Options{Auth: true})
	root := newAdmin(t, l, localaws.RootKey)
	root.role("/", "tocsin-Revoke", rights)
	self := assume(t, root.config, functionRole, "function")

	inBucket := func(t *testing.T, external string) *scene {
		bucket := "evidence-" + strings.ToLower(strings.ReplaceAll(t.Name()[len("TestLocalAWS/"):], "_", "-"))
		makeBucket(t, root.config, bucket)
		return &scene{t: t, Revoker: revoke.Revoker{
			Accounts: revoke.AWS{Config: self, Account: localaws.Account, Role: "TocsinContainment", ExternalID: external},
			People:   &vault.Memory{}, Evidence: revoke.Bucket{S3: vault.S3{Client: vault.Client(self), Bucket: bucket}},
			Account: localaws.Account, MaxSuspects: revoke.DefaultMaxSuspects, Now: time.Now, Wait: revoke.Sleep,
		}}
	}

	t.Run("IAM keeps the promises", func(t *testing.T) {
		revoketest.Conformance(t, revoke.NewAccountIAM(root.config), root.setup())
	})
	t.Run("bucket keeps the promises", func(t *testing.T) {
		s := inBucket(t, "")
		evidencePromises(t, s.Evidence)
	})
	t.Run("user", func(t *testing.T) {
		s := inBucket(t, "")
		first, second := root.user("insider"), root.key("insider")
		must(t, root.SetKey(t.Context(), "insider", keyID(t, second), false))
		opens(t, "first key", first, true)
		opens(t, "second key, inactive", second, false)
		if got := s.contain("insider"); got.Cut != 4 || !got.Contained {
			t.Errorf("contained %+v", got)
		}
		opens(t, "first key after the cut", first, false)
		must(t, root.SetKey(t.Context(), "insider", keyID(t, first), true))
		opens(t, "first key, made active by somebody, against the deny policy", first, false)
		if got := s.undo(); got.GivenBack != 2 || got.AsBefore != 1 || len(got.ByHand) != 1 {
			t.Errorf("undo %+v", got)
		}
		opens(t, "first key after the undo", first, true)
		opens(t, "second key after the undo", second, false)
	})
	t.Run("one session", func(t *testing.T) {
		s := inBucket(t, "")
		root.role("/people/", "Support", allowed)
		const support = "arn:aws:iam::000000000000:role/people/Support"
		alice, bob := assume(t, root.config, support, "alice"), assume(t, root.config, support, "bob")
		if got := s.contain("arn:aws:sts::000000000000:assumed-role/Support/alice"); got.Cut != 1 || !got.Contained {
			t.Errorf("contained %+v", got)
		}
		opens(t, "the suspect's session", alice, false)
		opens(t, "a new session of the suspect", assume(t, root.config, support, "alice"), false)
		opens(t, "a colleague's session", bob, true)
		s.undo()
		opens(t, "the suspect's session after the undo", alice, true)
	})
	t.Run("all sessions", func(t *testing.T) {
		s := inBucket(t, "")
		root.role("/", "Batch", allowed)
		const batch = "arn:aws:iam::000000000000:role/Batch"
		living := assume(t, root.config, batch, "a")
		if got := s.contain(batch); got.Cut != 1 || !got.Contained {
			t.Errorf("contained %+v", got)
		}
		opens(t, "a living session", living, false)
		// Issue times have whole seconds: a session of the second of the cut is denied as well.
		for fresh := living; door(t, fresh) != nil; fresh = assume(t, root.config, batch, "a") {
			if t.Context().Err() != nil {
				t.Fatal("no new session works")
			}
		}
		opens(t, "a living session, still", living, false)
		s.undo()
		opens(t, "a living session after the undo", living, true)
	})
	t.Run("member account", func(t *testing.T) {
		other := newAdmin(t, l, member)
		carol, glass := other.user("carol"), other.user("glass-1")
		both := []string{"arn:aws:iam::222222222222:user/carol", "arn:aws:iam::222222222222:user/glass-1"}
		s := inBucket(t, externalID)
		if got := s.contain(both...); got.Contained || got.Unresolved != 2 {
			t.Errorf("without the role: %+v", got)
		}
		deploy(t, other.config, "../../infra/containment-role.yaml", map[string]string{
			"TocsinRoleArn": functionRole, "ExternalId": externalID,
			"ProtectedArns": "arn:aws:iam::222222222222:user/glass*",
		})
		wrong := s.Revoker
		wrong.Accounts = revoke.AWS{Config: self, Account: localaws.Account, Role: "TocsinContainment", ExternalID: "another"}
		got, err := wrong.Plan(t.Context(), revoke.PlanRequest{Incident: id, Suspects: s.suspects(both...)})
		if err != nil || got.Unresolved != 2 {
			t.Errorf("with a wrong external id: %+v, %v", got, err)
		}
		opens(t, "key before the cut", carol, true)
		// The account's owner protects glass-1, though our own settings do not.
		if got := s.contain(both...); got.Cut != 3 || got.Open != 3 || got.Unresolved != 0 {
			t.Errorf("with the role: %+v %+v", got, stored[revoke.Report](s, "report.json"))
		}
		opens(t, "key after the cut", carol, false)
		opens(t, "key of a protected user", glass, true)
		s.undo()
		opens(t, "key after the undo", carol, true)
	})
}

// opens checks whether somebody's credentials work, or are refused.
func opens(t *testing.T, whose string, cfg aws.Config, want bool) {
	t.Helper()
	err := door(t, cfg)
	var api smithy.APIError
	refused := errors.As(err, &api) && slices.Contains([]string{"AccessDenied", "InvalidAccessKeyId", "InvalidClientTokenId"}, api.ErrorCode())
	if want && err != nil || !want && !refused {
		t.Errorf("%s: %v, want it to work: %v", whose, err, want)
	}
}

func keyID(t *testing.T, cfg aws.Config) string {
	t.Helper()
	c, err := cfg.Credentials.Retrieve(t.Context())
	must(t, err)
	return c.AccessKeyID
}
