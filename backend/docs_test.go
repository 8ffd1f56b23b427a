package backend_test

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

// glossary lists the rows of docs/glossary.md: the Chinese word, the English one, the meaning.
func glossary(t *testing.T) (rows [][]string) {
	t.Helper()
	text, err := os.ReadFile("../docs/glossary.md")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) != 6 || strings.HasPrefix(cells[1], "-") || strings.TrimSpace(cells[1]) == "中文" {
			continue
		}
		rows = append(rows, []string{strings.TrimSpace(cells[1]), strings.TrimSpace(cells[2]), strings.TrimSpace(cells[3])})
	}
	return rows
}

func TestTheGlossaryHoldsEveryWordOfTheLedger(t *testing.T) {
	rows := glossary(t)
	has := map[ledger.Words]bool{}
	for _, r := range rows {
		w := ledger.Words{ZH: r[0], EN: r[1]}
		if has[w] || w.ZH == "" || w.EN == "" || r[2] == "" {
			t.Errorf("%v stands twice or lacks a meaning", w)
		}
		has[w] = true
	}
	for _, w := range ledgerWords() {
		if w == (ledger.Words{}) || !has[w] {
			t.Errorf("docs/glossary.md does not define %s / %s", w.ZH, w.EN)
		}
	}
}

// ledgerWords are the names that people see of what the ledger is made of.
func ledgerWords() (all []ledger.Words) {
	for _, k := range ledger.Kinds {
		all = append(all, k.Words())
	}
	for _, s := range ledger.Statuses {
		all = append(all, s.Words)
	}
	for _, m := range ledger.Moves {
		all = append(all, m.Words)
	}
	for _, l := range ledger.Lights {
		all = append(all, l.Words)
	}
	for _, r := range []ledger.PartyRole{ledger.Subject, ledger.Lead, ledger.Support} {
		all = append(all, r.Words())
	}
	for _, k := range []ledger.UnitKind{ledger.Subdistrict, ledger.Town, ledger.Department, ledger.Enterprise, ledger.Organisation, ledger.District} {
		all = append(all, k.Words())
	}
	for _, r := range ledger.ReminderRules {
		all = append(all, r.Words())
	}
	for _, i := range ledger.Roles {
		all = append(all, i.Words)
	}
	return all
}

var (
	link   = regexp.MustCompile(`\]\(([^)#:]*)(?:#([^)]*))?\)`)
	inCode = regexp.MustCompile("`((?:backend|frontend|seeds|docs|\\.ci)/[^` ]*)`")
)

// Whatever file or folder the documents name is there, and the map names every package.
func TestDocumentsNameWhatIsThere(t *testing.T) {
	map_, err := os.ReadFile("../docs/map.md")
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range arrows {
		if !strings.Contains(string(map_), "`"+pkg+"`") {
			t.Errorf("docs/map.md does not name %s", pkg)
		}
	}
	for _, doc := range documents(t) {
		text, err := os.ReadFile(doc)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			to := path.Join(filepath.ToSlash(filepath.Dir(doc)), m[1])
			if m[1] == "" {
				to = doc
			}
			mustBeThere(t, doc, to)
			if m[2] != "" && !slices.Contains(anchors(to), m[2]) {
				t.Errorf("%s leads to %s#%s, which has no such heading", doc, to, m[2])
			}
		}
		for _, m := range inCode.FindAllStringSubmatch(string(text), -1) {
			mustBeThere(t, doc, "../"+m[1])
		}
	}
}

var (
	testNamed   = regexp.MustCompile("`((?:Test|Fuzz|Benchmark)[A-Z][A-Za-z0-9]*)`")
	testWritten = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Benchmark)\w+)\(`)
)

// Whatever test the documents call as a witness is there.
func TestDocumentsNameTestsThatThereAre(t *testing.T) {
	written := map[string]bool{}
	for _, root := range []string{".", "../frontend", "../seeds"} {
		err := filepath.WalkDir(root, func(name string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(name, "_test.go") {
				return err
			}
			text, err := os.ReadFile(name)
			for _, m := range testWritten.FindAllSubmatch(text, -1) {
				written[string(m[1])] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	named := 0
	for _, doc := range documents(t) {
		text, err := os.ReadFile(doc)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range testNamed.FindAllSubmatch(text, -1) {
			if named++; !written[string(m[1])] {
				t.Errorf("%s names %s, which is no test", doc, m[1])
			}
		}
	}
	if named < 10 {
		t.Errorf("only %d tests are named: the documents are read wrongly", named)
	}
}

var unlinked = regexp.MustCompile(`[^\pL\pN _-]`)

// anchors lists the headings of a document as they are linked to.
func anchors(doc string) (all []string) {
	text, err := os.ReadFile(doc)
	if err != nil {
		return nil
	}
	for line := range strings.Lines(string(text)) {
		if h, ok := strings.CutPrefix(strings.TrimLeft(line, "#"), " "); ok && strings.HasPrefix(line, "#") {
			all = append(all, strings.ReplaceAll(strings.ToLower(unlinked.ReplaceAllString(strings.TrimSpace(h), "")), " ", "-"))
		}
	}
	return all
}

func documents(t *testing.T) []string {
	t.Helper()
	docs, err := filepath.Glob("../*.md")
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir("../docs", func(name string, d fs.DirEntry, err error) error {
		if strings.HasSuffix(name, ".md") {
			docs = append(docs, name)
		}
		return err
	})
	if err != nil || len(docs) < 10 {
		t.Fatalf("%d documents, %v", len(docs), err)
	}
	return docs
}

func mustBeThere(t *testing.T, doc, name string) {
	t.Helper()
	if found, err := filepath.Glob(filepath.FromSlash(name)); err != nil || len(found) == 0 {
		t.Errorf("%s names %s, which is not there", doc, name)
	}
}
