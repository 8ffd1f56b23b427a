package export

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"taizhang/backend/ledger"
)

// a4 is the paper's number in the file format.
const a4 = 9

// printable sets a sheet up for A4 across: as wide as the page, title above, page number below.
func printable(f *excelize.File, sheet string, x *Table) error {
	fit, paper, across, tall := true, a4, "landscape", 0
	if err := f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	wide := 1
	if err := f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &paper, Orientation: &across, FitToWidth: &wide, FitToHeight: &tall}); err != nil {
		return err
	}
	side, top := 0.4, 0.8
	if err := f.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &top, Horizontally: &fit}); err != nil {
		return err
	}
	return f.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{
		OddHeader: "&C&14" + headerText(x.Title),
		OddFooter: "&L" + headerText(string(x.Day.Today)) + "&C" + x.Lang.T("第 &P 页，共 &N 页", "Page &P of &N"),
	})
}

// headerText is s as a page header takes it: ampersands doubled, no digit right after a font size, not over the limit.
func headerText(s string) string {
	return " " + strings.ReplaceAll(ledger.Shorten(s, 80), "&", "&&")
}

// nameRanges puts the filter on the head, repeats it on every printed page and leaves the columns for the screen off paper.
func nameRanges(f *excelize.File, sheet string, columns []column, rows int) error {
	last := func(n int) string {
		name, _ := excelize.ColumnNumberToName(n) // n is a column we have
		return name
	}
	if err := f.AutoFilter(sheet, fmt.Sprintf("A1:%s%d", last(len(columns)), rows), nil); err != nil {
		return err
	}
	printed := 0
	for _, c := range columns {
		if c.printed {
			printed++
		}
	}
	titles := excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: sheet, RefersTo: fmt.Sprintf("'%s'!$1:$1", sheet)}
	if err := f.SetDefinedName(&titles); err != nil {
		return err
	}
	area := excelize.DefinedName{Name: "_xlnm.Print_Area", Scope: sheet, RefersTo: fmt.Sprintf("'%s'!$A$1:$%s$%d", sheet, last(printed), rows)}
	return f.SetDefinedName(&area)
}

// about adds the sheet that says what the workbook holds and what each light means.
func about(f *excelize.File, x *Table, styles styles, n int) error {
	sheet := x.Lang.T("说明", "About")
	if _, err := f.NewSheet(sheet); err != nil {
		return err
	}
	lines := [][]any{
		{x.Title},
		{x.Lang.T("共 %d 条，亮灯截至 %s。", "Entries: %d. Lights as of %s.", n, x.Day.Today)},
		{x.Lang.T("每条都注明来源报告与原文位置；“原文”一栏是报告里的原话。", "Every entry names its report and its place there; “Quote” is what the report says, word for word.")},
	}
	for _, l := range ledger.Lights {
		lines = append(lines, []any{l.Words.In(x.Lang) + x.Lang.T("：", ": ") + l.Rule(x.Day.Thresholds).In(x.Lang)})
	}
	for i, line := range lines {
		if err := f.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &line); err != nil {
			return err
		}
	}
	if err := f.SetColWidth(sheet, "A", "A", 90); err != nil {
		return err
	}
	return f.SetCellStyle(sheet, "A1", "A1", styles.title)
}
