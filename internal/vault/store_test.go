package vault_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/tocsin-ir/tocsin/internal/localaws"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// local is the AWS of this package's tests.
var local *localaws.Local

func TestMain(m *testing.M) {
	os.Exit(localaws.RunTests(m, localaws.Options{}, func(l *localaws.Local) { local = l }))
}

// bucket makes an empty bucket.
func bucket(t *testing.T) vault.S3 {
	t.Helper()
	name := "vault-" + strings.ToLower(rand.Text()) // a test may run several times
	client := vault.Client(local.Config())
	_, err := client.CreateBucket(t.Context(), &s3.CreateBucketInput{
		Bucket:                    &name,
		CreateBucketConfiguration: &types.CreateBucketConfiguration{LocationConstraint: localaws.Region},
	})
	var own *types.BucketAlreadyOwnedByYou
	if err != nil && !errors.As(err, &own) { // the SDK repeats a call whose answer was lost
		t.Fatal(err)
	}
	return vault.S3{Client: client, Bucket: name}
}

// conformance is what every Store promises. Each starts on an empty store.
var conformance = []struct {
	name string
	test func(*testing.T, vault.Store)
}{
	{"a reference gets its bytes back", roundTrip},
	{"a missing key is ErrMissing", missing},
	{"changed bytes are ErrChanged", changed},
	{"what is stored and read belongs to the caller", aliasing},
	{"a list has the prefix and is sorted", listing},
	{"JSON goes in and out", throughJSON},
}

func TestStores(t *testing.T) {
	stores := map[string]func(*testing.T) vault.Store{
		"Memory": func(*testing.T) vault.Store { return &vault.Memory{} },
		"S3":     func(t *testing.T) vault.Store { return bucket(t) },
	}
	for kind, open := range stores {
		for _, c := range conformance {
			t.Run(kind+"/"+c.name, func(t *testing.T) { c.test(t, open(t)) })
		}
	}
}

func put(t *testing.T, s vault.Store, key, body string) vault.Ref {
	t.Helper()
	ref, err := s.Put(t.Context(), key, []byte(body), 3)
	if err != nil {
		t.Fatalf("storing %s: %v", key, err)
	}
	return ref
}

func roundTrip(t *testing.T, s vault.Store) {
	keys := map[string]string{
		"incidents/inc-1/scope/list.json": `["C1"]`,
		"empty":                           "",
		"with space+plus/ü%41":            "binary \x00\xff\n", // customers' files have any name
	}
	for key, body := range keys {
		ref := put(t, s, key, body)
		if ref.Key != key || ref.Count != 3 || ref.SHA256 != vault.Digest([]byte(body)) || ref.Bucket == "" || ref.IsZero() {
			t.Errorf("Put(%q) gave %+v: a reference must name bucket, key, digest and count of what was stored", key, ref)
		}
		if got, err := s.Get(t.Context(), ref); err != nil || string(got) != body {
			t.Errorf("Get(%q) = %q, %v; want the stored %q", key, got, err, body)
		}
		if got, err := s.Read(t.Context(), key); err != nil || string(got) != body {
			t.Errorf("Read(%q) = %q, %v; want the stored %q", key, got, err, body)
		}
	}
}

func missing(t *testing.T, s vault.Store) {
	put(t, s, "here/and/more", "x")
	for _, key := range []string{"nothing", "here", "here/and/", "here/and/more/"} {
		if _, err := s.Read(t.Context(), key); !errors.Is(err, vault.ErrMissing) || !strings.Contains(err.Error(), key) {
			t.Errorf("Read(%q): %v; want ErrMissing that names the key, by which steps tell 'not yet' from a fault", key, err)
		}
		body, err := s.Get(t.Context(), vault.Ref{Bucket: put(t, s, "other", "").Bucket, Key: key})
		if !errors.Is(err, vault.ErrMissing) || body != nil {
			t.Errorf("Get(%q) = %q, %v; want ErrMissing and no bytes", key, body, err)
		}
	}
}

