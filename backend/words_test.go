package backend_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"
)

// bilingual is where a function takes its words: those of Chinese, of English and, for a noun that is counted, of many.
type bilingual struct{ zh, en, many int }

// wordsIn finds every place of the files where something is said: literals of ledger.Words and calls of functions that take
// zh and en side by side; it returns how many there are and what is wrong with them.
func wordsIn(fset *token.FileSet, files []*ast.File) (n int, wrong []string) {
	speakers := speakersIn(files)
	check := func(at token.Pos, said []ast.Expr, args int) {
		n++
		if why := oneSided(said, args); why != "" {
			wrong = append(wrong, fmt.Sprintf("%s: %s", fset.Position(at), why))
		}
	}
	for _, f := range files {
		ast.Inspect(f, func(node ast.Node) bool {
			switch x := node.(type) {
			case *ast.CompositeLit:
				for _, words := range literals(x) {
					check(words.Pos(), fields(words), -1)
				}
			case *ast.CallExpr:
				if b, ok := speakers[called(x)]; ok && len(x.Args) > b.many {
					said := []ast.Expr{x.Args[b.zh], x.Args[b.en]}
					args := len(x.Args) - b.many - 1
					if b.many > b.en {
						said, args = append(said, x.Args[b.many]), -1
					}
					if x.Ellipsis.IsValid() {
						args = -1
					}
					check(x.Pos(), said, args)
				}
			}
			return true
		})
	}
	return n, wrong
}

// speakersIn finds the functions with parameters zh and en, by name.
func speakersIn(files []*ast.File) map[string]bilingual {
	all := map[string]bilingual{}
	for _, f := range files {
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			var names []string
			for _, p := range fn.Type.Params.List {
				for _, name := range p.Names {
					names = append(names, name.Name)
				}
			}
			b := bilingual{zh: slices.Index(names, "zh"), en: max(slices.Index(names, "en"), slices.Index(names, "one")), many: slices.Index(names, "many")}
			if b.many = max(b.many, b.en); b.zh >= 0 && b.en > b.zh {
				all[fn.Name.Name] = b
			}
		}
	}
	return all
}

func called(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// literals lists the Words that a literal is, or holds with their type left out.
func literals(x *ast.CompositeLit) (all []*ast.CompositeLit) {
	if isWords(x.Type) {
		return []*ast.CompositeLit{x}
	}
	var of ast.Expr
	switch t := x.Type.(type) {
	case *ast.ArrayType:
		of = t.Elt
	case *ast.MapType:
		of = t.Value
	}
	if !isWords(of) {
		return nil
	}
	for _, e := range x.Elts {
		if pair, ok := e.(*ast.KeyValueExpr); ok {
			e = pair.Value
		}
		if words, ok := e.(*ast.CompositeLit); ok && words.Type == nil {
			all = append(all, words)
		}
	}
	return all
}

func isWords(t ast.Expr) bool {
	switch t := t.(type) {
	case *ast.Ident:
		return t.Name == "Words"
	case *ast.SelectorExpr:
		return t.Sel.Name == "Words"
	}
	return false
}

// fields lists what a Words literal says; nothing for the empty one, which says that there are no words.
func fields(x *ast.CompositeLit) (said []ast.Expr) {
	for _, e := range x.Elts {
		if pair, ok := e.(*ast.KeyValueExpr); ok {
			e = pair.Value
		}
		said = append(said, e)
	}
	return said
}

// oneSided says what is wrong with words said in two languages, given how many arguments fill them (-1: not told).
func oneSided(said []ast.Expr, args int) string {
	var texts []string
	for _, e := range said {
		if s, ok := constant(e); ok {
			texts = append(texts, s)
		}
	}
	switch {
	case len(texts) == 0 && len(said) != 1: // no words at all, or passed on from where they are checked
		return ""
	case len(said) == 1 || len(texts) < len(said):
		return "one language is written here, the other is not"
	case slices.Contains(texts, ""):
		return fmt.Sprintf("nothing is said in one language: %q", texts)
	case args != 0: // without arguments nothing is formatted
		return unequal(texts, args)
	}
	return ""
}

// unequal says how the texts differ in what they put in: each verb must fit the same argument, and none be left over.
func unequal(texts []string, args int) string {
	used := map[int]string{}
	for _, s := range texts {
		for arg, verb := range verbs(s) {
			if used[arg] != "" && used[arg] != verb {
				return fmt.Sprintf("argument %d is written in two ways: %q", arg, texts)
			}
			used[arg] = verb
		}
		if args < 0 && len(verbs(s)) != len(used) {
			return fmt.Sprintf("the verbs differ: %q", texts)
		}
	}
	if args > 0 && (len(used) != args || slices.Max(slices.Collect(maps.Keys(used))) != args) {
		return fmt.Sprintf("%d arguments for %q", args, texts)
	}
	return ""
}

var verb = regexp.MustCompile(`%(?:\[(\d+)\])?[-+# 0]*\d*(?:\.\d+)?([a-zA-Z%])`)

// verbs lists the verbs of a format by the argument they write, counted from one.
func verbs(format string) map[int]string {
	all, next := map[int]string{}, 1
	for _, m := range verb.FindAllStringSubmatch(format, -1) {
		if m[2] == "%" {
			continue
		}
		if n, err := strconv.Atoi(m[1]); err == nil {
			next = n
		}
		all[next] = m[2]
		next++
	}
	return all
}

// constant is the text that an expression writes out: a string literal, several joined, or the format of a Sprintf.
func constant(e ast.Expr) (string, bool) {
	switch x := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(x.Value)
		return s, err == nil
	case *ast.BinaryExpr:
		left, ok := constant(x.X)
		right, also := constant(x.Y)
		return left + right, ok && also
	case *ast.CallExpr:
		if called(x) == "Sprintf" && len(x.Args) > 0 {
			return constant(x.Args[0])
		}
	}
	return "", false
}

