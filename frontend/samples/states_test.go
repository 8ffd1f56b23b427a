package samples

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

// partsShown renders the samples of parts, a string for each group.
func partsShown(t *testing.T, l ledger.Lang) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, s := range pagesIn[l]() {
		if name, ok := strings.CutPrefix(s.Name, PartsPrefix); ok {
			all[name] = string(s.html)
		}
	}
	return all
}

// Every component that package parts gives to pages is shown by name in the gallery; an answer that is only pieces shown there, each in
// its own place, is not.
func TestEveryPartHasASample(t *testing.T) {
	var shown strings.Builder
	for _, html := range partsShown(t, ledger.Chinese) {
		shown.WriteString(html)
	}
	files, err := filepath.Glob("../parts/*_templ.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files of parts, %v", len(files), err)
	}
	n := 0
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || !f.Name.IsExported() || !isComponent(f) || f.Name.Name == "FindingChanged" {
				continue
			}
			n++
			if !regexp.MustCompile("<code>" + f.Name.Name + `\b`).MatchString(shown.String()) {
				t.Errorf("%s has no sample in the gallery of parts", f.Name.Name)
			}
		}
	}
	if n < 40 {
		t.Errorf("only %d parts found", n)
	}
}

func isComponent(f *ast.FuncDecl) bool {
	if f.Recv != nil || f.Type.Results == nil {
		return false
	}
	result, ok := f.Type.Results.List[0].Type.(*ast.SelectorExpr)
	return ok && result.Sel.Name == "Component"
}

// What parts switch on is shown in all its values, in either language: statuses, lights, kinds, moves and their fields, ties, what
// came of reminders, of messages and of extensions.
func TestEveryStateIsShown(t *testing.T) {
	for _, l := range []ledger.Lang{ledger.Chinese, ledger.English} {
		shown := partsShown(t, l)
		want := func(group string, words ledger.Words) {
			t.Helper()
			if !strings.Contains(shown[group], words.In(l)) {
				t.Errorf("%s: the gallery's %s never say %q", l, group, words.In(l))
			}
		}
		for _, k := range ledger.Kinds {
			want("tags", k.Words())
			want("desk", k.Words())
		}
		for _, i := range ledger.Lights {
			want("tags", i.Words)
			want("matrix", i.Words)
		}
		for _, i := range ledger.Statuses {
			want("record", i.Words)
			want("rows", i.Words)
		}
		for _, m := range ledger.Moves {
			for _, n := range m.Needs {
				want("moves", n.Words)
			}
		}
		for _, k := range ledger.TieKinds[:1] {
			want("record", k.Words)
		}
		for _, r := range []ledger.ReminderRule{ledger.ByHand, ledger.BeforeDue, ledger.AtDue, ledger.AfterDue} {
			want("followed", r.Words())
		}
		for _, s := range []ledger.DeliveryState{ledger.Waiting, ledger.Sent, ledger.Undeliverable, ledger.Void} {
			want("followed", s.Words())
		}
		for _, d := range []ledger.Decision{ledger.Granted, ledger.Refused, ledger.Lapsed} {
			want("followed", d.Words())
		}
	}
}
