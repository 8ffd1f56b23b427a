// Package backend_test holds the tests of the code base itself: who may import whom, and that nobody speaks one language
// only. They read the source, for the answers of `go list` are cached by `go test` and go on saying ok.
package backend_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// allowed is what a package may import beside the standard library: packages of ours, by their folders, and modules of others.
type allowed struct{ ours, theirs []string }

// arrows lists every package. They only go down: a package imports what stands below it, and never its neighbours.
var arrows = map[string]allowed{
	"backend/cmd/taizhang": {
		ours:   []string{"seeds", "backend/bench", "backend/web", "backend/export", "backend/intake", "backend/extract", "backend/notice", "backend/printer", "backend/store", "backend/calendar", "backend/ledger"},
		theirs: []string{"github.com/alecthomas/kong", "github.com/alexedwards/argon2id", "golang.org/x/net/netutil", "golang.org/x/sys", "golang.org/x/term"},
	},
	"backend/bench": {
		ours:   []string{"seeds", "backend/web", "backend/intake", "backend/store", "backend/calendar", "backend/ledger", "docs/api"},
		theirs: []string{"github.com/gin-gonic/gin"},
	},
	"backend/web": {
		ours:   []string{"frontend", "frontend/pages", "frontend/parts", "frontend/samples", "backend/export", "backend/intake", "backend/notice", "backend/printer", "backend/store", "backend/calendar", "backend/ledger", "docs/api"},
		theirs: []string{"github.com/gin-gonic/gin", "github.com/a-h/templ", "github.com/alexedwards/scs/v2", "github.com/alexedwards/argon2id", "github.com/klauspost/compress", "golang.org/x/text", "golang.org/x/time", "github.com/pquerna/otp", "github.com/boombuler/barcode", "github.com/prometheus/client_golang"},
	},
	"frontend":         {},
	"frontend/samples": {ours: []string{"frontend/pages", "frontend/parts", "backend/ledger"}, theirs: []string{"github.com/a-h/templ"}},
	"frontend/pages":   {ours: []string{"frontend", "frontend/parts", "backend/ledger"}, theirs: []string{"github.com/a-h/templ"}},
	"frontend/parts":   {ours: []string{"frontend", "backend/ledger"}, theirs: []string{"github.com/a-h/templ"}},

	"backend/export": {ours: []string{"backend/docx", "backend/ledger", "backend/calendar"}, theirs: []string{"github.com/xuri/excelize/v2", "github.com/arran4/golang-ical"}},
	"backend/intake": {ours: []string{"backend/extract", "backend/ledger", "backend/calendar"}, theirs: []string{"golang.org/x/text", "golang.org/x/net/html", "go.yaml.in/yaml/v3", "github.com/klippa-app/go-pdfium", "github.com/tetratelabs/wazero"}},
	"backend/store": {
		ours:   []string{"backend/ledger", "backend/calendar"},
		theirs: []string{"gorm.io/gorm", "gorm.io/driver/sqlite", "gorm.io/driver/postgres", "github.com/jackc/pgx/v5", "github.com/mattn/go-sqlite3", "modernc.org/sqlite", "github.com/pressly/goose/v3", "golang.org/x/text"},
	},

	"backend/store/storetest": {theirs: []string{"github.com/jackc/pgx/v5"}},
	"backend/notice":          {ours: []string{"backend/ledger"}, theirs: []string{"github.com/wneessen/go-mail"}},
	"backend/extract":         {ours: []string{"backend/zh", "backend/ledger"}},
	"backend/zh":              {},
	"backend/zh/zhtest":       {},
	"backend/docx":            {ours: []string{"backend/ledger"}},
	"backend/printer":         {ours: []string{"backend/ledger"}},
	"backend/calendar":        {ours: []string{"backend/ledger"}},
	"backend/ledger":          {},
	"seeds":                   {},
	"docs/api":                {theirs: []string{"go.yaml.in/yaml/v3"}},
}

const module = "taizhang/"

// forbidden says what stands against package pkg importing the path, or "".
func forbidden(pkg, imported string) string {
	may, listed := arrows[pkg]
	within := func(root string) bool { return imported == root || strings.HasPrefix(imported, root+"/") }
	ours, own := strings.CutPrefix(imported, module)
	switch {
	case !listed:
		return fmt.Sprintf("package %s is not on the list of arrows; add it there and to docs/map.md, or make it a file of another", pkg)
	case own && !slices.Contains(may.ours, ours):
		return fmt.Sprintf("%s may not import %s: arrows only go down, and never between neighbours", pkg, ours)
	case !own && strings.Contains(strings.Split(imported, "/")[0], ".") && !slices.ContainsFunc(may.theirs, within):
		return fmt.Sprintf("%s may not import %s: it has its one place elsewhere, or is not on the list yet", pkg, imported)
	}
	return ""
}

func TestArrows(t *testing.T) {
	seen := map[string]bool{}
	for _, file := range sources(t) {
		pkg := path.Dir(file)
		seen[pkg] = true
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", file), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		if len(f.Imports) == 0 && forbidden(pkg, "") != "" {
			t.Errorf("%s: %s", file, forbidden(pkg, ""))
		}
		for _, i := range f.Imports {
			imported, _ := strconv.Unquote(i.Path.Value)
			if why := forbidden(pkg, imported); why != "" {
				t.Errorf("%s: %s", file, why)
			}
		}
	}
	for pkg := range arrows {
		if !seen[pkg] {
			t.Errorf("package %s is on the list of arrows and not in the tree", pkg)
		}
	}
}

// sources lists the Go files that make up the programs, from the project's root, in order.
func sources(t *testing.T) (files []string) {
	t.Helper()
	err := filepath.WalkDir("..", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		skipped := d.Name() == "node_modules" || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && d.Name() != ".."
		if d.IsDir() && skipped {
			return filepath.SkipDir
		}
		if strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			rel, err := filepath.Rel("..", name)
			files = append(files, filepath.ToSlash(rel))
			return err
		}
		return nil
	})
	if err != nil || len(files) < 10 {
		t.Fatalf("read the source tree: %d files, %v", len(files), err)
	}
	return files
}

func TestArrowsCatch(t *testing.T) {
	for _, x := range []struct {
		pkg, imported string
		bad           bool
	}{
		{"backend/ledger", "gorm.io/gorm", true},
		{"backend/ledger", "taizhang/backend/calendar", true},
		{"backend/zh", "golang.org/x/text/unicode/norm", true},
		{"backend/export", "taizhang/backend/store", true},
		{"backend/store", "taizhang/backend/intake", true},
		{"backend/store", "gorm.io/gormless", true},
		{"backend/intake", "github.com/gin-gonic/gin", true},
		{"frontend/pages", "taizhang/backend/store", true},
		{"backend/util", "", true},
		{"backend/util", "fmt", true},
		{"backend/store", "gorm.io/gorm/logger", false},
		{"backend/calendar", "taizhang/backend/ledger", false},
		{"backend/zh", "encoding/json", false},
	} {
		if why := forbidden(x.pkg, x.imported); (why != "") != x.bad {
			t.Errorf("%s imports %q: %q", x.pkg, x.imported, why)
		}
	}
}
