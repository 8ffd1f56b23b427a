package intake

import (
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
}

// headingRows is how far down a heading row may stand, below a title and lines of remarks.
const headingRows = 20

// heading finds the row that heads the columns: the one with most known headings, the last of those with as many, for a
// heading may take two rows. A table has one where two different roles are known, one of them what the rows are about.
func (g grid) heading() (columns, bool) {
	best, most := columns{}, 1
	for i, row := range g[:min(len(g), headingRows)] {
		c := columns{row: i}
		known := map[role]bool{}
		for _, text := range row {
			r, words := headingOf(text)
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
	return best, most > 1
}

// lines writes the table row by row. Where the columns have known headings, a row becomes words as people write them, so
// that it stands by itself: what is to be done, with who and when in brackets behind it; what was reached and what is
// wrong, each on its line. Other tables keep their cells, with bars between them.
func (g grid) lines() []string {
	c, ok := g.heading()
	if !ok {
		return g.bare()
	}
	out := g[:c.row].bare()
	for _, row := range g[c.row+1:] {
		switch one := only(row); {
		case one != "":
			out = append(out, one)
		case c.again(row):
		case sum(row):
			out = append(out, barred(row)...)
		default:
			out = append(out, c.write(row)...)
		}
	}
	return out
}

func (g grid) bare() (out []string) {
	for _, row := range g {
		out = append(out, barred(row)...)
	}
	return out
}

// barred is a row as one line; nothing where the row is empty.
func barred(row []string) []string {
	if one := only(row); one != "" {
		return []string{one}
	}
	cells := make([]string, len(row))
	for i, text := range row {
		cells[i] = inline(text, "")
	}
	if line := strings.TrimRight(strings.Join(cells, " | "), " |"); line != "" {
		return []string{line}
	}
	return nil
}

// only is what a row says in a single cell: a section's title, a remark.
func only(row []string) string {
	found := ""
	for _, text := range row {
		if text = inline(text, ""); text != "" && text != found {
			if found != "" {
				return ""
			}
			found = text
		}
	}
	return found
}

// again tells a heading row that is repeated at the top of a page.
func (c columns) again(row []string) bool {
	for i, r := range c.roles {
		if r == "" {
			continue
		}
		if _, words := headingOf(at(row, i)); words != c.words[i] {
			return false
		}
	}
	return true
}

// sum tells a row below the tasks: totals and remarks.
func sum(row []string) bool {
	for _, text := range row {
		if text = strings.TrimSpace(text); text != "" {
			for _, w := range []string{"合计", "总计", "小计", "共计", "备注", "说明", "注："} {
				if strings.HasPrefix(text, w) {
					return utf8.RuneCountInString(text) < 8
				}
			}
			return false
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

// inline sets a cell's lines one after another; where no stop stands between two, sep does.
func inline(text, sep string) string {
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
