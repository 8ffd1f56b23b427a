package backend_test

import (
	"go/ast"
	"regexp"
	"strings"
	"testing"
)

// A number before a noun of many is said by Count or Plural, which know "1 entry"; limits that are never 1 may say so plainly.
var (
	many   = regexp.MustCompile(`%(\[\d+\])?d (of the )?[a-z]+s\b`)
	limits = regexp.MustCompile(`at most|at least|may have|or more|too long|for the program|days? (behind|overdue|left)|in a row|running|is |stand |asked|was |places that|seconds|What table|more than|and others`)
)

func TestCountsHaveTheirPlural(t *testing.T) {
	fset, files := parsed(t)
	speakers, n := speakersIn(files), 0
	for _, f := range files {
		path := fset.Position(f.Pos()).Filename
		if !strings.Contains(path, "frontend/") && !strings.Contains(path, "backend/web/") {
			continue // commands speak to their operator
		}
		ast.Inspect(f, func(node ast.Node) bool {
			c, ok := node.(*ast.CallExpr)
			if !ok {
				return true
			}
			b, ok := speakers[called(c)]
			if !ok || b.many > b.en || len(c.Args) <= b.en {
				return true
			}
			n++
			if en, ok := constant(c.Args[b.en]); ok && many.MatchString(en) && !limits.MatchString(en) {
				t.Errorf("%s: %q is wrong for 1: say it by Count or Plural, or as \"things: %%d\"", fset.Position(c.Pos()), en)
			}
			return true
		})
	}
	if n < 500 {
		t.Errorf("only %d places where something is said", n)
	}
}
