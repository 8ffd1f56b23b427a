package ledger

import (
	"strings"
	"testing"
)

const source = "某区召开会议。东河街道\n扎实推进老旧小区改\n造，完成 12个小区；9月底前完\n成验收。接诉即办、接诉即办等方面仍存不足。"

func sourced() *Report {
	return &Report{ID: 7, Period: "2024-09", Text: source, Articles: []Article{{Index: 1, Start: 0, End: 8}, {Index: 2, Start: 8, End: 90, Period: "2024-08"}}}
}

func cite(t *testing.T, r *Report, words string) Entry {
	t.Helper()
	start, end, err := r.Locate(words)
	if err != nil {
		t.Fatal(err)
	}
	e, err := r.Cite(Task, start, end)
	if err != nil {
		t.Fatal(err)
	}
	if got := Bare(string([]rune(r.Text)[e.Start:e.End])); got != e.Quote {
		t.Fatalf("the place says %q, the quote %q", got, e.Quote)
	}
	return e
}

func TestCiteAndLocate(t *testing.T) {
	r := sourced()
	e := cite(t, r, " 扎实推进老旧小区改造， ")
	if e.Quote != "扎实推进老旧小区改造" || e.Text != e.Quote || e.Article != 2 || e.Period != "2024-08" || e.ReportID != 7 || e.Rule != "" || e.Status != Draft {
		t.Errorf("cited %+v", e)
	}
	for words, says := range map[string]string{"接诉即办": "2 times", "没有的话": "does not have", " \n": "Type some", "": "Type some"} {
		if _, _, err := r.Locate(words); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v", words, err)
		}
	}
	for _, c := range []struct {
		kind       Kind
		start, end int
	}{{Task, -1, 3}, {Task, 3, 1000}, {Task, 5, 4}, {Task, 3, 3}, {Task, 6, 7}, {"x", 0, 4}} {
		if _, err := r.Cite(c.kind, c.start, c.end); AsMistake(err) == nil {
			t.Errorf("%v: %v", c, err)
		}
	}
}

func TestSplitAndMerge(t *testing.T) {
	r := sourced()
	e := cite(t, r, "扎实推进老旧小区改造，完成12个小区；9月底前完成验收")
	e.ID, e.Version, e.Rule, e.Theme = 5, 3, "task.clause", "城市环境"
	e.Units = []Party{{EntryID: 5, Name: "东河街道", Role: Lead}}
	e.Metrics = []Metric{{Name: "小区"}, {Name: "验收"}}
	e.Due, e.DueText, e.DueBasis = "2024-09-30", "9月底前", DueFromText
	cuts := e.Cuts()
	if len(cuts) != 2 || string([]rune(e.Quote)[:cuts[1]]) != "扎实推进老旧小区改造，完成12个小区；" {
		t.Fatalf("cuts are %v", cuts)
	}
	a, b, err := r.Split(&e, cuts[1])
	if err != nil || a.Quote != "扎实推进老旧小区改造，完成12个小区" || b.Quote != "9月底前完成验收" || a.Start != e.Start || b.End != e.End {
		t.Fatalf("split into %q and %q, %v", a.Quote, b.Quote, err)
	}
	if a.Due != "" || b.Due != e.Due || b.DueText != e.DueText || len(a.Metrics) != 1 || len(b.Metrics) != 1 || b.Metrics[0].Name != "验收" {
		t.Errorf("the parts have %+v and %+v", a, b)
	}
	if a.ID != 0 || a.Status != Draft || a.Theme != e.Theme || a.Rule != e.Rule || len(a.Units) != 1 || len(e.Metrics) != 2 {
		t.Errorf("the part is %+v of %+v", a, e)
	}
	if _, _, err := r.Split(&e, 3); AsMistake(err) == nil {
		t.Errorf("split inside a word: %v", err)
	}
	a.ID, b.ID = 8, 9
	b.Units = append(b.Units, Party{Name: "区房管局", Role: Support})
	m, err := r.Merge(&a, &b)
	if err != nil || m.Quote != e.Quote || m.Start != e.Start || m.End != e.End || m.Due != e.Due || len(m.Units) != 2 || len(m.Metrics) != 2 || m.ID != 0 {
		t.Errorf("merged into %+v, %v", m, err)
	}
	b.Text = "十月验收"
	if m, _ = r.Merge(&a, &b); m.Text != a.Text+"；十月验收" || m.Quote != e.Quote {
		t.Errorf("a person's words became %q", m.Text)
	}
	b.Kind = Progress
	if _, err := r.Merge(&a, &b); AsMistake(err) == nil {
		t.Errorf("two kinds merged: %v", err)
	}
}

func TestNext(t *testing.T) {
	unit := func(name string) []Party { return []Party{{Name: name, Role: Lead}} }
	all := []Entry{
		{ID: 1, Kind: Task, Status: Draft, Units: unit("甲")}, {ID: 2, Kind: Task, Status: Draft, Units: unit("乙")},
		{ID: 3, Kind: Task, Status: Rejected, Units: unit("甲")}, {ID: 4, Kind: Progress, Status: Draft, Units: unit("甲")},
		{ID: 5, Kind: Task, Status: Draft, Units: unit("甲")},
	}
	if n := Next(all, &all[0]); n == nil || n.ID != 5 {
		t.Errorf("next is %+v", n)
	}
	if n := Next(all, &all[4]); n != nil {
		t.Errorf("next of the last is %+v", n)
	}
}
