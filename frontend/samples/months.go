package samples

import (
	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

func figuresOf() ledger.MonthFigures {
	f := ledger.MonthFigures{
		Period: "2024-09", Reports: 2,
		Kinds: []ledger.KindFigure{{Kind: ledger.Progress, Total: 16}, {Kind: ledger.Shortcoming, Total: 8, Open: 5, Resolved: 3}, {Kind: ledger.Task, Total: 30, Open: 21, Resolved: 9}},
		Themes: []ledger.ThemeFigure{
			{Theme: "城市环境", Progress: 2, Shortcomings: 3, Tasks: 8}, {Theme: "接诉即办", Progress: 1, Shortcomings: 2, Tasks: 4},
			{Theme: "安全生产", Progress: 1, Shortcomings: 2, Tasks: 11}, {Theme: "经济发展", Progress: 6},
		},
		Repeats: []ledger.RepeatFigure{{Code: "990101002", Name: "西苑街道", Theme: "接诉即办", Months: []ledger.Period{"2024-09", "2024-08"}, InARow: 2}},
	}
	for i, u := range units()[:9] {
		f.Units = append(f.Units, ledger.UnitFigure{Code: u.Code, Name: u.Name, Progress: 3 - i%3, Shortcomings: i % 3, Tasks: i % 2, Resolved: i % 2})
		for j, v := range []float64{99.5, 91.25, 93} {
			f.Scores = append(f.Scores, ledger.ScoreFigure{Code: u.Code, Name: u.Name, Indicator: rates[j], Value: v - float64(i)/2})
		}
	}
	return f
}

func monthPage(b pages.Base) pages.MonthPage {
	return pages.MonthPage{Base: b, Periods: overview().Periods, Figures: figuresOf(), Drafts: 4, Seen: "9f86d081884c7d65", Beside: besides()}
}

func sealingMonth(b pages.Base) pages.MonthPage {
	p := monthPage(b)
	p.Asking = true
	p.Err = ledger.Mistake(ledger.Invalid, "sure", "请勾选确认：封账不能撤销。", "Tick that you are sure: sealing cannot be undone.")
	return p
}

func sealedMonth(b pages.Base) pages.MonthPage {
	p := monthPage(b)
	list := entries()
	p.Seal = &ledger.Seal{Period: "2024-09", SHA256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", SealedAt: at("2024-09-19T17:30:00+08:00"), SealedBy: "督查室", Bulletin: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"}
	now := figuresOf()
	now.Kinds[1].Open, now.Kinds[1].Resolved = 4, 4
	now.Scores[1].Value = 92.25
	p.Changes = p.Figures.Since(now)
	p.Corrections = []ledger.Correction{
		{Event: ledger.Event{At: at("2024-09-20T09:10:00+08:00"), Actor: "督查室", Action: "correct", Subject: "scores", Before: `{"东河街道 解决率":91.25}`, After: `{"东河街道 解决率":92.25}`}},
		{Event: ledger.Event{At: at("2024-09-19T18:02:00+08:00"), Actor: "督查室", Action: "resolve"}, Entry: &list[4]},
	}
	return p
}

func monthRows() (all []ledger.MonthRow) {
	for _, m := range []ledger.MonthCount{
		{Period: "2024-06", Progress: 11, Shortcomings: 5, Tasks: 21, Open: 2, Closed: 24}, {Period: "2024-07", Progress: 14, Shortcomings: 7, Tasks: 26, Open: 6, Closed: 27},
		{Period: "2024-08", Progress: 12, Shortcomings: 6, Tasks: 24, Open: 13, Closed: 17}, {Period: "2024-09", Progress: 16, Shortcomings: 8, Tasks: 30, Open: 26, Closed: 12},
	} {
		all = append([]ledger.MonthRow{{MonthCount: m}}, all...)
	}
	for i := range all[1:] {
		all[i+1].Sealed = &ledger.Seal{SealedBy: "督查室", SealedAt: at("2024-09-05T16:00:00+08:00")}
	}
	return all
}
