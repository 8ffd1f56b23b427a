package samples

import (
	"strings"

	"taizhang/backend/ledger"
)

const headline = "北山区召开月度工作点评会"

// text is a report as a newspaper's page gives it: lines broken inside words.
const text = headline + `
以更实举措推动重点任务落地见效
本报讯（记者 林一）9月 12日上午，北山区
召开月度工作点评会。东河街道、西苑街道、
南门街道依次发言，区委书记现场点评。

东河街道持续强化党建引领基层治理，打
造“邻里河畔”服务品牌；大力优化营商环境，
今年1—8月税收收入排名各街镇前列；扎实推
进老旧小区改造，完成改造 12个小区、涉及
居民 3400户。但在城市环境建设、接诉即办等
方面仍存不足。西苑街道聚焦民生实事，新建
社区养老驿站 3家，居民满意度排名各街镇第
一；深化平安建设，辖区警情同比下降18%。但
在消防安全、接诉即办等方面仍存不足。南门街
道加快推进道路微循环改造，打通断头路2条；
提升政务服务效能，“一窗通办”事项达 96%。
但在物业管理方面仍存不足。

会议通报了8月份接诉即办情况。会议强
调，要持续巩固向好势头；对排名靠后的单位
加强指导帮扶，相关街道尽快整改。区城管委
要加大现场检查力度，9月底前完成全区垃圾分
类桶站整治，各街镇配合；区房管局组织开展
物业管理专项治理，建立“红黑榜”考评机制。
各部门、各单位及时梳理年度重点工作完成进
度，确保年底前全面完成。

会议要求，各街镇要压实消防安全责任，
对“九小场所”开展拉网式排查，10月 15日前
完成整改；区应急局牵头，对排查整改情况开展
“回头看”。
`

// findings are what is read from text; the first have been reviewed.
func findings() []ledger.Entry {
	all := []ledger.Entry{
		found(ledger.Progress, "东河街道", "党建引领", "持续强化党建引领基层治理，打\n造“邻里河畔”服务品牌"),
		found(ledger.Progress, "东河街道", "经济发展", "大力优化营商环境，\n今年1—8月税收收入排名各街镇前列", ledger.Metric{Name: "税收收入", Period: "2024-01/2024-08", Rank: "前列", Scope: "各街镇"}),
		found(ledger.Progress, "东河街道", "民生保障", "扎实推\n进老旧小区改造，完成改造 12个小区、涉及\n居民 3400户", ledger.Metric{Name: "改造小区", Value: number(12), Unit: "个"}, ledger.Metric{Name: "涉及居民", Value: number(3400), Unit: "户"}),
		found(ledger.Shortcoming, "东河街道", "城市环境", "城市环境建设"),
		found(ledger.Shortcoming, "东河街道", "接诉即办", "接诉即办"),
		found(ledger.Progress, "西苑街道", "民生保障", "聚焦民生实事，新建\n社区养老驿站 3家，居民满意度排名各街镇第\n一", ledger.Metric{Name: "居民满意度", Rank: "1", Scope: "各街镇"}),
		found(ledger.Progress, "西苑街道", "平安建设", "深化平安建设，辖区警情同比下降18%", ledger.Metric{Name: "警情同比", Value: number(-18), Unit: "%"}),
		found(ledger.Shortcoming, "西苑街道", "安全生产", "消防安全"),
		found(ledger.Shortcoming, "西苑街道", "接诉即办", "接诉即办等方面仍存不足。南门"),
		found(ledger.Progress, "南门街道", "城市环境", "加快推进道路微循环改造，打通断头路2条"),
		found(ledger.Progress, "南门街道", "民生保障", "提升政务服务效能，“一窗通办”事项达 96%", ledger.Metric{Name: "“一窗通办”事项", Value: number(96), Unit: "%"}),
		found(ledger.Shortcoming, "南门街道", "物业管理", "物业管理"),
		found(ledger.Task, "", "", "要持续巩固向好势头"),
		found(ledger.Task, "相关街道", "接诉即办", "对排名靠后的单位\n加强指导帮扶，相关街道尽快整改"),
		found(ledger.Task, "区城市管理委员会", "城市环境", "加大现场检查力度，9月底前完成全区垃圾分\n类桶站整治，各街镇配合"),
		found(ledger.Task, "区房屋管理局", "物业管理", "组织开展\n物业管理专项治理，建立“红黑榜”考评机制"),
		found(ledger.Task, "各部门、各单位", "", "及时梳理年度重点工作完成进\n度，确保年底前全面完成"),
		found(ledger.Task, "各街镇", "安全生产", "压实消防安全责任，\n对“九小场所”开展拉网式排查，10月 15日前\n完成整改"),
		found(ledger.Task, "区应急管理局", "安全生产", "对排查整改情况开展\n“回头看”"),
	}
	// The second 接诉即办 is the one of the second unit.
	again := &all[8]
	again.Quote, again.Text, again.End = "接诉即办", "接诉即办", again.Start+4
	due(&all[14], "9月底前", "2024-09-30")
	due(&all[16], "年底前", "2024-12-31")
	due(&all[17], "10月 15日前", "2024-10-15")
	all[14].Units = append(all[14].Units, party("各街镇", ledger.Support))
	settle(all)
	return all
}

