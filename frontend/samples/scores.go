package samples

import (
	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

var rates = []string{"响应率", "解决率", "满意率"}

// scores are a year of made-up rates of the local units, each drifting its own way.
func scores() (all []ledger.Score) {
	for m := range 12 {
		p := ledger.Period("2023-10").Add(m)
		for i, u := range units()[:26] {
			for j, name := range rates {
				v := 100 - float64((i*7+j*11+m*(i%5+1))%23)/2
				if j == 0 {
					v = 100 - float64((i+m)%4)/4
				}
				all = append(all, ledger.Score{Period: p, UnitCode: u.Code, Indicator: name, Value: v, Position: j})
			}
		}
	}
	return all
}

func scoreRules() []ledger.ScoreRule {
	now, _ := ledger.ReadRule("2024-06", "综合 = 0.1×响应率 + 0.5×解决率 + 0.4×满意率", "综合", "优秀 95\n良好 92\n一般 90\n较差", "北山督〔2024〕6号")
	before, _ := ledger.ReadRule("2023-01", "综合 = 0.3×响应率 + 0.35×解决率 + 0.35×满意率", "综合", "优秀 95\n良好 90\n其他", "北山督〔2023〕2号")
	now.CreatedBy, before.CreatedBy = "督查室", "督查室"
	now.CreatedAt, before.CreatedAt = at("2024-06-03T10:00:00+08:00"), at("2023-01-06T15:30:00+08:00")
	return []ledger.ScoreRule{now, before}
}

func approval() ledger.Approval {
	return ledger.Approval{Subject: ledger.Ranking, Approver: "区长", Document: "北山督〔2024〕9号", ApprovedOn: "2024-06-01", CreatedBy: "督查室", CreatedAt: at("2024-06-03T10:05:00+08:00")}
}

func scoresPage(b pages.Base, ranked bool) pages.ScoresPage {
	rules := scoreRules()
	return pages.ScoresPage{
		Base: b, Table: ledger.NewScoreTable("2024-09", units(), scores(), rules), Periods: []ledger.Period{"2024-09", "2024-08", "2024-07"},
		Rule: &rules[0], Ranked: ranked, Approval: approval(), Events: []ledger.Event{
			{ID: 90, At: at("2024-09-12T09:00:00+08:00"), Actor: "督查室", Action: "import", After: `{"东河街道 响应率":99}`},
			{ID: 97, At: at("2024-09-18T16:40:00+08:00"), Actor: "督查室", Action: "correct", Before: `{"东河街道 解决率":91.5,"杨庄镇 满意率":90}`, After: `{"东河街道 解决率":92.5}`},
		},
	}
}

func wrongCells() []ledger.CellMistake {
	cell := func(at, zh, en string) ledger.CellMistake {
		return ledger.CellMistake{Sheet: "九月", Cell: at, Words: ledger.Words{ZH: zh, EN: en}}
	}
	return []ledger.CellMistake{
		cell("B9", "单位库里没有“朝阳街道”。请改成单位库里的名称，或先在单位库里登记；合计、平均、说明的行请删除。", "The register has no unit “朝阳街道”. Write its name as in the register or add it there first; delete rows of totals, averages and remarks."),
		cell("D12", "“98..5”不是数字，请填数字；没有数据就空着。", "“98..5” is no number; write a number, or leave the cell empty."),
		cell("E15", "“0.93”是 93% 吗？请写成 93%，免得当成百分之零点几。", "Does “0.93” mean 93%? Write 93%, so that it is not taken for a fraction of one percent."),
	}
}

func correctedScores(b pages.Base) pages.NewScoresPage {
	was, is := 91.5, 92.5
	return pages.NewScoresPage{
		Base: b, Month: "2024-09", Sheet: "单位代码,响应率\n990101001,92.5%\n", Seen: "7f3c91",
		Changes: []ledger.ScoreChange{{UnitCode: "990101001", Indicator: "解决率", Before: &was, After: &is}, {UnitCode: "990101026", Indicator: "满意率", Before: &was}},
	}
}

// trend is the first unit's year, with a month missing.
func trend() ledger.ScoreTrend {
	var some []ledger.Score
	for _, s := range scores() {
		if s.UnitCode == units()[0].Code && s.Period != "2024-02" {
			some = append(some, s)
		}
	}
	return ledger.NewScoreTrend(some, scoreRules())
}

func loads() (all []ledger.UnitLoad) {
	list := entries()
	for i, u := range units() {
		l := ledger.UnitLoad{Unit: u, Now: ledger.Load{Collective: 7}, Before: ledger.Load{Lead: 1, Collective: 5}}
		if i%6 == 0 {
			l.Now.Lead, l.Now.Support = 3-i/6%3, i/6%2
		}
		all = append(all, l)
	}
	all[0].Twice = []ledger.Twice{{First: list[14], Again: list[17]}}
	return all
}
