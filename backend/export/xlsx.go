package export

import (
	"archive/zip"
	"compress/flate"
	"fmt"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"

	"taizhang/backend/ledger"
)

// xlsx is the ledger as a workbook: frozen head with a filter, dates that are dates, lights as word and colour, ready to
// print; a second sheet draws what it holds, a third says how to change it and bring it back. Rows go to a file beside memory, and w
// gets nothing before all are there.
var xlsx = Format{
	Name: "xlsx", Ext: "xlsx", MIME: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	Words: ledger.Words{ZH: "Excel 表格", EN: "Excel workbook"}, Whole: true, Write: writeXLSX,
}

// maxRows is how many rows a sheet has below its head.
const maxRows = 1<<20 - 1

func writeXLSX(w io.Writer, x Table, each Entries) error {
	f := excelize.NewFile()
	f.ZipWriter = packedFast
	err := fillWorkbook(f, &x, each)
	if err == nil {
		err = f.Write(w)
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	return nil
}

// packedFast packs a workbook with little effort: the file is somewhat larger, and there in two thirds of the time.
func packedFast(w io.Writer) excelize.ZipWriter {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	return z
}

func fillWorkbook(f *excelize.File, x *Table, each Entries) error {
	sheet := x.Lang.T("台账", "Ledger")
	if err := f.SetSheetName(f.GetSheetName(0), sheet); err != nil {
		return err
	}
	styles, err := makeStyles(f, x.Lang)
	if err != nil {
		return err
	}
	if err := printable(f, sheet, x); err != nil {
		return err
	}
	counts := newCounts()
	if err := writeSheet(f, sheet, x, styles, counting(each, counts, x)); err != nil {
		return err
	}
	if err := about(f, x, styles, counts.all); err != nil {
		return err
	}
	return charts(f, x, styles, counts)
}

// writeSheet streams the head and all rows.
func writeSheet(f *excelize.File, sheet string, x *Table, styles styles, each Entries) error {
	out, err := f.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	if err := writeHead(out, x, styles); err != nil {
		return err
	}
	columns, lines := x.columns(), newLines(out)
	n := 0
	err = each(func(e *ledger.Entry) error {
		if n++; n > maxRows {
			return ledger.Mistake(ledger.TooLarge, "format", "一张工作表最多 %d 行，请缩小范围或导出 CSV。", "A sheet has %d rows at most; narrow the list or take CSV.", maxRows)
		}
		return lines.put(styles.line(row{e, n, x}, columns))
	})
	if e := lines.end(); err == nil {
		err = e
	}
	for _, set := range []func(*excelize.File, string, *Table, []column, int) error{nameRanges, guide} { // what is set of a sheet after Flush is lost
		if err == nil {
			err = set(f, sheet, x, columns, n)
		}
	}
	if err != nil {
		return err
	}
	return out.Flush()
}

func writeHead(out *excelize.StreamWriter, x *Table, styles styles) error {
	columns := x.columns()
	head := make([]any, len(columns))
	for i, c := range columns {
		style := styles.head
		if c.open() {
			style = styles.open
		}
		head[i] = excelize.Cell{Value: c.head.In(x.Lang), StyleID: style}
		if err := out.SetColWidth(i+1, i+1, c.width(x.Lang)); err != nil {
			return err
		}
		if err := out.SetColStyle(i+1, i+1, styles.body); err != nil {
			return err
		}
	}
	if err := out.SetColVisible(len(columns), len(columns), false); err != nil {
		return err
	}
	// The number stays in sight beside the head.
	panes := &excelize.Panes{Freeze: true, XSplit: 2, YSplit: 1, TopLeftCell: "C2", ActivePane: "bottomRight"}
	if err := out.SetPanes(panes); err != nil {
		return err
	}
	return out.SetRow("A1", head, excelize.RowOpts{Height: 24})
}

// line is a row as the library takes it.
type line struct {
	cells  []any
	height float64
}

// line dresses a row's values.
func (s styles) line(r row, columns []column) line {
	l := line{cells: make([]any, len(columns))}
	high := 1
	for i, c := range columns {
		value := c.value(r)
		if text, ok := value.(string); ok && !c.marked() {
			high = max(high, linesOf(text, c.width(r.x.Lang)))
		}
		l.cells[i] = s.cell(value)
	}
	l.height = rowHeight(high)
	return l
}

// linesAtOnce is how many lines are handed on together.
const linesAtOnce = 128

// lines writes rows in another goroutine than the one that reads and dresses them: the two take about as long as one another.
type lines struct {
	out    *excelize.StreamWriter
	next   []line
	queue  chan []line
	failed chan error
}

func newLines(out *excelize.StreamWriter) *lines {
	l := &lines{out: out, queue: make(chan []line, 4), failed: make(chan error, 1)}
	go l.write()
	return l
}

func (l *lines) write() {
	n := 1
	for batch := range l.queue {
		for _, row := range batch {
			n++
			if err := l.out.SetRow("A"+strconv.Itoa(n), row.cells, excelize.RowOpts{Height: row.height}); err != nil {
				l.failed <- err
				return
			}
		}
	}
	l.failed <- nil
}

// put hands a line on; an error is that of a line before it.
func (l *lines) put(next line) error {
	if l.next = append(l.next, next); len(l.next) < linesAtOnce {
		return nil
	}
	return l.flush()
}

func (l *lines) flush() error {
	select {
	case l.queue <- l.next:
		l.next = make([]line, 0, linesAtOnce)
		return nil
	case err := <-l.failed:
		l.failed <- err
		return err
	}
}

// end waits until all lines are written.
func (l *lines) end() error {
	err := l.flush()
	close(l.queue)
	if e := <-l.failed; err == nil {
		err = e
	}
	return err
}
