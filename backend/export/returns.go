package export

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"taizhang/backend/ledger"
)

// NumberHeads are the headings by which a file of the ledger that comes back is known.
var NumberHeads = []string{headNumber.ZH, headNumber.EN}

// Returned is a file of the ledger that came back: its rows by what their columns are.
type Returned struct {
	Lang ledger.Lang // that its heads are in
	rows []returnedRow
	at   map[string]int // where a column stands in the file, by its Chinese head
}

type returnedRow struct {
	line  int
	cells []string
}

// ReadBack finds the columns of a file by its heads. A file that has no column of numbers is Invalid.
func ReadBack(rows [][]string) (*Returned, error) {
	for y, row := range rows {
		for _, lang := range []ledger.Lang{ledger.Chinese, ledger.English} {
			if !slices.ContainsFunc(row, func(cell string) bool { return strings.TrimSpace(cell) == headNumber.In(lang) }) {
				continue
			}
			r := &Returned{Lang: lang, at: map[string]int{}}
			for _, c := range columns {
				if i := slices.IndexFunc(row, func(cell string) bool { return strings.TrimSpace(cell) == c.head.In(lang) }); i >= 0 {
					r.at[c.head.ZH] = i
				}
			}
			for n, cells := range rows[y+1:] {
				r.rows = append(r.rows, returnedRow{y + n + 2, cells})
			}
			return r, nil
		}
	}
	return nil, ledger.Mistake(ledger.Invalid, "file", "表格里没有“编号”一栏。", "The file has no column “Number”.")
}

// cell is what the file says in the column with that head, as it is compared; false where it has no such column.
func (r *Returned) cell(row returnedRow, head ledger.Words) (string, bool) {
	switch at, there := r.at[head.ZH]; {
	case !there:
		return "", false
	case at >= len(row.cells):
		return "", true
	default:
		return settled(row.cells[at]), true
	}
}

func (r *Returned) number(row returnedRow) string {
	s, _ := r.cell(row, headNumber)
	return s
}

