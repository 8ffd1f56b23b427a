package extract_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"taizhang/backend/extract"
	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/seeds"
)

func lexicon(t testing.TB) *extract.Lexicon {
	t.Helper()
	units, err := intake.ReadUnits(bytes.NewReader(seeds.Units))
	if err != nil {
		t.Fatal(err)
	}
	themes, err := intake.ReadThemes(bytes.NewReader(seeds.Themes))
	if err != nil {
		t.Fatal(err)
	}
	return extract.NewLexicon(units, themes, nil)
}

// folder scores every report of a folder that has a gold file, and logs the table.
func folder(t *testing.T, texts, golds string) extract.Result {
	t.Helper()
	x := lexicon(t)
	var total extract.Result
	files, _ := filepath.Glob(filepath.Join(golds, "*.gold.json"))
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		gold, err := extract.ParseGold(data)
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		text, err := os.ReadFile(filepath.Join(texts, strings.TrimSuffix(filepath.Base(f), ".gold.json")+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		one := extract.Score(gold, x.Read(string(text), gold.Date))
		t.Logf("%-28s %s", filepath.Base(f), row(one))
		total.Add(one)
	}
	t.Logf("%-28s %s", "all", row(total))
	if testing.Verbose() {
		for _, m := range total.Misses {
			t.Logf("miss  %s:%d %s [%s] %s", m.Source, m.Line, m.Kind, m.Note, m.Quote)
		}
		for _, m := range total.Extras {
			t.Logf("extra %s:%d %s [%s] %s", m.Source, m.Line, m.Kind, m.Note, m.Quote)
		}
		for _, m := range total.Wrong {
			t.Logf("units %s:%d %s [%s] %s", m.Source, m.Line, m.Kind, m.Note, m.Quote)
		}
	}
	return total
}

func row(r extract.Result) string {
	var b strings.Builder
	for _, k := range ledger.Kinds {
		c := r.Kinds[k]
		fmt.Fprintf(&b, "%s %.3f/%.3f=%.3f (%d) u%.2f t%.2f  ", string(k)[:4], c.Precision(), c.Recall(), c.F1(), c.Gold, c.Share(c.Units), c.Share(c.Theme))
		if c.HasDue > 0 {
			fmt.Fprintf(&b, "d%d/%d ", c.Due, c.HasDue)
		}
		if c.HasMetrics > 0 {
			fmt.Fprintf(&b, "m%d/%d ", c.Metrics, c.HasMetrics)
		}
	}
	return b.String()
}

func TestRealPage(t *testing.T) {
	r := folder(t, "../../seeds/reports", "../../seeds/gold")
	for k, least := range map[ledger.Kind]float64{ledger.Progress: 0.98, ledger.Shortcoming: 0.98, ledger.Task: 0.95} {
		if c := r.Kinds[k]; c.F1() < least {
			t.Errorf("%s: F1 %.3f, want %.2f", k, c.F1(), least)
		}
	}
	for k, least := range map[ledger.Kind]float64{ledger.Progress: 1, ledger.Shortcoming: 1, ledger.Task: 0.9} {
		if c := r.Kinds[k]; c.Share(c.Units) < least {
			t.Errorf("%s: units right in %.3f, want %.2f", k, c.Share(c.Units), least)
		}
	}
}

// The floors stand a little under what the rules reach, so that a change that costs something elsewhere is seen.
func TestOtherReports(t *testing.T) {
	for name, floors := range map[string]map[ledger.Kind]float64{
		"testdata/reports": {ledger.Progress: 0.97, ledger.Shortcoming: 0.94, ledger.Task: 0.95},
		"testdata/others":  {ledger.Progress: 0.83, ledger.Shortcoming: 0.72, ledger.Task: 0.87},
	} {
		r := folder(t, name, name)
		for k, least := range floors {
			if c := r.Kinds[k]; c.F1() < least {
				t.Errorf("%s, %s: F1 %.3f, want %.2f", name, k, c.F1(), least)
			}
		}
	}
}
