package samples

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var verb = regexp.MustCompile(`%(\[\d+\])?[a-z]`)

// Everything said with T is said in both languages, with as many values in the one as in the other.
func TestEverythingIsSaidInBothLanguages(t *testing.T) {
	n := 0
	for _, dir := range []string{"../pages/*.go", "../parts/*.go"} {
		files, err := filepath.Glob(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(node ast.Node) bool {
				zh, en, ok := said(node)
				if !ok {
					return true
				}
				n++
				if strings.TrimSpace(zh) == "" && zh != "　" || strings.TrimSpace(en) == "" || len(verb.FindAllString(zh, -1)) != len(verb.FindAllString(en, -1)) {
					t.Errorf("%s: %q and %q do not say the same", fset.Position(node.Pos()), zh, en)
				}
				return true
			})
		}
	}
	if n < 200 {
		t.Errorf("only %d things said were found", n)
	}
}

// said reads a call of T whose words are literals.
func said(node ast.Node) (zh, en string, ok bool) {
	call, isCall := node.(*ast.CallExpr)
	if !isCall || len(call.Args) < 2 {
		return
	}
	if f, isSel := call.Fun.(*ast.SelectorExpr); !isSel || f.Sel.Name != "T" {
		return
	}
	a, okA := call.Args[0].(*ast.BasicLit)
	b, okB := call.Args[1].(*ast.BasicLit)
	if !okA || !okB {
		return
	}
	zh, _ = strconv.Unquote(a.Value)
	en, _ = strconv.Unquote(b.Value)
	return zh, en, true
}
