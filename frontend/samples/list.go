package samples

import (
	"slices"
	"strings"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
	"taizhang/frontend/parts"
)

// views are saved views: two of the reader's own, one that another shares.
func views() []ledger.SavedView {
	return []ledger.SavedView{
		{ID: 1, UserID: 1, Owner: "督查室", Name: "逾期任务", Query: "kind=task&light=red"},
		{ID: 2, UserID: 1, Owner: "督查室", Name: "接诉即办问题", Query: "kind=shortcoming&q=%E6%8E%A5%E8%AF%89", Columns: "units.due.light.outcome.month.percent"},
		{ID: 3, UserID: 2, Owner: "王芳", Name: "本季重点", Query: "status=open&sort=due", Shared: true},
	}
}

// listed is the list under a saved view, with columns of its own and a search whose words stand in the quotes too.
func listed(b pages.Base) pages.EntriesPage {
	shown := ledger.Shown{ledger.UnitsShown, ledger.DueShown, ledger.LightShown, ledger.OutcomeShown, ledger.MonthShown, ledger.PercentShown}
	complaints := slices.DeleteFunc(entries(), func(e ledger.Entry) bool { return e.Kind != ledger.Shortcoming || !strings.Contains(e.Text, "接诉") })
	return pages.EntriesPage{
		Base: b, Filter: ledger.Filter{Kind: ledger.Shortcoming, Query: "接诉", Page: 1}, List: ledger.Page{Items: complaints, Total: len(complaints)},
		Months: overview().Periods, Shown: shown, Chosen: true, Views: views(), ViewID: 2, Settings: ledger.ListSettings{UserID: 1, ViewID: 1},
	}
}

// bulk is a preview: most can be struck off, one was changed meanwhile.
func bulk(b pages.Base, list []ledger.Entry) pages.BulkPage {
	m, _ := ledger.FindMove(string(ledger.Resolve))
	p := pages.BulkPage{Base: b, Form: parts.MoveForm{Move: m, Back: "/entries?kind=shortcoming"}}
	for _, e := range []ledger.Entry{list[3], list[4], list[8]} {
		after := e
		after.Status = ledger.Resolved
		p.Attempts = append(p.Attempts, ledger.Attempt{Before: e, After: &after})
	}
	e := list[7]
	now := e.Status.Words()
	p.Attempts = append(p.Attempts, ledger.Attempt{Before: e, Err: ledger.Mistake(ledger.Conflict, "move", "%[1]s 现在是“%[2]s”，不能销号。", "%[1]s is “%[3]s” now; “Resolve” cannot be done.", e.Number, now.ZH, now.EN)})
	return p
}

func bulkDone(b pages.Base, list []ledger.Entry) pages.BulkPage {
	p := bulk(b, list)
	p.Done = true
	return p
}
