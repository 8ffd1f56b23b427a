package backend_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"taizhang/backend/extract"
)

var update = flag.Bool("update", false, "write docs/rules.md from the rules")

const rulesPage = "../docs/rules.md"

// docs/rules.md says what the extraction does, rule by rule; it is written from the rules by `make docs`.
func TestRulesPage(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Rules of extraction\n\nWritten by `make docs` from `backend/extract/rules.go`; not to be edited. Every clause of a report is held against these\n" +
		"rules in this order; the first that claims it wins. What none claims is narrative. An entry keeps the name of its rule.\n\n" +
		"| | rule | finds | 读出什么 | for example |\n|---|---|---|---|---|\n")
	for i, r := range extract.Rules {
		fmt.Fprintf(&b, "| %d | `%s` | %s | %s | %s |\n", i+1, r.Name, r.Words.EN, r.Words.ZH, strings.ReplaceAll(r.Example, "|", "\\|"))
	}
	if *update {
		if err := os.WriteFile(rulesPage, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(rulesPage)
	if err != nil || string(have) != b.String() {
		t.Errorf("docs/rules.md is stale: run make docs (%v)", err)
	}
}
