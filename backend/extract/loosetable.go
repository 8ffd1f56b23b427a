package extract

import (
	"slices"
	"strings"

	"taizhang/backend/zh"
)

// A table whose cells stand one a line without a number before each row: which cell belongs to which column is told by what
// it holds, a unit, a date, a sentence. Cells may be missing, as under a cell that spans several rows.

// looseTable reads such a table at paras and returns how many paragraphs it takes; 0 where none begins.
func (r *reader) looseTable(paras []para) int {
	head := r.looseHead(paras)
	if head == nil {
		return 0
	}
	cells := r.looseCells(paras[len(head):])
	rows := r.align(head, cells)
	for len(rows) > 0 && !r.answerable(head, rows[len(rows)-1]) {
		rows = rows[:len(rows)-1]
	}
	if len(rows) < 2 {
		return 0
	}
	last := 0
	for _, row := range rows {
		r.row(head, row)
		for _, c := range row {
			last = max(last, c.end)
		}
	}
	n := len(head)
	for n < len(paras) && paras[n].start < last {
		n++
	}
	return n
}

// looseHead reads the heads of the columns: as far as the lines are heads that are known, one unknown between two known.
func (r *reader) looseHead(paras []para) []labelKind {
	var head []labelKind
	known := 0
	for i, p := range paras[:min(len(paras), 14)] {
		words := r.s[p.start:p.end]
		if words == "序号" {
			return nil // its rows are numbered
		}
		if !p.head || len(words) > 36 || zh.MarkLen(words) > 0 {
			break
		}
		kind := r.column(words)
		if whole, _ := r.x.columns.longest(words); whole < len(words) && r.names(p) {
			break
		}
		head = append(head, kind)
		if kind != "" {
			known = i + 1
		} else if i-known >= 1 {
			break
		}
	}
	head = head[:known]
	tells := func(kinds ...labelKind) bool {
		return slices.ContainsFunc(head, func(k labelKind) bool { return slices.Contains(kinds, k) })
	}
	if len(head) < 3 || !tells("lead") || !tells("task", "shortcoming", "progress", columnName) {
		return nil
	}
	return head
}

// looseCells are the lines up to where a table's remarks begin, another table, or what is no cell.
func (r *reader) looseCells(paras []para) []span {
	var cells []span
	for i, p := range paras {
		words := r.s[p.start:p.end]
		if tableTitle(words) || i > 0 && (r.cellHead(paras[i:]) != nil || r.looseHead(paras[i:]) != nil) {
			break
		}
		if len(words) > longest || hasAnyPrefix(words, "说明", "注：", "备注：", "附：", "填表", "填报", "联系人") || zh.TitleMark(words) && r.sectionOf(words) != "" {
			break
		}
		cells = append(cells, span{p.start, p.end})
	}
	return cells
}

// tableTitle tells titles such as 表二 后续任务分解 and 附表1.
func tableTitle(words string) bool {
	rest, is := strings.CutPrefix(strings.TrimPrefix(words, "附"), "表")
	_, n := zh.Whole(rest)
	return is && n > 0
}

// answerable tells whether a row names who answers for it.
func (r *reader) answerable(head []labelKind, row []span) bool {
	for i, c := range row {
		if head[i] == "lead" && c.start < c.end && r.names(para{start: c.start, end: c.end}) {
			return true
		}
	}
	return false
}

// misfit is how badly a cell fits a column, 0 where it fits; the figures only weigh against one another.
func (r *reader) misfit(kind labelKind, c span) int {
	words := r.s[c.start:c.end]
	void := r.empty(c)
	names := !void && r.names(para{start: c.start, end: c.end})
	dated := !void && len(words) <= 60 && !names && (len(zh.FindDays(words, r.ref, zh.Future)) > 0 || hasAny(words, "全年", "长期", "序时", "持续", "立即", "即日", "常态", "每月", "每季", "每周", "汛期", "年内"))
	_, n := zh.Whole(words)
	switch kind {
	case "lead", "support":
		switch {
		case names:
			return 0
		case void:
			return 1
		case len(words) <= 30 && !dated:
			return 8
		}
		return 24
	case "due":
		switch {
		case dated && len(words) <= 48:
			return 0
		case void:
			return 1
		}
		return 20
	case "task", "shortcoming", "progress", columnName:
		switch {
		case names || void || n == len(words) || dated && len(words) <= 24:
			return 16
		case len(words) >= 24:
			return 0
		}
		return 4
	}
	switch {
	case names:
		return 6
	case len(words) <= 60:
		return 3
	}
	return 8
}

// absent is what it weighs that a row has no cell for a column.
func absent(kind labelKind) int {
	switch kind {
	case "lead":
		return 12
	case "task", "shortcoming", "progress", columnName:
		return 24
	case "support", "due":
		return 2
	}
	return 1
}

// align shares cells out to the columns of as many rows as they make, so that they fit best.
func (r *reader) align(head []labelKind, cells []span) [][]span {
	width := len(head)
	gaps := make([]int, width+1) // gaps[j] is what it weighs that the columns before j are absent
	for j, kind := range head {
		gaps[j+1] = gaps[j] + absent(kind)
	}
	type step struct{ weight, from int }
	best := make([][]step, len(cells)) // best[i][j]: cell i in column j
	for i, c := range cells {
		best[i] = make([]step, width)
		for j, kind := range head {
			fit := r.misfit(kind, c)
			best[i][j] = step{fit + gaps[j], -1}
			for k := 0; i > 0 && k < width; k++ {
				weight := best[i-1][k].weight + fit
				if k < j {
					weight += gaps[j] - gaps[k+1]
				} else {
					weight += gaps[width] - gaps[k+1] + gaps[j]
				}
				if i > 0 && (k == 0 || weight < best[i][j].weight) {
					best[i][j] = step{weight, k}
				}
			}
		}
	}
	if len(cells) == 0 {
		return nil
	}
	last := len(cells) - 1
	at := 0
	for j := range head {
		if best[last][j].weight+gaps[width]-gaps[j+1] < best[last][at].weight+gaps[width]-gaps[at+1] {
			at = j
		}
	}
	columns := make([]int, len(cells))
	for i := last; i >= 0; i-- {
		columns[i] = at
		at = best[i][at].from
	}
	var rows [][]span
	for i, c := range cells {
		if i == 0 || columns[i] <= columns[i-1] {
			row := make([]span, width)
			for j := range row {
				row[j] = span{c.start, c.start}
			}
			rows = append(rows, row)
		}
		rows[len(rows)-1][columns[i]] = c
	}
	return rows
}
