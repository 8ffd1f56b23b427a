package samples

import (
	"time"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

func lightRules() []ledger.LightRule {
	at := time.Date(2024, 9, 3, 2, 10, 0, 0, time.UTC)
	now, later := ledger.DefaultThresholds, ledger.DefaultThresholds
	now.Behind, later.SoonDays, later.Memory = 15, 5, ledger.ThisMonth
	return []ledger.LightRule{
		{From: "2024-10-01", Thresholds: later, Note: "区督查办〔2024〕11号", CreatedAt: at.AddDate(0, 0, 12), CreatedBy: "管理员"},
		{From: "2024-09-03", Thresholds: now, Note: "区督查办〔2024〕7号", CreatedAt: at, CreatedBy: "管理员"},
	}
}

// behind is an entry whose feedback lags behind the days gone by, and that had been overdue before.
func behind() ledger.Entry {
	e := entries()[11]
	before := e
	before.Status, before.Due, before.Begun = ledger.Handling, "2024-09-10", "2024-08-20"
	e = before
	e.Percent, e.Due = 20, "2024-10-15"
	e.Follow(&before, ledger.ReportBack, ledger.Day{Today: "2024-09-12", Thresholds: ledger.DefaultThresholds})
	return e
}

func lightsPage(b pages.Base) pages.AdminLightsPage {
	b.Day.Thresholds = lightRules()[1].Thresholds
	f := b.Day.Thresholds.Form()
	f.From = string(b.Day.Today)
	return pages.AdminLightsPage{Base: b, Rules: lightRules(), Form: &f}
}

func lightsWrong(b pages.Base) pages.AdminLightsPage {
	p := lightsPage(b)
	p.Rules, p.Form.SoonDays = nil, "三"
	_, err := ledger.ReadLightRule(*p.Form)
	p.Err = ledger.AsMistake(err)
	return p
}

func lightsEffect(b pages.Base) pages.AdminLightsPage {
	p := lightsPage(b)
	p.Form.SoonDays, p.Form.Behind, p.Form.Note, p.Seen, p.MayRead = "8", "40", "区督查办〔2024〕12号", "0f", true
	before, after := b.Day, b.Day
	after.SoonDays, after.Behind, after.Memory, after.Soon = 8, 40, ledger.Never, "2024-10-08"
	count := func(was, is ledger.Light, n int) ledger.RelitCount {
		return ledger.RelitCount{Before: was, After: is, N: n}
	}
	soon := entries()[15]
	soon.Due = "2024-09-30"
	p.Effect = &pages.LightEffect{Before: before, After: after, Relit: ledger.Relit{
		Counts: []ledger.RelitCount{
			count(ledger.Red, ledger.Red, 2), count(ledger.Yellow, ledger.Green, 3), count(ledger.Yellow, ledger.Yellow, 1), count(ledger.Green, ledger.Blue, 6),
			count(ledger.Green, ledger.Green, 30), count(ledger.Blue, ledger.Blue, 5),
		},
		Entries: []ledger.Entry{soon, behind()},
	}}
	return p
}
