package export

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"taizhang/backend/ledger"
)

// xlsx is the ledger as a workbook: frozen head with a filter, dates that are dates, lights as word and colour, ready to
// print; a second sheet says what it holds. Rows go to a file beside memory, and w gets nothing before all are there.
var xlsx = Format{
	Name: "xlsx", Ext: "xlsx", MIME: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	Words: ledger.Words{ZH: "Excel 表格", EN: "Excel workbook"}, Write: writeXLSX,
}

// maxRows is how many rows a sheet has below its head.
const maxRows = 1<<20 - 1

func writeXLSX(w io.Writer, x Table, each Entries) error {
	f := excelize.NewFile()
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

func fillWorkbook(f *excelize.File, x *Table, each Entries) error {
	sheet := x.Lang.T("台账", "Ledger")
	if err := f.SetSheetName(f.GetSheetName(0), sheet); err != nil {
		return err
	}
	styles, err := makeStyles(f)
	if err != nil {
		return err
	}
	if err := printable(f, sheet, x); err != nil {
		return err
	}
	n, err := writeSheet(f, sheet, x, styles, each)
	if err != nil {
		return err
	}
	return about(f, x, styles, n)
}

// writeSheet streams the head and all rows, and returns how many there were.
func writeSheet(f *excelize.File, sheet string, x *Table, styles styles, each Entries) (int, error) {
	out, err := f.NewStreamWriter(sheet)
	if err != nil {
		return 0, err
	}
	if err := writeHead(out, x, styles); err != nil {
		return 0, err
	}
	n := 0
	columns := x.columns()
	cells := make([]any, len(columns))
	err = each(func(e *ledger.Entry) error {
		if n++; n > maxRows {
			return ledger.Mistake(ledger.TooLarge, "format", "一张工作表最多 %d 行，请缩小范围或导出 CSV。", "A sheet has %d rows at most; narrow the list or take CSV.", maxRows)
		}
		lines := 1
		for i, c := range columns {
			value := c.value(row{e, n, x})
			if s, ok := value.(string); ok {
				lines = max(lines, linesOf(s, c.width(x.Lang)))
			}
			cells[i] = styles.cell(value, x.Lang)
		}
		return out.SetRow(fmt.Sprintf("A%d", n+1), cells, excelize.RowOpts{Height: rowHeight(lines)})
	})
	if err != nil {
		return 0, err
	}
	if err := nameRanges(f, sheet, x.columns(), n+1); err != nil {
		return 0, err
	}
	return n, out.Flush()
}

func writeHead(out *excelize.StreamWriter, x *Table, styles styles) error {
	columns := x.columns()
	head := make([]any, len(columns))
	for i, c := range columns {
		head[i] = excelize.Cell{Value: c.head.In(x.Lang), StyleID: styles.head}
		if err := out.SetColWidth(i+1, i+1, c.width(x.Lang)); err != nil {
			return err
		}
		if err := out.SetColStyle(i+1, i+1, styles.body); err != nil {
			return err
		}
	}
	// The number stays in sight beside the head.
	panes := &excelize.Panes{Freeze: true, XSplit: 2, YSplit: 1, TopLeftCell: "C2", ActivePane: "bottomRight"}
	if err := out.SetPanes(panes); err != nil {
		return err
	}
	return out.SetRow("A1", head, excelize.RowOpts{Height: 24})
}
