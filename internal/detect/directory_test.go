package detect

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/directory"
)

func TestCountCustomers(t *testing.T) {
	name := filepath.Join(t.TempDir(), "directory.csv")
	body := "customer_id,email,name,country,language,segment\nC1,a@example.com,A,DE,de,consumer\nC2,,,,,\nC1,a@example.com,A,DE,de,consumer\n\"C3\",,,,,\n"
	if err := os.WriteFile(name, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	if n, err := CountCustomers(t.Context(), directory.File(name)); err != nil || n != 3 {
		t.Errorf("%d customers, %v; want 3", n, err)
	}
	if _, err := CountCustomers(t.Context(), directory.File(name+"x")); err == nil {
		t.Error("a directory that is not there has customers")
	}
}
