package samples

import (
	"net/url"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

// returned is a file that came back with a bit of everything: plain changes, a conflict, cells that cannot be taken, two rows of one
// number.
func returned() ledger.ReturnedFile {
	head := func(zh, en string) ledger.Words { return ledger.Words{ZH: zh, EN: en} }
	list := entries()
	return ledger.ReturnedFile{
		Name: "督查台账-2024-09-20.xlsx", Rows: 63,
		Entries: []ledger.ReturnedEntry{
			{Entry: list[0], Line: 2, Changes: []ledger.ReturnedChange{
				{Field: "due", Words: head("完成时限", "Due"), Now: "2024-09-18", New: "2024-09-30"},
				{Field: "progress", Words: head("本期进展", "Progress"), New: "已拆除违建 3 处，清理占道经营点位 12 个，其余点位正在协调产权单位。"},
				{Field: "percent", Words: head("完成度", "Percent done"), Now: "0", New: "60"},
			}},
			{Entry: list[1], Line: 3, Changes: []ledger.ReturnedChange{
				{Field: "remark", Words: head("备注", "Remarks"), Now: "区领导批示", New: "区领导批示，每周一报", Conflict: true},
				{Field: "percent", Words: head("完成度", "Percent done"), Now: "20", New: "六成", Refused: ledger.Words{ZH: "完成度是 0 到 100 的整数。", EN: "How far it has come is a whole number from 0 to 100."}},
			}},
			{Entry: list[2], Line: 4, Twins: []int{9}, Changes: []ledger.ReturnedChange{{Field: "leader", Words: head("责任领导", "Leader"), New: "王副区长"}}},
			{Entry: list[2], Line: 9, Twins: []int{4}, Changes: []ledger.ReturnedChange{{Field: "leader", Words: head("责任领导", "Leader"), New: "李副区长"}}},
		},
		Troubles: []ledger.ReturnedTrouble{
			{Line: 7, Number: "2024-09-任-007", Words: ledger.Words{ZH: "“状态”改成了“已销号”：这一栏不能在表里改，没有采用。", EN: "“Status” was made “已销号”: that column is not changed in a file, so it is not taken."}},
			{Line: 66, Words: ledger.Words{ZH: "没有编号，不知道是哪一条；新事项请从报告里立项。", EN: "It has no number, so that nothing tells which entry it is; new entries come from reports."}},
		},
	}
}

func ledgerFilePages(b func(string) pages.Base) []Sample {
	unlike := ledger.Mistake(ledger.Invalid, "file", "没有找到有“编号”一栏的表头。请用从台账导出的表格，保留表头那一行。", "No heading row with a column “Number” was found. Use a file exported from the ledger, with its heading row.")
	moved := ledger.Mistake(ledger.Conflict, "version", "您核对的时候台账又有变化，什么都还没有改。下面是现在的情况，请再看一遍。", "The ledger changed while you looked; nothing was done. This is how it stands now: look again.")
	again := returned()
	again.Unmarked = 3
	return []Sample{
		{"ledger-file", pages.LedgerFile(pages.LedgerFilePage{Base: b("/ledger-file"), Limit: 32})},
		{"ledger-file-refused", pages.LedgerFile(pages.LedgerFilePage{Base: b("/ledger-file"), Limit: 32, Err: unlike})},
		{"returned", pages.Returned(pages.ReturnedPage{Base: b("/ledger-file/k"), File: returned()})},
		{"returned-moved", pages.Returned(pages.ReturnedPage{Base: b("/ledger-file/k"), File: again, Chosen: url.Values{"take": {"2"}}, Err: moved})},
		{"returned-same", pages.Returned(pages.ReturnedPage{Base: b("/ledger-file/k"), File: ledger.ReturnedFile{Name: "台账.csv", Rows: 12}})},
	}
}
