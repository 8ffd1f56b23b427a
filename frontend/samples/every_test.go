package samples

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"
)

// Every struct that ends in Page has a sample that shows it.
func TestEveryPageHasASample(t *testing.T) {
	shown, err := os.ReadFile("samples.go")
	if err != nil {
		t.Fatal(err)
	}
	pages, err := parser.ParseDir(token.NewFileSet(), "../pages", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, pkg := range pages {
		ast.Inspect(pkg, func(node ast.Node) bool {
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
