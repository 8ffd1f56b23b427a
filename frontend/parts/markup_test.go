package parts

import (
	"strings"
	"testing"
	"time"

	"taizhang/backend/ledger"
)

// What is written by hand escapes whatever comes from people and reports: in a row with every column, found by a search or not, and refused.
func TestRowsEscape(t *testing.T) {
	const bad, safe = `"'><img src=x onerror=y>&amp;`, `&#34;&#39;&gt;&lt;img src=x onerror=y&gt;&amp;amp;`
	code, at := `1"><img>`, time.Date(2024, 9, 20, 0, 0, 0, 0, time.UTC)
	e := ledger.Entry{
		ID: 1, Number: bad, Kind: ledger.Task, Text: "整改" + bad, Quote: "整改，报来" + bad, Evidence: bad, Speaker: bad, Theme: bad, Outcome: bad, Status: ledger.Open.Of()[0],
		Due: ledger.Date(bad), Period: "2024-09", ResolvedAt: &at, ResolvedBy: bad, Units: []ledger.Party{{Name: bad}, {Name: bad, UnitCode: &code, Role: ledger.Support}},
	}
	var all ledger.Shown
	for _, c := range ledger.ListColumns {
		all = append(all, c.Column)
	}
	v := View{Account: ledger.Account{Role: ledger.Owner}}
	for _, r := range []Row{
		{Entry: e, Shown: all, Back: "/entries?q=" + bad},
		{Entry: e, Shown: all, Query: "整改"},
		{Entry: e, Shown: all, Query: "<img", Note: bad, Err: ledger.Mistake(ledger.Invalid, "note", "不行：%s", "No: %s", bad)},
	} {
		var b strings.Builder
		if err := EntryRow(v, r).Render(t.Context(), &b); err != nil {
			t.Fatal(err)
		}
		page := b.String()
		if strings.Contains(page, "<img") || strings.Contains(page, `"'>`) {
			t.Errorf("searched for %q: %s", r.Query, page)
		}
		if r.Query == "" && strings.Count(page, safe) < 8 {
			t.Errorf("shows what it was given %d times: %s", strings.Count(page, safe), page)
		}
	}
}
