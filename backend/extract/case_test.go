package extract_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"taizhang/backend/extract"
	"taizhang/backend/ledger"
)

var update = flag.Bool("update", false, "write what is found into testdata/cases.txt")

const casesFile = "testdata/cases.txt"

// readingCase is one case of testdata/cases.txt: == name, a text, --, one line for each finding:
// kind | units | support | due | words | rule.
type readingCase struct{ name, text, want string }

func cases(t testing.TB) []readingCase {
	t.Helper()
	data, err := os.ReadFile(casesFile)
	if err != nil {
		t.Fatal(err)
	}
	var all []readingCase
	for _, part := range strings.Split("\n"+string(data), "\n== ")[1:] {
		name, rest, _ := strings.Cut(part, "\n")
		text, want, ok := strings.Cut(rest+"\n", "\n--\n")
		if !ok {
			t.Fatalf("%s: case %q has no line --", casesFile, name)
		}
		all = append(all, readingCase{name, text + "\n", strings.TrimSpace(want)})
	}
	return all
}

func TestCases(t *testing.T) {
	x := lexicon(t)
	all := cases(t)
	var b strings.Builder
	rules := map[string]bool{}
	for _, c := range all {
		r := x.Read(c.text, "2024-09-06")
		got := listing(r)
		for _, f := range r.Findings {
			rules[f.Rule] = true
		}
		fmt.Fprintf(&b, "== %s\n%s--\n%s\n\n", c.name, c.text, got)
		if !*update && got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
		check(t, x, c.text)
	}
	if *update {
		if err := os.WriteFile(casesFile, []byte(strings.TrimRight(b.String(), "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	named := map[string]bool{}
	for _, c := range all {
		named[strings.Fields(c.name)[0]] = true
	}
	for _, rule := range extract.Rules {
		if !named[rule.Name] {
			t.Errorf("rule %s has no case", rule.Name)
		}
	}
}

func listing(r *extract.Reading) string {
	var lines []string
	for _, f := range r.Findings {
		due := ""
		if f.Due != nil {
			due = strings.TrimSpace(f.Due.Text + " " + string(f.Due.Date))
		}
		lines = append(lines, strings.Join([]string{string(f.Kind), strings.Join(f.Units, "、"), strings.Join(f.Support, "、"), due, f.Quote, f.Rule}, " | "))
	}
	return strings.Join(lines, "\n")
}

func TestRuleExamples(t *testing.T) {
	for _, rule := range extract.Rules {
		if rule.Example == "" || rule.Words == (ledger.Words{}) || rule.Words.EN == "" {
			t.Errorf("rule %s lacks an example or its words", rule.Name)
		}
	}
}