// remarks are one of each sort that the desk can have.
func remarks() map[int64]ledger.Remarks {
	all := map[int64]ledger.Remarks{}
	before := []ledger.Entry{{ReportID: 2, Number: "2024-08-问-003", Kind: ledger.Shortcoming, Period: "2024-08", Theme: "物业管理"}}
	known := &ledger.Entry{ReportID: 2, Number: "2024-08-任-012", Kind: ledger.Task, Period: "2024-08", Status: ledger.Registered, Text: "加大现场检查力度，完成全区垃圾分类桶站整治"}
	blamed := &before[0]
	blamed.Text = "物业服务企业履约不到位，小区环境脏乱"
	r := report()
	for _, e := range findings() {
		all[e.ID] = ledger.Remark(&r, &e, nil, ledger.Likeness{})
	}
	next := findings()[8]
	all[7] = ledger.Remarks{Reason: "上月已作为成绩记录"}
	all[1] = ledger.Remarks{Mended: blamed}
	all[15] = ledger.Remarks{Mends: blamed}
	all[13] = ledger.Remarks{Theme: "接诉即办", Cue: "势头"}
	all[8] = ledger.Remarks{Recurs: ledger.Recurred("2024-10", before)}
	all[10] = ledger.Remarks{Next: &next}
	all[12] = ledger.Remarks{Recurs: ledger.Recurred("2024-09", before)}
	all[16] = ledger.Remarks{Due: r.SuggestedDue(&ledger.Entry{Kind: ledger.Task, Status: ledger.Draft}), Same: known}
	return all
}

func found(k ledger.Kind, unit, theme, quote string, metrics ...ledger.Metric) ledger.Entry {
	place := strings.Index(text, quote)
	start := len([]rune(text[:max(place, 0)]))
	e := ledger.Entry{
		Kind: k, ReportID: 1, Period: "2024-09", Theme: theme, Metrics: metrics, Status: ledger.Draft, Version: 1, Rule: string(k) + ".clause",
		Quote: strings.Join(strings.Fields(quote), ""), Start: start, End: start + len([]rune(quote)),
	}
	e.Text = e.Quote
	role := ledger.Subject
	if k == ledger.Task {
		role, e.Speaker = ledger.Lead, "会议"
	}
	if unit != "" {
		e.Units = []ledger.Party{party(unit, role)}
	}
	return e
}

func due(e *ledger.Entry, words string, d ledger.Date) {
	e.DueText, e.Due, e.DueBasis = words, d, ledger.DueFromText
}

func number(n float64) *float64 { return &n }

// settle numbers the findings and reviews the first seven: the last of these is left out.
func settle(all []ledger.Entry) {
	next := map[ledger.Kind]int{}
	for i := range all {
		e := &all[i]
		e.ID = int64(i + 1)
		switch {
		case i == 6:
			e.Status = ledger.Rejected
		case i < 6:
			next[e.Kind]++
			accept(e, next[e.Kind])
		}
	}
}

func accept(e *ledger.Entry, n int) {
	e.Number, e.Version = ledger.Number(e.Period, e.Kind, n), 2
	e.Status = ledger.Registered
	if e.Kind == ledger.Progress {
		e.Status = ledger.Recorded
	}
	e.CreatedAt, e.UpdatedAt = at("2024-09-13T09:00:00+08:00"), at("2024-09-13T09:12:00+08:00")
}

func report() ledger.Report {
	return ledger.Report{
		ID: 1, Name: "北山报 2024-09-13", Title: headline, Published: "2024-09-13", Meeting: "2024-09-12", Period: "2024-09",
		Text: text, Chars: len([]rune(text)), CreatedAt: at("2024-09-13T09:00:00+08:00"), CreatedBy: "督查室",
		Spans: []ledger.Span{{Start: 0, End: len([]rune(headline)) + len([]rune("\n以更实举措推动重点任务落地见效\n")), Role: ledger.Headline}},
	}
}
