package extract

import (
	"cmp"
	"slices"

	"taizhang/backend/zh"
)

const headlessRows = 12 // enough to tell what the columns of a table without a head hold

// headless tells the columns of a table that has no head by what stands in them: one names units in every row, the widest
// other says what the section, the lead-in or the title announce. It is nil where those say nothing.
func (r *reader) headless(paras []para) []labelKind {
	kind := cmp.Or(r.section, r.asked, r.sectionOf(r.art.title))
	if kind == "" || kind == onNothing {
		return nil
	}
	var rows [][]span
	for _, p := range paras[:min(len(paras), headlessRows)] {
		cells := r.cells(p)
		if len(cells) < 2 || len(rows) > 0 && len(cells) != len(rows[0]) {
			break
		}
		rows = append(rows, cells)
	}
	if len(rows) < 2 {
		return nil
	}
	head := make([]labelKind, len(rows[0]))
	widest, width := -1, 0
	for i := range head {
		head[i] = r.holds(rows, i)
		if w := rows[0][i].end - rows[0][i].start + rows[1][i].end - rows[1][i].start; head[i] == "" && w > width {
			widest, width = i, w
		}
	}
	if widest < 0 || !slices.Contains(head, "lead") {
		return nil
	}
	head[widest] = labelKind(kind)
	return head
}

// holds tells what a column holds where all its cells are of one form: units, dates, numbers.
func (r *reader) holds(rows [][]span, i int) labelKind {
	all := func(is func(span) bool) bool {
		return !slices.ContainsFunc(rows, func(cells []span) bool { return !is(cells[i]) })
	}
	switch {
	case all(func(c span) bool { _, n := zh.Whole(r.s[c.start:c.end]); return n > 0 && n == c.end-c.start }):
		return columnOther
	case all(func(c span) bool { return c.end > c.start && r.names(para{start: c.start, end: c.end}) }):
		return "lead"
	case all(func(c span) bool { return c.end-c.start < 48 && r.due(c) != nil }):
		return "due"
	}
	return ""
}
