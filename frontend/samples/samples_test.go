package samples

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"taizhang/backend/ledger"
	"taizhang/frontend"
)

var out = flag.String("out", "", "write every sample as a page into this folder, with its assets, to look at")

// pagesIn are the samples of a language, drawn once for all tests that only read them.
var pagesIn = map[ledger.Lang]func() []drawn{
	ledger.Chinese: sync.OnceValue(func() []drawn { return draw(ledger.Chinese) }),
	ledger.English: sync.OnceValue(func() []drawn { return draw(ledger.English) }),
}

type drawn struct {
	Name string
	html []byte
	page page
	err  error
}

func draw(l ledger.Lang) (all []drawn) {
	for _, s := range All(l) {
		var b bytes.Buffer
		err := s.Page.Render(context.Background(), &b)
		all = append(all, drawn{s.Name, b.Bytes(), read(b.Bytes()), err})
	}
	return all
}

func TestSamplesRender(t *testing.T) {
	for _, l := range []ledger.Lang{ledger.Chinese, ledger.English} {
		for _, s := range pagesIn[l]() {
			if s.err != nil {
				t.Errorf("render %s: %v", s.Name, s.err)
			}
			page := s.html
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
