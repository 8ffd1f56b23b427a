package extract

import (
	"slices"

	"taizhang/backend/ledger"
	"taizhang/backend/zh"
)

// judge reads a row that says whether its work is on time: in words (是否达序时: 否), or by a share done that is less than
// the share due. Where no column tells the fault or the progress itself, the row does, from its name to what judges it.
func (r *reader) judge(head []labelKind, cells []span, name span, units []string) {
	met, at := r.met(head, cells)
	if at < 0 || cells[at].end <= name.start || hasAnyPrefix(r.s[cells[0].start:], "合计", "总计", "小计", "平均", "全区", "全县", "全市") {
		return
	}
	told := func(kind labelKind) bool {
		i := slices.Index(head, kind)
		return i >= 0 && i < len(cells) && !r.empty(cells[i])
	}
	row := span{name.start, cells[at].end}
	switch {
	case met && !told("progress"):
		r.praise(row, units, "table")
	case !met && !told("shortcoming"):
		f := r.add(ledger.Shortcoming, row.start, row.end, units, "table")
		f.Theme = r.cellTheme(row, units)
		r.mark(row.start, row.end, ledger.Role(ledger.Shortcoming))
	}
}

// met tells whether a row's work is on time and which cell says so, -1 where none does.
func (r *reader) met(head []labelKind, cells []span) (bool, int) {
	done, due, at := -1.0, -1.0, -1
	for i, c := range cells {
		words := r.s[c.start:c.end]
		switch head[i] {
		case columnMet:
			switch {
			case hasAnyPrefix(words, "否", "未", "不", "×", "✗", "滞后", "落后", "没"):
				return false, i
			case hasAnyPrefix(words, "是", "已", "达", "√", "✓", "正常", "按"):
				return true, i
			}
		case columnRate:
			if v, ok := percent(words); ok {
				done, at = v, i
			}
		case columnGoal:
			if v, ok := percent(words); ok {
				due = v
			}
		}
	}
	if done < 0 || due < 0 {
		return false, -1
	}
	return done >= due, at
}

// percent reads a cell that is a percentage and nothing else.
func percent(s string) (float64, bool) {
	v, n := zh.Number(s)
	return v, n > 0 && s[n:] == "%"
}
