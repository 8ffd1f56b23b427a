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
func nameRanges(f *excelize.File, sheet string, _ *Table, columns []column, rows int) error {
	rows++ // the head
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

func aboutSheet(l ledger.Lang) string { return l.T("说明", "About") }

// about adds the sheet that says what the workbook holds, how it is changed and brought back, and what each light means.
func about(f *excelize.File, x *Table, styles styles, n int) error {
	sheet := aboutSheet(x.Lang)
	if _, err := f.NewSheet(sheet); err != nil {
		return err
	}
	lines := []string{
		x.Title,
		x.Lang.T("共 %d 条，亮灯截至 %s。", "Entries: %d. Lights as of %s.", n, x.Day.Today),
		x.Lang.T("每条都注明来源报告与原文位置；“原文”一栏是报告里的原话。", "Every entry names its report and its place there; “Quote” is what the report says, word for word."),
		x.Lang.T("绿色表头的各栏可以修改，保存后在“台账”页点“导入改过的表格”，核对以后再写入台账；其他各栏由系统生成，改动不会导入。", "Columns with a green head may be changed: save the file and choose “Bring back a changed file” on the ledger's page; you see every change before it is made. The other columns are the system's; changes there are not taken."),
		x.Lang.T("行可以排序、筛选、删去；请不要改“编号”和隐藏的最后一栏，系统靠它们认出每一条，并看出台账在导出以后有没有变化。", "Rows may be sorted, filtered and deleted. Leave “Number” and the hidden last column as they are: they tell which entry a row is, and whether the ledger changed after the export."),
	}
	for _, l := range ledger.Lights {
		lines = append(lines, l.Words.In(x.Lang)+x.Lang.T("：", ": ")+l.Rule(x.Day.Thresholds).In(x.Lang))
	}
	if err := f.SetSheetCol(sheet, "A1", &lines); err != nil {
		return err
	}
	if err := f.SetColWidth(sheet, "A", "A", 90); err != nil {
		return err
	}
	if err := f.SetCellStyle(sheet, "A2", fmt.Sprintf("A%d", len(lines)), styles.soft); err != nil {
		return err
	}
	if len(x.Themes) > 0 { // what the column of themes offers, off the page that is read
		if err := f.SetSheetCol(sheet, "D1", &[]string{x.Lang.T("领域", "Themes")}); err != nil {
			return err
		}
		if err := f.SetSheetCol(sheet, "D2", &x.Themes); err != nil {
			return err
		}
	}
	return f.SetCellStyle(sheet, "A1", "A1", styles.title)
}
