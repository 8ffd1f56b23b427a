package extract

import (
	"slices"
	"strings"

	"taizhang/backend/ledger"
	"taizhang/backend/zh"
)

// columnName is a project's or a task's name, which is a task only where no other
// column says what is to be done.
const (
	columnName  labelKind = "name"
	columnOther labelKind = "none"
	columnMet   labelKind = "met"  // whether a row's work is on time
	columnRate  labelKind = "rate" // how much of it is done
	columnGoal  labelKind = "goal" // how much should be
)

// table reads the table that begins at paras[i], one row a line or one cell a line, and returns how many paragraphs it
// takes; 0 where no table begins.
func (r *reader) table(paras []para, i int) int {
	if cells := r.cells(paras[i]); len(cells) >= 2 {
		if head := r.columns(cells); head != nil {
			r.art.official = true
			return 1 + r.rows(paras[i+1:], head)
		}
		if head := r.headless(paras[i:]); head != nil {
			return r.rows(paras[i:], head)
		}
		return 0
	}
	head := r.cellHead(paras[i:])
	if head == nil {
		return r.looseTable(paras[i:])
	}
	return len(head) + r.cellRows(paras[i+len(head):], head)
}

// cells divides a line at its bars or tabs; nil where it has none.
func (r *reader) cells(p para) []span {
	text := r.s[p.start:p.end]
	sep := "|"
	if !strings.Contains(text, sep) {
		sep = "\t"
	}
	if !strings.Contains(text, sep) {
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
		head[i] = r.column(r.s[c.start:c.end])
		if head[i] != "" {
			known++
			telling = telling || head[i] != columnOther && head[i] != columnName && head[i] != "due"
		}
	}
	if known < 2 || !telling {
		return nil
	}
	if i := slices.Index(head, "task"); i >= 0 && slices.Contains(head[i+1:], "task") && hasAnySuffix(r.s[cells[i].start:cells[i].end], "事项", "任务", "工作") {
		head[i] = columnName // the other column says what of it must be done
	}
	return head
}

// column is what a column's head says: a label, whole or at the end of longer words; a remark in brackets says nothing.
func (r *reader) column(words string) labelKind {
	if i := strings.Index(words, "（"); i > 0 && strings.HasSuffix(words, "）") {
		words = words[:i]
	}
	if len(words) > 36 {
		return ""
	}
	for i := range words {
		if n, kind := r.x.columns.longest(words[i:]); n > 0 && n == len(words)-i {
			return kind
		}
	}
	return ""
}

// rows reads the lines that have cells as the head has them, until another head or no cells come.
func (r *reader) rows(paras []para, head []labelKind) int {
	for i := 0; i < len(paras); {
		if r.groupRow(paras[i:]) {
			r.mark(paras[i].start, paras[i].end, ledger.Headline)
			i++
		}
		cells, n := r.wrappedRow(paras[i:], head)
		if len(cells) < 2 || r.columns(cells) != nil {
			return i
		}
		r.row(head, cells)
		i += n
	}
	return len(paras)
}

// groupRow tells whether a line without cells heads the rows that follow it in a table: 一、老旧小区改造.
func (r *reader) groupRow(paras []para) bool {
	if len(paras) < 2 || r.cells(paras[0]) != nil || !r.groupLine(paras[0]) {
		return false
	}
	next := r.cells(paras[1])
	return len(next) >= 2 && r.columns(next) == nil
}

// groupLine tells whether a line has the form of one that heads rows: short, numbered, no sentence.
func (r *reader) groupLine(p para) bool {
	text := r.s[p.start:p.end]
	return len(text) <= 60 && zh.MarkLen(text) > 0 && zh.MarkLen(text) < len(text) && !strings.ContainsAny(text, "。；：")
}

// wrappedRow reads one row, whose cells may go on over several lines, and how many lines it takes.
func (r *reader) wrappedRow(paras []para, head []labelKind) ([]span, int) {
	width := len(head)
	cells, n := r.spread(r.cells(paras[0]), width), 1
	if cells == nil && len(paras) > 1 && r.names(paras[0]) {
		if cells = r.cells(paras[1]); cells != nil {
			cells[0].start, n = paras[0].start, 2
		}
	}
	for cells != nil && len(cells) < width && n < len(paras) {
		p := paras[n]
		more := r.cells(p)
		if more == nil && p.head && zh.MarkLen(r.s[p.start:p.end]) == 0 && (hasAnySuffix(r.s[:cells[len(cells)-1].end], "、", "，") || r.names(p) && hasAny(string(head[len(cells)-1]), "lead", "support")) {
			more = []span{{p.start, p.end}}
		}
		if more == nil || len(cells)+len(more)-1 > width || r.beginsRow(more[0]) {
			break
		}
		cells[len(cells)-1].end = more[0].end
		cells = append(cells, more[1:]...)
		n++
	}
	return cells, n
}

// spread puts the empty cells back where the source has several tabs between two others, if the row is as wide as its head then: tabs
// may as well stand for the eye alone.
func (r *reader) spread(cells []span, width int) []span {
	if len(cells) < 2 || len(cells) >= width {
		return cells
	}
	all := cells[:1:1]
	for _, c := range cells[1:] {
		for range r.t.Tabs(c.start) - 1 {
			all = append(all, span{c.start, c.start})
		}
		all = append(all, c)
	}
	if len(all) != width {
		return cells
	}
	return all
}

// names tells whether a line names units and nothing else.
func (r *reader) names(p para) bool {
	q := r.parties(p.start, p.end)
	return !q.none() && strings.Trim(r.s[q.end:p.end], "、，") == ""
}

