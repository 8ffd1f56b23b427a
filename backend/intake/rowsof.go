package intake

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"taizhang/backend/ledger"
)

// RowsOf reads the cells of a CSV file, or of the first sheet of a workbook that has one of heads among its first rows: what each
// shows, days as 2024年9月30日, row by row from the top. A file without such a row, and any other file, is refused with a mistake.
func RowsOf(name string, data []byte, heads []string) ([][]string, error) {
	r := scoreReader{}
	switch ext := strings.ToLower(filepath.Ext(name)); {
	case len(data) == 0:
		return nil, ledger.Mistake(ledger.Invalid, "file", "请选择文件。", "Choose a file.")
	case strings.HasPrefix(string(data), "PK\x03\x04"):
		return rowsOfWorkbook(data, heads)
	case ext != ".csv" && ext != ".tsv" && ext != ".txt":
		if f := refusalOf(ext, data); f != nil {
			return nil, f.mistake()
		}
		return nil, notRows()
	}
	if err := r.openCSV(data); err != nil {
		return nil, err
	}
	if !headedBy(r.grid, heads) {
		return nil, noHead(heads)
	}
	return r.grid, nil
}

func notRows() error {
	return ledger.Mistake(ledger.Unreadable, "file", "请上传 Excel（.xlsx）或 CSV 表格。", "Send an Excel workbook (.xlsx) or a CSV file.")
}

func noHead(heads []string) error {
	return ledger.Mistake(ledger.Invalid, "file", "没有找到有“%[1]s”一栏的表头。请用从台账导出的表格，保留表头那一行。",
		"No heading row with a column “%[2]s” was found. Use a file exported from the ledger, with its heading row.", heads[0], heads[len(heads)-1])
}

func headedBy(g grid, heads []string) bool {
	return slices.ContainsFunc(g[:min(len(g), headingRows)], func(row []string) bool {
		return slices.ContainsFunc(row, func(cell string) bool { return slices.Contains(heads, strings.TrimSpace(cell)) })
	})
}

func rowsOfWorkbook(data []byte, heads []string) ([][]string, error) {
	a, err := unpack(data)
	if err != nil {
		return nil, err
	}
	if !a.has("xl/workbook.xml") {
		return nil, notRows()
	}
	b := &book{a: a, left: maxCells}
	sheets, err := b.sheets()
	if err == nil {
		err = b.readShared()
	}
	if err == nil {
		err = b.readStyles()
	}
	for _, s := range sheets {
		if err != nil {
			break
		}
		var g grid
		if g, err = b.sheet(s.part); err == nil && headedBy(g, heads) {
			return g, nil
		}
	}
	switch {
	case errors.Is(err, errTooMuch):
		return nil, ledger.Mistake(ledger.TooLarge, "file", "一次最多导入 %d 行，请按月份或单位分几个文件。", "A file may have %d rows at most; split it by month or unit.", maxHeight)
	case err != nil:
		return nil, damaged(excel)
	}
	return nil, noHead(heads)
}