// Numbers lists the numbers that the file names.
func (r *Returned) Numbers() (all []string) {
	for _, row := range r.rows {
		if n := r.number(row); n != "" {
			all = append(all, n)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Compare tells what the file would change of the entries given, by number, with what was reported on them last; x says how their
// cells are written. Entries that are not among them are told as unknown. Whether a person may make the changes is left to the caller.
func (r *Returned) Compare(entries map[string]*ledger.Entry, x Table) ledger.ReturnedFile {
	x.Lang = r.Lang
	var file ledger.ReturnedFile
	trouble := func(row returnedRow, zh, en string) {
		file.Troubles = append(file.Troubles, ledger.ReturnedTrouble{Line: row.line, Number: r.number(row), Words: ledger.Words{ZH: zh, EN: en}})
	}
	said := map[string]map[int]string{} // what each line that names a number would change
	for _, row := range r.rows {
		number := r.number(row)
		e := entries[number]
		switch {
		case strings.TrimSpace(strings.Join(row.cells, "")) == "":
			continue
		case number == "":
			trouble(row, "没有编号，不知道是哪一条；新事项请从报告里立项。", "It has no number, so that nothing tells which entry it is; new entries come from reports.")
			continue
		case e == nil:
			trouble(row, "台账里没有这个编号，或者不归您办理。", "The ledger has no such number, or it is not yours to see.")
			continue
		}
		file.Rows++
		if said[number] == nil {
			said[number] = map[int]string{}
		}
		said[number][row.line] = r.compare(&file, returnedCells{r, row, e, &x})
	}
	twins(&file, said)
	return file
}

// twins tells rows of one number that say different things of one another; those that say the same are one.
func twins(file *ledger.ReturnedFile, said map[string]map[int]string) {
	seen := map[string]bool{}
	file.Entries = slices.DeleteFunc(file.Entries, func(e ledger.ReturnedEntry) bool {
		key := e.Entry.Number + said[e.Entry.Number][e.Line]
		again := seen[key]
		seen[key] = true
		return again
	})
	for i := range file.Entries {
		e := &file.Entries[i]
		for line, words := range said[e.Entry.Number] {
			if words != said[e.Entry.Number][e.Line] {
				e.Twins = append(e.Twins, line)
			}
		}
		slices.Sort(e.Twins)
	}
}

// returnedCells is a row beside the entry that it names.
type returnedCells struct {
	*Returned
	row returnedRow
	e   *ledger.Entry
	x   *Table
}

// compare adds what a row changes to file, and returns it in words.
func (r *Returned) compare(file *ledger.ReturnedFile, c returnedCells) string {
	written, _ := c.cell(c.row, headMark)
	m, marked := readMark(written)
	if !marked {
		file.Unmarked++
	}
	entry := ledger.ReturnedEntry{Entry: *c.e, Line: c.row.line}
	for i, col := range editable {
		if change, ok := c.change(i, col, m, marked); ok {
			entry.Changes = append(entry.Changes, change)
		}
	}
	if marked && m.version == c.e.Version {
		c.untouchable(file)
	}
	if len(entry.Changes) > 0 {
		file.Entries = append(file.Entries, entry)
	}
	return fmt.Sprint(entry.Changes)
}

// change is what column i of those that may be changed would change of the entry; false for nothing.
func (c returnedCells) change(i int, col column, m mark, marked bool) (ledger.ReturnedChange, bool) {
	text, there := c.cell(c.row, col.head)
	now := settled(shown(col.value(row{c.e, 0, c.x}), c.x.Lang))
	change := ledger.ReturnedChange{Field: string(col.back), Words: col.head, Now: now, New: text}
	if !there || text == now || text == "" && !marked {
		return change, false
	}
	change.New, change.Refused = canonical(col.back, text)
	if col.back == "percent" && c.e.Children > 0 {
		change.Refused = ledger.Words{ZH: "已经分解，完成度看子事项。", EN: "It was divided; its parts tell how far it has come."}
	}
	if change.New == now || marked && m.saw(i, change.New) {
		return change, false
	}
	change.Conflict = marked && !m.saw(i, now)
	return change, true
}

// canonical is what was written into a cell as the ledger writes it, or why it cannot be taken.
func canonical(field back, text string) (string, ledger.Words) {
	switch field {
	case "due":
		if day, ok := ledger.ReadDate(text); ok || text == "" {
			return string(day), ledger.Words{}
		}
		return text, ledger.Words{ZH: "不是日期，请写成 2024-09-30 的样子。", EN: "It is no date; write it like 2024-09-30."}
	case "percent":
		n, err := strconv.Atoi(strings.TrimRight(text, "%％ "))
		if err != nil || n < 0 || n > 100 {
			return text, ledger.Words{ZH: "完成度是 0 到 100 的整数。", EN: "How far it has come is a whole number from 0 to 100."}
		}
		return strconv.Itoa(n), ledger.Words{}
	}
	return text, ledger.Words{}
}

// untouchable tells of cells that differ from the ledger's and are not to be changed in a file.
func (c returnedCells) untouchable(file *ledger.ReturnedFile) {
	for _, col := range columns {
		text, there := c.cell(c.row, col.head)
		if col.back != fixed || !there {
			continue
		}
		now := settled(shown(col.value(row{c.e, 0, c.x}), c.x.Lang))
		if day, ok := ledger.ReadDate(text); ok {
			text = string(day)
		}
		if text != now {
			file.Troubles = append(file.Troubles, ledger.ReturnedTrouble{Line: c.row.line, Number: c.e.Number, Words: ledger.Words{
				ZH: fmt.Sprintf("“%s”改成了“%s”：这一栏不能在表里改，没有采用。", col.head.ZH, ledger.Shorten(text, 40)),
				EN: fmt.Sprintf("“%s” was made “%s”: that column is not changed in a file, so it is not taken.", col.head.EN, ledger.Shorten(text, 40)),
			}})
		}
	}
}