// beginsRow tells whether a line's first cell is a number or a sum's head: no wrapped line begins so.
func (r *reader) beginsRow(c span) bool {
	words := r.s[c.start:c.end]
	_, n := zh.Whole(words)
	return n > 0 && n == len(words) || hasAnyPrefix(words, "合计", "总计", "小计", "备注", "说明", "注")
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
	for {
		if i+1 < len(paras) && r.groupLine(paras[i]) && r.numbered(paras[i+1], number) {
			r.mark(paras[i].start, paras[i].end, ledger.Headline)
			i++
		}
		if i >= len(paras) || !r.numbered(paras[i], number) {
			return i
		}
		cells := []span{{paras[i].start, paras[i].end}}
		j := i + 1
		for ; j < len(paras) && len(cells) < len(head) && !r.numbered(paras[j], number+1) && !(r.groupLine(paras[j]) && j+1 < len(paras) && r.numbered(paras[j+1], number+1)); j++ {
			for n := r.t.Breaks(paras[j].start); n > 1 && len(cells) < len(head)-1 && !r.dated(paras[j], head, len(cells)); n-- {
				cells = append(cells, span{paras[j].start, paras[j].start})
			}
			cells = append(cells, span{paras[j].start, paras[j].end})
		}
		r.row(head, cells)
		number, i = number+1, j
	}
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
	cells = cells[:min(len(cells), len(head))]
	units, support, due := r.rowRoles(head, cells)
	r.rowTheme = prior{}
	name := span{}
	for i, c := range cells {
		if head[i] == columnName && name.end == 0 {
			name = c
			r.rowTheme = prior{r.x.theme(r.s[c.start:c.end]), priorHead}
		}
	}
	if at := slices.Index(head, "lead"); name.end == 0 && at >= 0 && at < len(cells) {
		name = cells[at]
	}
	if name.end > 0 {
		r.judge(head, cells, name, units)
	}
	for i, c := range cells {
		if r.empty(c) || c.end-c.start < 9 {
			continue
		}
		switch kind := head[i]; {
		case kind == "progress" && !r.behind(c):
			for _, part := range r.parted(c) {
				r.praise(part, units, "table")
			}
		case kind == "shortcoming", kind == "progress":
			for _, part := range r.parted(c) {
				r.cellFault(part, units)
			}
		case kind == "task", kind == columnName && !slices.ContainsFunc(head, tellsMore):
			parts := r.parted(c)
			dues := r.eachDue(head, cells, len(parts), due)
			for k, part := range parts {
				r.cellTask(part, units, support, dues[k])
			}
		}
	}
}

// parted divides a cell at semicolons, where each part says something.
func (r *reader) parted(c span) []span {
	var all []span
	at := c.start
	for _, part := range strings.Split(r.s[c.start:c.end], "；") {
		if len(part) < len("做什么事") {
			return []span{c}
		}
		all = append(all, span{at, at + len(part)})
		at += len(part) + len("；")
	}
	return all
}

// eachDue gives each of a row's n tasks its due: the row's, or its own where the due cell has as many parts, 5月底前；12月底前.
func (r *reader) eachDue(head []labelKind, cells []span, n int, due *Due) []*Due {
	all := slices.Repeat([]*Due{due}, n)
	at := slices.Index(head, "due")
	if n < 2 || at < 0 || at >= len(cells) {
		return all
	}
	told := strings.Split(r.s[cells[at].start:cells[at].end], "；")
	if len(told) != n {
		return all
	}
	start := cells[at].start
	for i, words := range told {
		all[i] = r.dueIn(span{start, start + len(words)})
		start += len(words) + len("；")
	}
	return all
}

// behind tells whether a cell that should tell how far something is only tells what is wanting: 尚未启动, 落后计划45天.
func (r *reader) behind(c span) bool {
	for _, z := range zh.Segments(r.s, c.start, c.end) {
		if r.blaming(z.Start, z.End) {
			return !r.achieved(r.s[c.start:c.end])
		}
	}
	return false
}

// rowRoles reads who does a row's work, who helps and until when.
func (r *reader) rowRoles(head []labelKind, cells []span) (units, support []string, due *Due) {
	for i, c := range cells {
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
		}
	}
	return units, support, due
}

// tellsMore tells columns beside which a name is no task.
func tellsMore(kind labelKind) bool { return kind == "task" || kind == columnMet || kind == columnRate }

func (r *reader) cellFault(c span, units []string) {
	f := r.add(ledger.Shortcoming, c.start, c.end, units, "table")
	f.Theme = r.cellTheme(c, units)
	r.mark(c.start, c.end, ledger.Role(ledger.Shortcoming))
	if cue := r.x.theme(r.s[c.start:c.end]); cue != "" && r.rowTheme.theme == "" {
		r.rowTheme = prior{cue, priorHead}
	}
}

func (r *reader) cellTask(c span, units, support []string, due *Due) {
	f := r.add(ledger.Task, c.start, c.end, units, "table")
	f.Support = appendNew(appendNew(nil, support), r.helpers(c))
	f.Theme = r.cellTheme(c, units)
	f.Due = due
	if due == nil {
		f.Due = r.due(c)
	}
	r.mark(c.start, c.end, ledger.Role(ledger.Task))
}

// empty tells cells that say nothing: 无, —.
func (r *reader) empty(c span) bool {
	switch strings.Trim(r.s[c.start:c.end], "—-/ 。.") {
	case "", "无", "暂无", "无问题", "没有", "是", "否", "已完结", "已完成", "已办结", "——", "不涉及", "按序时推进", "正常推进", "按计划推进", "有序推进", "序时推进", "推进中", "正在推进", "进行中", "办理中", "持续推进", "正在办理":
		return true
	}
	return false
}
