package intake

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"taizhang/backend/ledger"
)

// Columns are what a person says of a table: which row heads it, -1 for none, and what each column holds, "" or none for one
// that is not read. Where no column holds what the rows are about, the table is written as it stands.
type Columns struct {
	Head  int
	Holds []ledger.Column
}

// Table is a table of a file as it was recognised.
type Table struct {
	Name  string          // of its sheet, if it has one
	Rows  [][]string      // the first of them, shortened
	Count int             // of all its rows
	Head  int             // the row that heads the columns, -1 where none seems to
	Holds []ledger.Column // what each column holds, "" where nothing tells
	Sure  bool            // each column is known by its heading
}

const (
	maxTables = 20 // that a person is asked about
	maxAsked  = 40 // columns of one
	firstRows = 8  // that are shown
	firstText = 60 // characters of a cell that are
)

// tables is how the tables of one file are read: by the headings that are known and by what a person says of them.
type tables struct {
	heads   heads
	said    []Columns
	tabular bool   // the file is a table as a whole
	name    string // of the sheet that is being read
	all     []Table
	terms   []ledger.Term // the headings that were read, with what their columns hold
}

// Knows tells whether anything is known of what a column with that heading holds.
func (r *Reader) Knows(heading string) bool { return r.heads.holds(heading) != "" }

// lines writes a table a row a line, its cells in order with bars between them, which is how the extraction reads tables.
// Its headings stand above the rows in words that the extraction knows, where they are known or a person says what the
// columns hold.
func (ts *tables) lines(g grid) []string {
	c, ok := g.heading(ts.heads)
	if (ok || g.isTable()) && len(ts.all) < maxTables {
		t := ts.describe(g, c, ok)
		if n := len(ts.all); n < len(ts.said) {
			c, ok = ts.said[n].read(g, ts.heads, c, t)
		}
		ts.all = append(ts.all, t)
	}
	if !ok {
		return g.bare()
	}
	ts.note(g, c)
	return g.under(c)
}

// isTable tells a grid whose columns are worth asking about: two rows of two cells each.
func (g grid) isTable() bool {
	n := 0
	for _, row := range g {
		if len(distinct(row)) > 1 {
			n++
		}
	}
	return n > 1
}

// describe tells what a table looks like; c is its heading where there is one.
func (ts *tables) describe(g grid, c columns, headed bool) Table {
	t := Table{Name: ts.name, Count: len(g), Head: c.row, Sure: headed}
	if !headed {
		t.Head = g.likelyHead()
	}
	for _, row := range g[:min(len(g), max(firstRows, t.Head+firstRows/2))] {
		short := make([]string, min(len(row), maxAsked))
		for i := range short {
			short[i] = ledger.Shorten(inline(row[i], "；"), firstText)
		}
		t.Rows = append(t.Rows, short)
	}
	for i := range min(g.width(), maxAsked) {
		holds := role("")
		if t.Head >= 0 {
			holds = ts.heads.holds(at(g[t.Head], i))
		}
		if headed && i < len(c.roles) && c.roles[i].Valid() {
			holds = c.roles[i]
		}
		t.Holds = append(t.Holds, holds)
		t.Sure = t.Sure && (holds != "" || g.blank(i))
	}
	return t
}

// blank tells whether a column holds nothing.
func (g grid) blank(col int) bool {
	return !slices.ContainsFunc(g, func(row []string) bool { return strings.TrimSpace(at(row, col)) != "" })
}

// likelyHead is the first row of several cells, if they could head columns: short, different, and no numbers.
func (g grid) likelyHead() int {
	for i, row := range g[:min(len(g), headingRows)] {
		said := distinct(row)
		if len(said) < 2 {
			continue
		}
		for _, text := range said {
			if utf8.RuneCountInString(text) > maxHeading || strings.ContainsAny(text, "。；，、") || strings.Trim(text, "0123456789.%年月日-/ ") == "" {
				return -1
			}
		}
		return i
	}
	return -1
}

// read makes columns of what a person says of a table; by are those that its own headings tell. False where no column holds
// what the rows are about.
func (s Columns) read(g grid, h heads, by columns, t Table) (columns, bool) {
	if s.Head < -1 || s.Head >= len(g) {
		return by, false
	}
	c, about := columns{row: s.Head, heads: h}, false
	for i := range min(g.width(), len(s.Holds)) {
		heading := ""
		if s.Head >= 0 {
			heading = bare(at(g[s.Head], i))
		}
		words := heading
		switch holds := s.Holds[i]; {
		case holds == t.Holds[i] && s.Head == t.Head && i < len(by.words) && by.row == s.Head:
			words = by.words[i]
		case named[holds] != "":
			words = headed(named[holds], heading)
		case t.Holds[i] != "" && t.Holds[i] != ledger.NoColumn:
			words = headed("备注", heading)
		}
		c.roles, c.words = append(c.roles, s.Holds[i]), append(c.words, words)
		about = about || slices.Contains(telling, s.Holds[i])
	}
	return c, about
}

// telling are the columns that say what a row is about.
var telling = []ledger.Column{asTask, asShortcoming, asProgress}

// headed is a heading that the extraction knows with the one that stands in the file: what is in brackets it passes over.
func headed(words, heading string) string {
	heading = strings.NewReplacer("|", "/", "（", "", "）", "").Replace(heading)
	if heading == "" || heading == words || utf8.RuneCountInString(heading) > maxHeading {
		return words
	}
	return words + "（" + heading + "）"
}

// note keeps which headings were read, and as what; a column without one goes by its number, #3.
func (ts *tables) note(g grid, c columns) {
	for i, r := range c.roles {
		if !r.Valid() || r == ledger.NoColumn || r == asNumber {
			continue
		}
		word := "#" + strconv.Itoa(i+1)
		if c.row >= 0 && bare(at(g[c.row], i)) != "" {
			word = bare(at(g[c.row], i))
		}
		if t := (ledger.Term{List: r.List(), Word: word}); !slices.Contains(ts.terms, t) && len(ts.terms) < 2*maxAsked {
			ts.terms = append(ts.terms, t)
		}
	}
}
