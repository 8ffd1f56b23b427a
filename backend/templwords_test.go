package backend_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var (
	tag       = regexp.MustCompile(`<[^>]*>`)
	spoken    = regexp.MustCompile(`(?:aria-label|title|placeholder|alt)="([^"]*)"`)
	letters   = regexp.MustCompile(`\pL{2}|\p{Han}`)
	sameInAll = regexp.MustCompile(`^(?:中文|English|台|CSV|PDF|Excel|Word|JSON|[jkaexrsmdtlpnu123/?]|\S*[.@]\S*|2024-09-任-001)$`) // each named in its own language, formats, keys
)

// saidBare lists the words that a template writes out as they are, in one language: what stands between tags, and in the
// attributes that are shown or spoken.
func saidBare(f *ast.File) (bare []string) {
	var markup strings.Builder // with a mark where the program writes something
	ast.Inspect(f, func(node ast.Node) bool {
		if call, ok := node.(*ast.CallExpr); ok && called(call) == "WriteString" {
			if lit, ok := call.Args[len(call.Args)-1].(*ast.BasicLit); ok {
				text, _ := strconv.Unquote(lit.Value)
				markup.WriteString(text)
			} else {
				markup.WriteString("\n")
			}
		}
		return true
	})
	said := strings.Split(tag.ReplaceAllString(markup.String(), "\n"), "\n")
	for _, m := range spoken.FindAllStringSubmatch(markup.String(), -1) {
		said = append(said, m[1])
	}
	for _, s := range said {
		if s = strings.TrimSpace(s); letters.MatchString(s) && !sameInAll.MatchString(s) {
			bare = append(bare, s)
		}
	}
	return bare
}

// A template says nothing by itself: words come from T and Words, in both languages.
func TestTemplatesSayNothingInOneLanguage(t *testing.T) {
	n := 0
	for _, name := range sources(t) {
		if !strings.HasSuffix(name, "_templ.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", name), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		n++
		for _, s := range saidBare(f) {
			t.Errorf("%s says %q in one language", strings.TrimSuffix(name, "_templ.go")+".templ", s)
		}
	}
	if n < 20 {
		t.Errorf("only %d templates found", n)
	}
}

func TestBareWordsAreCaught(t *testing.T) {
	for markup, bare := range map[string]bool{
		`<p class=\"small\">`: false, `<a lang=\"zh-CN\">中文</a>`: false, `<p>没有</p>`: true, `<p>None</p><b>`: true, `<b title=\"\">Sign out</b>`: true,
		`<input aria-label=\"搜索\" name=\"q\">`: true, `<input value=\"resolve\" name=\"move\">`: false, ` · `: false, `<a title=\"Help\" href=\"\">`: true,
	} {
		f, err := parser.ParseFile(token.NewFileSet(), "p.go", fmt.Sprintf("package p\nvar x = templruntime.WriteString(b, 1, \"%s\")", markup), 0)
		if err != nil {
			t.Fatalf("%s: %v", markup, err)
		}
		if got := saidBare(f); (len(got) > 0) != bare {
			t.Errorf("%s: %q", markup, got)
		}
	}
}
