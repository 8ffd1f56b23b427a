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
		{Name: "天气预报.txt", Key: "A2", Asks: "keep"},
		{Name: "重点任务分工.xlsx", Key: "B7", Asks: "columns"},
		{Name: "会议照片.jpg", Trouble: ledger.Words{ZH: "这是图片，不能直接读取。", EN: "This is a picture, which is not read here."}},
	}
}
