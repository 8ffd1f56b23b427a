package samples

import (
	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

// outcomes are one of each sort.
func outcomes() []pages.Outcome {
	return []pages.Outcome{
		{Name: "北山报 2024-09-13.pdf", Report: 1, Title: headline, Findings: 19},
		{Name: "点评会通稿.docx", Report: 2, Title: "北山区召开 8 月份工作点评会暨接诉即办调度会", Findings: 45, Known: true},
		{Name: "点评会误发稿.docx", Report: 4, Title: "北山区召开 7 月份工作点评会", Findings: 31, Known: true, Void: true},
		{Name: "天气预报.txt", Key: "A2", Asks: "keep"},
		{Name: "重点任务分工.xlsx", Key: "B7", Asks: "columns"},
		{Name: "会议照片.jpg", Trouble: ledger.Words{ZH: "这是图片，不能直接读取。", EN: "This is a picture, which is not read here."}},
	}
}

// tables are one with headings that are not all known, and one without any.
func tables() []pages.Table {
	return []pages.Table{
		{Name: "重点任务", Count: 26, Head: 1, Rows: [][]string{
			{"北山区重点任务分工表"}, {"序号", "重点任务", "承接方", "配合单位", "完成时限", "备注"},
			{"1", "完成全区垃圾分类桶站整治，同步更新桶站标识", "区城市管理委员会", "各街镇", "2024年9月30日", ""}, {"2", "开展物业管理专项治理", "区房屋管理局", "东河街道、西苑街道", "年底前", ""},
		}, Holds: []ledger.Column{"number", "task", "", "support", "due", "none"}},
		{Name: "Sheet2", Count: 3, Head: -1, Rows: [][]string{{"南门街道", "打通断头路2条", "10月底前"}, {"东河街道", "改造小区12个", "年底前"}, {"西苑街道", "新建养老驿站3家", "年底前"}}, Holds: []ledger.Column{"", "", ""}},
	}
}
