package samples

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"taizhang/backend/ledger"
	"taizhang/frontend"
)

var out = flag.String("out", "", "write every sample as a page into this folder, with its assets, to look at")

func render(t *testing.T, s Sample) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.Page.Render(context.Background(), &b); err != nil {
		t.Fatalf("render %s: %v", s.Name, err)
	}
	return b.Bytes()
}

func TestSamplesRender(t *testing.T) {
	for _, l := range []ledger.Lang{ledger.Chinese, ledger.English} {
		for _, s := range All(l) {
			page := render(t, s)
			if *out != "" {
				write(t, filepath.Join(*out, s.Name+"."+string(l)+".html"), bytes.ReplaceAll(page, []byte(`="/assets/`), []byte(`="assets/`)))
			}
		}
	}
	if *out != "" {
		for name, data := range frontend.All() {
			write(t, filepath.Join(*out, name), data)
		}
	}
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
