package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"

	"taizhang/backend/ledger"
)

// Sheet is a plain table to send as a file: text, whole numbers, figures and nil for an empty cell.
type Sheet struct {
	Lang  ledger.Lang
	Name  string // of the workbook's sheet
	Title string // on printed pages
	Day   ledger.Date
	Head  []string
	Rows  [][]any
}

// Write sends the sheet as xlsx or csv; another format is a BadRequest.
func (s Sheet) Write(w io.Writer, format string) error {
	switch format {
	case xlsx.Name:
		return s.writeXLSX(w)
	case csvFile.Name:
		return s.writeCSV(w)
	}
	return ledger.Mistake(ledger.BadRequest, "format", "不能导出为“%s”，可用：xlsx, csv。", "There is no format “%s”; the formats are xlsx, csv.", format)
}

// MIMEOf is the type of a format's files, "" for a format that there is not.
func MIMEOf(format string) string {
	for _, f := range Formats {
		if f.Name == format {
			return f.MIME
		}
	}
	return ""
}

func (s Sheet) writeCSV(w io.Writer) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	head := make([]string, len(s.Head))
	for i, h := range s.Head {
		head[i] = guard(h)
	}
	_ = out.Write(head) // a failed write is told by Error below
	for _, row := range s.Rows {
		cells := make([]string, len(row))
		for i, v := range row {
			cells[i] = cellText(v)
		}
		_ = out.Write(cells)
	}
	if out.Flush(); out.Error() != nil {
		return fmt.Errorf("write csv: %w", out.Error())
	}
	return nil
}

func cellText(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case string:
		return guard(v)
	}
	panic(fmt.Sprintf("a cell of type %T", value))
}

func (s Sheet) writeXLSX(w io.Writer) error {
	f := excelize.NewFile()
	err := s.fill(f)
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

func (s Sheet) fill(f *excelize.File) error {
	if err := f.SetSheetName(f.GetSheetName(0), s.Name); err != nil {
		return err
	}
	styles, err := makeStyles(f, s.Lang)
	if err != nil {
		return err
	}
	if err := printable(f, s.Name, &Table{Lang: s.Lang, Title: s.Title, Day: ledger.Day{Today: s.Day}}); err != nil {
		return err
	}
	out, err := f.NewStreamWriter(s.Name)
	if err != nil {
		return err
	}
	head := make([]any, len(s.Head))
	for i, h := range s.Head {
		head[i] = excelize.Cell{Value: h, StyleID: styles.head}
		if err := out.SetColWidth(i+1, i+1, s.width(i)); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := out.SetRow("A1", head, excelize.RowOpts{Height: 24}); err != nil {
		return err
	}
	for y, row := range s.Rows {
		cells := make([]any, len(row))
		for x, v := range row {
			cells[x] = excelize.Cell{Value: v, StyleID: styles.body}
		}
		if err := out.SetRow(fmt.Sprintf("A%d", y+2), cells); err != nil {
			return err
		}
	}
	return out.Flush()
}

// width makes room for a column's longest words, within bounds.
func (s Sheet) width(column int) float64 {
	most := breadth(s.Head[column])
	for _, row := range s.Rows {
		if text, ok := row[column].(string); ok {
			most = max(most, breadth(text))
		}
	}
	return min(max(most+2, 9), 40)
}