func changed(t *testing.T, s vault.Store) {
	old := put(t, s, "list", "C1\nC2\n")
	now := put(t, s, "list", "C1\nC3\n")
	if _, err := s.Get(t.Context(), old); !errors.Is(err, vault.ErrChanged) {
		t.Errorf("Get by the old reference: %v; want ErrChanged: a step must never act on other people than were approved", err)
	} else if strings.Contains(err.Error(), "C3") || !strings.Contains(err.Error(), "list") {
		t.Errorf("%q must name the key and none of the content", err)
	}
	if got, err := s.Get(t.Context(), now); err != nil || string(got) != "C1\nC3\n" {
		t.Errorf("Get by the new reference = %q, %v; want the new bytes", got, err)
	}
	if got, err := s.Read(t.Context(), "list"); err != nil || string(got) != "C1\nC3\n" {
		t.Errorf("Read = %q, %v; want what stands there now", got, err)
	}
	if again := put(t, s, "list", "C1\nC2\n"); again != old {
		t.Errorf("storing the same bytes again gave %+v, want %+v: a repeated step must give the same reference", again, old)
	}
	if _, err := s.Get(t.Context(), old); err != nil {
		t.Errorf("Get after the old bytes were stored again: %v; want them", err)
	}
	for _, sum := range []string{"", strings.ToUpper(old.SHA256)} {
		ref := old
		ref.SHA256 = sum
		if _, err := s.Get(t.Context(), ref); !errors.Is(err, vault.ErrChanged) {
			t.Errorf("Get with digest %q: %v; want ErrChanged, since only the exact digest vouches for the bytes", sum, err)
		}
	}
}

func aliasing(t *testing.T, s vault.Store) {
	body := []byte("kept")
	ref, err := s.Put(t.Context(), "k", body, 1)
	if err != nil {
		t.Fatal(err)
	}
	copy(body, "lost")
	got, err := s.Get(t.Context(), ref)
	if err != nil || !bytes.Equal(got, []byte("kept")) {
		t.Fatalf("after the caller reused its slice: %q, %v; want %q", got, err, "kept")
	}
	copy(got, "lost")
	if _, err := s.Get(t.Context(), ref); err != nil {
		t.Errorf("after a reader changed its slice: %v; want the stored bytes untouched", err)
	}
}

func listing(t *testing.T, s vault.Store) {
	for _, key := range []string{"b/2", "b/10", "a/1", "b/1", "bc", "b"} {
		put(t, s, key, key)
	}
	cases := []struct {
		prefix string
		want   []string
	}{
		{"b/", []string{"b/1", "b/10", "b/2"}},
		{"b", []string{"b", "b/1", "b/10", "b/2", "bc"}},
		{"", []string{"a/1", "b", "b/1", "b/10", "b/2", "bc"}},
		{"none/", nil},
	}
	for _, c := range cases {
		if got, err := s.List(t.Context(), c.prefix); err != nil || !slices.Equal(got, c.want) {
			t.Errorf("List(%q) = %q, %v; want %q", c.prefix, got, err, c.want)
		}
	}
}

func throughJSON(t *testing.T, s vault.Store) {
	want := map[string]int{"DE": 12, "FR": 3}
	ref, err := vault.PutJSON(t.Context(), s, "counts.json", want, 15)
	if err != nil {
		t.Fatal(err)
	}
	got, err := vault.GetJSON[map[string]int](t.Context(), s, ref)
	if err != nil || len(got) != 2 || got["DE"] != 12 || got["FR"] != 3 || ref.Count != 15 {
		t.Errorf("GetJSON = %v, %v with reference %+v; want %v and a count of 15", got, err, ref, want)
	}
	secret := put(t, s, "people.json", `"ada@example.org"`)
	if _, err := vault.GetJSON[[]string](t.Context(), s, secret); err == nil || strings.Contains(err.Error(), "ada") || !strings.Contains(err.Error(), "people.json") {
		t.Errorf("GetJSON of another shape: %v; want an error that names the key and none of the content", err)
	}
	if _, err := vault.GetJSON[string](t.Context(), s, vault.Ref{Bucket: secret.Bucket, Key: "none"}); !errors.Is(err, vault.ErrMissing) {
		t.Errorf("GetJSON of nothing: %v; want ErrMissing", err)
	}
	if ref, err := vault.PutJSON(t.Context(), s, "func.json", func() {}, 0); err == nil || !ref.IsZero() {
		t.Errorf("PutJSON of a function = %+v, %v; want an error and no reference", ref, err)
	}
}