// parsed is all our Go.
func parsed(t *testing.T) (fset *token.FileSet, files []*ast.File) {
	t.Helper()
	fset = token.NewFileSet()
	for _, name := range sources(t) {
		f, err := parser.ParseFile(fset, filepath.Join("..", name), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return fset, files
}

func TestEverythingIsSaidInBothLanguages(t *testing.T) {
	fset, files := parsed(t)
	n, wrong := wordsIn(fset, files)
	if n < 50 {
		t.Errorf("only %d places found where something is said", n)
	}
	for _, why := range wrong {
		t.Error(why)
	}
}

func TestOneSidedWordsAreCaught(t *testing.T) {
	const frame = `package p
		func (Lang) T(zh, en string, args ...any) string { return "" }
		func (Lang) Count(n int, zh, one, many string) string { return "" }
		func Mistake(code int, field, zh, en string, args ...any) {}
		var x = `
	for code, bad := range map[string]bool{
		`Words{"中", "en"}`:                false,
		`ledger.Words{ZH: "中", EN: "en"}`: false,
		`Words{}`:                         false,
		`Words{zh, en}`:                   false,
		`Words{"中", ""}`:                  true,
		`Words{ZH: "中"}`:                  true,
		`Words{"中", en}`:                  true,
		`[]Words{{"中", "en"}, {"中", ""}}`: true,
		`map[int]ledger.Words{1: {"中", "en"}, 2: {"中"}}`:    true,
		`Words{fmt.Sprintf("%d", 1), fmt.Sprintf("%s", 1)}`: true,
		`l.T("中", "en")`:                             false,
		`l.T("100%", "100%")`:                        false,
		`l.T("中" + "文", "")`:                         true,
		`l.T("%d 条", "%d entries", 3)`:               false,
		`l.T("%d 条", "%s entries", 3)`:               true,
		`l.T("%d 条", "entries", 3)`:                  false, // the verb is used in one; the other says the same without
		`l.T("%d 条", "%d of %d", 3)`:                 true,
		`l.T("条", "entries", 3)`:                     true,
		`l.T("%[1]d %[2]s", "%[1]d %[3]s", 3, a, b)`: false,
		`l.T("%d%%", "%d%%", 3)`:                     false,
		`l.T("%d", "%s", args...)`:                   true,
		`l.Count(3, "项", "entry", "entries")`:        false,
		`l.Count(3, "项", "entry", "")`:               true,
		`ledger.Mistake(1, "", "中", "en")`:           false,
		`ledger.Mistake(1, "", "中%d", "en %d", 4)`:   false,
		`ledger.Mistake(1, "", "中", "")`:             true,
	} {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, "p.go", frame+code, 0)
		if err != nil {
			t.Fatalf("%s: %v", code, err)
		}
		if n, wrong := wordsIn(fset, []*ast.File{f}); (len(wrong) > 0) != bad || n == 0 {
			t.Errorf("%s: %d places, %q", code, n, wrong)
		}
	}
}
