package intake

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// grid is a table's cells, row by row; rows may be of different lengths.
type grid [][]string

func (g grid) width() (n int) {
	for _, row := range g {
		n = max(n, len(row))
	}
	return n
}

// columns are what the columns of a table hold, from its heading row.
type columns struct {
	row   int // the heading row
	roles []role
	words []string
	heads heads
}

// headingRows is how far down a heading row may stand, below a title and lines of remarks.
const headingRows = 20

// heading finds the row that heads the columns: the one with most known headings, the last of those with as many, for a
// heading may take two rows. A table has one where two different roles are known, one of them what the rows are about.
func (g grid) heading(h heads) (columns, bool) {
	best, most := columns{}, 1
	for i, row := range g[:min(len(g), headingRows)] {
		c := columns{row: i, heads: h}
		known := map[role]bool{}
		for _, text := range row {
			r, words := h.of(text)
			c.roles, c.words = append(c.roles, r), append(c.words, words)
			if r != "" {
				known[r] = true
			}
		}
		about := known[asName] || known[asTask] || known[asShortcoming] || known[asProgress]
		better := len(known) > most || len(known) == most && i == best.row+1
		if about && better && len(known) > 1 {
			best, most = c, len(known)
		}
	}
	best.lastTask()
	return best, most > 1
}

// lastTask makes names of all columns of tasks but the last: 重点任务 tells what 具体措施 is for.
func (c columns) lastTask() {
	last := -1
	for i := len(c.roles) - 1; i >= 0; i-- {
		if c.roles[i] == asTask && last >= 0 {
			c.roles[i], c.words[i] = asName, "任务名称"
		} else if c.roles[i] == asTask {
			last = i
		}
	}
}

// under writes the table a row a line, its cells in order with bars between them, which is how the extraction reads tables.
// Where the columns have known headings, those stand above the rows, and again below each line that is no row: a section's
// title, a total.
func (g grid) under(c columns) []string {
	out := g[:max(c.row, 0)].bare()
	headed := false
	for _, row := range g[c.row+1:] {
		one := only(row)
		switch {
		case c.again(row), empty(row), c.row >= 0 && slices.Equal(row, g[c.row]):
		case one != "", isTotal(row):
			out = append(out, strings.Join(distinct(row), " "))
			headed = false
		default:
			if !headed {
				out = append(out, strings.Join(c.words, bar))
				headed = true
			}
			out = append(out, c.write(row))
		}
	}
	return out
}

const bar = " | "

// write is a row below known headings: as many cells as those, names in a list where a cell holds several.
func (c columns) write(row []string) string {
	cells := make([]string, max(len(row), len(c.words)))
	for i := range cells {
		between := "；"
		if i < len(c.roles) && (c.roles[i] == asLead || c.roles[i] == asSupport) {
			between = "、"
		}
		cells[i] = inline(at(row, i), between)
	}
	return strings.Join(cells, bar)
}

// bare writes rows without known headings.
func (g grid) bare() (out []string) {
	for _, row := range g {
		cells := make([]string, len(row))
		for i, text := range row {
			cells[i] = inline(text, "；")
		}
		if one := only(row); one != "" {
			out = append(out, one)
		} else if line := strings.TrimRight(strings.Join(cells, bar), " |"); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// only is what a row says in a single cell: a section's title, a remark.
func only(row []string) string {
	if said := distinct(row); len(said) == 1 {
		return said[0]
	}
	return ""
}

func empty(row []string) bool { return len(distinct(row)) == 0 }

// distinct lists what the cells of a row say, once where merged cells say it several times running.
func distinct(row []string) (said []string) {
	for _, text := range row {
		if text = inline(text, "；"); text != "" && (len(said) == 0 || said[len(said)-1] != text) {
			said = append(said, text)
		}
	}
	return said
}

// again tells a heading row that is repeated at the top of a page.
func (c columns) again(row []string) bool {
	for i, r := range c.roles {
		if r == "" {
			continue
		}
		if _, words := c.heads.of(at(row, i)); words != c.words[i] && r != asName {
			return false
		}
	}
	return true
}

// isTotal tells a row below the tasks that adds up or explains.
func isTotal(row []string) bool {
	said := distinct(row)
	for _, w := range []string{"合计", "总计", "小计", "共计", "备注", "说明", "注："} {
		if len(said) > 0 && strings.HasPrefix(said[0], w) {
			return utf8.RuneCountInString(said[0]) < 8
		}
	}
	return false
}

func at(row []string, i int) string {
	if i < len(row) {
		return row[i]
	}
	return ""
}

// inline sets a cell's lines one after another; where no stop stands between two, sep does. A bar within a cell would part
// it in two.
func inline(text, sep string) string {
	text = strings.ReplaceAll(text, "|", "/")
	if !strings.ContainsAny(text, "\n\r") {
		return strings.TrimSpace(text)
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if b.Len() > 0 && !strings.ContainsAny(lastRune(b.String()), "。；，、：！？.;,:（(") {
			b.WriteString(sep)
		}
		b.WriteString(line)
	}
	return b.String()
}

func lastRune(s string) string {
	_, n := utf8.DecodeLastRuneInString(s)
	return s[len(s)-n:]
}
