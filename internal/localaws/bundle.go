package localaws

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	kflate "github.com/klauspost/compress/flate"
)

// Bundle makes the deployment package of a Go function: its binary, as
// bootstrap. The same binary gives the same bytes.
func Bundle(binary string) ([]byte, error) {
	body, err := os.ReadFile(binary)
	if err != nil {
		return nil, fmt.Errorf("packing a function: %w; build it first", err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return kflate.NewWriter(w, flate.BestSpeed)
	})
	header := &zip.FileHeader{Name: "bootstrap", Method: zip.Deflate} // no time of its own
	header.SetMode(0o755)
	w, err := z.CreateHeader(header)
	if err != nil {
		return nil, fmt.Errorf("packing %s: %w", filepath.Base(binary), err)
	}
	if _, err := w.Write(body); err != nil {
		return nil, fmt.Errorf("packing %s: %w", filepath.Base(binary), err)
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("packing %s: %w", filepath.Base(binary), err)
	}
	return out.Bytes(), nil
}

// localPath finds the values of a template that name something on this machine,
// as `aws cloudformation package` does.
var localPath = regexp.MustCompile(`(?m)^(\s*)(CodeUri|DefinitionUri):\s*["']?([^\s"'{][^\s"']*)["']?\s*$`)

// packaged returns the template with every local CodeUri and DefinitionUri
// replaced by where upload put its content. dir holds the template, buildDir the
// functions' binaries.
func packaged(template []byte, dir, buildDir string, upload func(name string, body []byte) (string, error)) ([]byte, error) {
	var failed error
	out := localPath.ReplaceAllFunc(template, func(line []byte) []byte {
		m := localPath.FindSubmatch(line)
		indent, property, path := string(m[1]), string(m[2]), string(m[3])
		if failed != nil || strings.HasPrefix(path, "s3://") {
			return line
		}
		uri, err := place(property, path, dir, buildDir, upload)
		if err != nil {
			failed = err
			return line
		}
		return []byte(indent + property + ": " + uri)
	})
	return out, failed
}

func place(property, path, dir, buildDir string, upload func(string, []byte) (string, error)) (string, error) {
	if property == "CodeUri" {
		body, err := Bundle(filepath.Join(buildDir, filepath.Base(path)))
		if err != nil {
			return "", err
		}
		return upload(filepath.Base(path)+".zip", body)
	}
	body, err := os.ReadFile(filepath.Join(dir, path))
	if err != nil {
		return "", fmt.Errorf("packing the state machine: %w", err)
	}
	return upload(filepath.Base(path), body)
}
