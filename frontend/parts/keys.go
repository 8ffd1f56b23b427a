package parts

import "taizhang/backend/ledger"

// DeskKeys is what single keys do on a report's desk; app.js acts on them.
var DeskKeys = []struct {
	Keys  []string
	Words ledger.Words
}{
	{[]string{"j", "k"}, ledger.Words{ZH: "移动", EN: "move"}}, {[]string{"a"}, ledger.Words{ZH: "采纳", EN: "accept"}}, {[]string{"e"}, ledger.Words{ZH: "修改", EN: "edit"}},
	{[]string{"x"}, ledger.Words{ZH: "不采纳", EN: "reject"}}, {[]string{"r"}, ledger.Words{ZH: "写明理由", EN: "with a reason"}}, {[]string{"s"}, ledger.Words{ZH: "拆分", EN: "split"}},
	{[]string{"m"}, ledger.Words{ZH: "合并", EN: "merge"}}, {[]string{"d"}, ledger.Words{ZH: "采用时限", EN: "take the date"}}, {[]string{"t"}, ledger.Words{ZH: "采用领域", EN: "take the theme"}},
	{[]string{"l"}, ledger.Words{ZH: "并入、关联", EN: "link"}}, {[]string{"p"}, ledger.Words{ZH: "并行", EN: "parallel"}}, {[]string{"n"}, ledger.Words{ZH: "新事项", EN: "new"}}, {[]string{"u"}, ledger.Words{ZH: "恢复", EN: "restore"}},
}
