package extract

import (
	"strings"

	"taizhang/backend/ledger"
	"taizhang/backend/zh"
)

// columnName is a project's or a task's name, which is a task only where no other
// column says what is to be done.
const (
	columnName  labelKind = "name"
	columnOther labelKind = "none"
)

// table reads the table that begins at paras[i], one row a line or one cell a line, and returns how many paragraphs it
// takes; 0 where no table begins.
func (r *reader) table(paras []para, i int) int {
	if cells := r.cells(paras[i]); len(cells) >= 3 {
		if head := r.columns(cells); head != nil {
			return 1 + r.rows(paras[i+1:], head)
		}
		return 0
	}
	head := r.cellHead(paras[i:])
	if head == nil {
		return 0
	}
	return len(head) + r.cellRows(paras[i+len(head):], head)
}

// cells divides a line at its bars or tabs; nil where it has none.
func (r *reader) cells(p para) []span {
	text := r.s[p.start:p.end]
	sep := "|"
	if strings.Count(text, sep) < 2 {
		sep = "\t"
	}
	if strings.Count(text, sep) < 2 {
		return nil
	}
	var all []span
	at := p.start
	inner := text
	if sep == "|" {
		inner = strings.TrimPrefix(inner, sep)
		at += len(text) - len(inner)
		inner = strings.TrimSuffix(inner, sep)
	}
	for _, cell := range strings.Split(inner, sep) {
		all = append(all, span{at, at + len(cell)})
		at += len(cell) + len(sep)
	}
	return all
}

// columns reads a table's head: nil unless it names who is responsible, or what for, in at least two columns.
func (r *reader) columns(cells []span) []labelKind {
	head := make([]labelKind, len(cells))
	known, telling := 0, false
	for i, c := range cells {
		words := r.s[c.start:c.end]
		n, kind := r.x.labels.longest(words)
		head[i] = columnOther
		if n > 0 && n == len(words) {
			head[i] = kind
			known++
			telling = telling || kind == "lead" || kind == "task" || kind == "shortcoming"
		}
	}
	if known < 2 || !telling {
		return nil
	}
	return head
}

// rows reads the lines that have cells as the head has them.
func (r *reader) rows(paras []para, head []labelKind) int {
	for i, p := range paras {
		cells := r.cells(p)
		if len(cells) < 2 {
			return i
		}
		r.row(head, cells)
	}
	return len(paras)
}

// cellHead reads heads that stand one a line.
func (r *reader) cellHead(paras []para) []labelKind {
	var cells []span
	for _, p := range paras[:min(len(paras), 16)] {
		if !p.head || p.end-p.start > 36 || zh.MarkLen(r.s[p.start:p.end]) > 0 {
			break
		}
		if _, n := zh.Whole(r.s[p.start:p.end]); n == p.end-p.start {
			break
		}
		cells = append(cells, span{p.start, p.end})
	}
	if len(cells) < 3 || len(cells) == len(paras) {
		return nil
	}
	if n, _ := r.x.labels.longest(r.s[cells[0].start:cells[0].end]); n != cells[0].end-cells[0].start {
		return nil
	}
	head := r.columns(cells)
	if head == nil || r.s[cells[0].start:cells[0].end] != "序号" {
		return nil
	}
	return head
}

// cellRows reads rows of cells one a line; each begins with its number. An empty line between two cells is an empty cell.
func (r *reader) cellRows(paras []para, head []labelKind) int {
	number, i := 1, 0
	for i < len(paras) && r.numbered(paras[i], number) {
		cells := []span{{paras[i].start, paras[i].end}}
		j := i + 1
		for ; j < len(paras) && len(cells) < len(head) && !r.numbered(paras[j], number+1); j++ {
			for n := r.t.Breaks(paras[j].start); n > 1 && len(cells) < len(head)-1 && !r.dated(paras[j], head, len(cells)); n-- {
				cells = append(cells, span{paras[j].start, paras[j].start})
			}
			cells = append(cells, span{paras[j].start, paras[j].end})
		}
		r.row(head, cells)
		number, i = number+1, j
	}
	return i
}

// dated tells whether a cell is where a date belongs already.
func (r *reader) dated(p para, head []labelKind, at int) bool {
	return at < len(head) && head[at] == "due" && len(zh.FindDays(r.s[p.start:p.end], r.ref, zh.Future)) > 0
}

func (r *reader) numbered(p para, n int) bool {
	v, size := zh.Whole(r.s[p.start:p.end])
	return v == n && size == p.end-p.start
}

// row records what one row says.
func (r *reader) row(head []labelKind, cells []span) {
	var units, support []string
	var due *Due
	tasks := 0
	for i, c := range cells[:min(len(cells), len(head))] {
		if r.empty(c) {
			continue
		}
		switch head[i] {
		case "lead":
			units = appendNew(units, r.everyone(c))
		case "support":
			support = appendNew(support, r.everyone(c))
		case "due":
			due = r.dueIn(c)
		case "task":
			tasks++
		}
	}
	r.rowTheme = prior{}
	for i, c := range cells[:min(len(cells), len(head))] {
		if head[i] == columnName {
			r.rowTheme = prior{r.x.theme(r.s[c.start:c.end]), priorHead}
		}
	}
	for i, c := range cells[:min(len(cells), len(head))] {
		if r.empty(c) || c.end-c.start < 9 {
			continue
		}
		switch kind := head[i]; {
		case kind == "progress":
			r.praise(c, units, "table")
		case kind == "shortcoming":
			f := r.add(ledger.Shortcoming, c.start, c.end, units, "table")
			f.Theme = r.x.theme(r.s[c.start:c.end], r.rowTheme)
			r.mark(c.start, c.end, ledger.Role(ledger.Shortcoming))
		case kind == "task", kind == columnName && tasks == 0 && !hasKind(head, "task"):
			r.cellTask(c, units, support, due)
		}
	}
}

func hasKind(head []labelKind, kind labelKind) bool {
	for _, k := range head {
		if k == kind {
			return true
		}
	}
	return false
}

func (r *reader) cellTask(c span, units, support []string, due *Due) {
	f := r.add(ledger.Task, c.start, c.end, units, "table")
	f.Support = appendNew(appendNew(nil, support), r.helpers(c))
	f.Theme = r.x.theme(r.s[c.start:c.end], r.rowTheme)
	f.Due = due
	if due == nil {
		f.Due = r.due(c)
	}
	r.mark(c.start, c.end, ledger.Role(ledger.Task))
}

// empty tells cells that say nothing: 无, —.
func (r *reader) empty(c span) bool {
	switch strings.Trim(r.s[c.start:c.end], "—-/ 。.") {
	case "", "无", "暂无", "无问题", "没有", "是", "否", "已完结", "已完成", "已办结", "——", "不涉及":
		return true
	}
	return false
}
