package samples

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every struct that ends in Page has a sample that shows it.
func TestEveryPageHasASample(t *testing.T) {
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var shown []byte
	for _, path := range sources {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		shown = append(shown, data...)
	}
	files, err := filepath.Glob("../pages/*.go")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			if s, ok := node.(*ast.TypeSpec); ok && strings.HasSuffix(s.Name.Name, "Page") {
				n++
				if !strings.Contains(string(shown), "pages."+s.Name.Name+"{") {
					t.Errorf("%s has no sample", s.Name.Name)
				}
			}
			return true
		})
	}
	if n < 10 {
		t.Errorf("only %d pages found in ../pages", n)
	}
}
