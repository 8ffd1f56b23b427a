package export

import (
	"bytes"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/backend/ledger"
)

func workbook(t *testing.T, x Table, list []ledger.Entry) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := xlsx.Write(&b, x, each(list)); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// clean is text as a workbook can hold it: XML has no room for control characters and one kind of line end.
func clean(s string) string { return strings.NewReplacer("\x01", "\ufffd", "\r\n", "\n").Replace(s) }

func TestXLSXReadsBack(t *testing.T) {
	for lang, sheet := range map[ledger.Lang]string{ledger.Chinese: "台账", ledger.English: "Ledger"} {
		f := workbook(t, table(lang), entries())
		for i, line := range want(table(lang), entries()) {
			for j, cell := range line {
				at, _ := excelize.CoordinatesToCellName(j+1, i+1)
				got, err := f.GetCellValue(sheet, at)
				if err != nil || clean(got) != clean(cell) {
					t.Errorf("%s %s: %q, want %q (%v)", lang, at, got, cell, err)
				}
				if formula, _ := f.GetCellFormula(sheet, at); formula != "" {
					t.Errorf("%s %s is a formula: %s", lang, at, formula)
				}
			}
		}
	}
}

func TestXLSXIsReadyForTheOffice(t *testing.T) {
	f := workbook(t, table(ledger.Chinese), entries())
	names := map[string]string{}
	for _, n := range f.GetDefinedName() {
		names[n.Name] = n.RefersTo
	}
	if names["_xlnm.Print_Titles"] != "'台账'!$1:$1" || names["_xlnm.Print_Area"] != "'台账'!$A$1:$Q$5" || names["_xlnm._FilterDatabase"] != "'台账'!$A$1:$AF$5" {
		t.Errorf("named ranges: %v", names)
	}
	if p, err := f.GetPanes("台账"); err != nil || !p.Freeze || p.YSplit != 1 || p.TopLeftCell != "C2" {
		t.Errorf("panes: %+v, %v", p, err)
	}
	if l, err := f.GetPageLayout("台账"); err != nil || *l.Orientation != "landscape" || *l.Size != a4 || *l.FitToWidth != 1 {
		t.Errorf("page: %+v, %v", l, err)
	}
	if h, err := f.GetHeaderFooter("台账"); err != nil || !strings.Contains(h.OddHeader, "台账 && 更多") || !strings.Contains(h.OddFooter, "&P") {
		t.Errorf("header and footer: %+v, %v", h, err)
	}
	for i, c := range columns {
		name, _ := excelize.ColumnNumberToName(i + 1)
		if w, err := f.GetColWidth("台账", name); err != nil || w != c.zh && !c.marked() {
			t.Errorf("column %s is %v wide, want %v (%v)", name, w, c.zh, err)
		}
	}
	about, err := f.GetRows("说明")
	if err != nil || len(about) != 5+len(ledger.Lights) || about[1][0] != "共 4 条，亮灯截至 2024-10-09。" {
		t.Errorf("about: %v, %v", about, err)
	}
}

// A due date is a date to the program that opens it, a light has its colour beside its word, the head is bold.
func TestXLSXCellsAreDressed(t *testing.T) {
	f := workbook(t, table(ledger.Chinese), entries())
	raw, err := f.GetCellValue("台账", cellOf(t, "完成时限", 3), excelize.Options{RawCellValue: true})
	if err != nil || raw != "45573" {
		t.Errorf("the due date 2024-10-08 is stored as %q (%v)", raw, err)
	}
	look := func(cell string) *excelize.Style {
		id, _ := f.GetCellStyle("台账", cell)
		s, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	if s := look("A1"); !s.Font.Bold {
		t.Error("the head is not bold")
	}
	if s := look(cellOf(t, "事项", 2)); !s.Alignment.WrapText {
		t.Error("text is not wrapped")
	}
	for row, light := range map[int]ledger.Light{2: ledger.Grey, 3: ledger.Red, 5: ledger.Blue} {
		if s := look(cellOf(t, "亮灯", row)); !slices.Equal(s.Fill.Color, []string{lightFills[light]}) {
			t.Errorf("row %d: light %s is filled %v", row, light, s.Fill.Color)
		}
	}
}

func cellOf(t *testing.T, head string, row int) string {
	t.Helper()
	i := slices.IndexFunc(columns, func(c column) bool { return c.head.ZH == head })
	at, err := excelize.CoordinatesToCellName(i+1, row)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// Rows are as high as their longest cell needs, for programs do not all see to it themselves.
func TestLines(t *testing.T) {
	for _, x := range []struct {
		text  string
		width float64
		want  int
	}{
		{"", 10, 1}, {"2024-09-任-012", 15, 1}, {"整改", 5, 1}, {"消防安全消防安全", 10, 2}, {"a\nb\n", 10, 3},
		{strings.Repeat("安全", 60), 40, 7}, {strings.Repeat("safe ", 24), 40, 4},
	} {
		if got := linesOf(x.text, x.width); got != x.want {
			t.Errorf("%q takes %d lines of width %v, want %d", x.text, got, x.width, x.want)
		}
	}
	if h := rowHeight(1000); h > excelize.MaxRowHeight {
		t.Errorf("a row of height %v", h)
	}
}

func TestXLSXWithoutRows(t *testing.T) {
	rows, err := workbook(t, table(ledger.Chinese), nil).GetRows("台账")
	if err != nil || len(rows) != 1 {
		t.Errorf("%v, %v", rows, err)
	}
}

// Another program, LibreOffice, reads the same words from the workbook.
func TestE2EOfficeReadsTheWorkbook(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		if strings.Contains(os.Getenv("TAIZHANG_REQUIRE"), "soffice") {
			t.Fatal("LibreOffice is required and not here")
		}
		t.Skip("LibreOffice (soffice) is not on this machine")
	}
	dir := t.TempDir()
	file, err := os.Create(filepath.Join(dir, "ledger.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	if err := xlsx.Write(file, table(ledger.Chinese), each(entries())); err != nil {
		t.Fatal(err)
	}
	file.Close()
	run := exec.Command(office, "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1", "--outdir", dir, file.Name())
	if out, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	got := readSheet(t, dir)
	rows := want(table(ledger.Chinese), entries())
	for i := range rows {
		for j, cell := range rows[i] {
			if clean(got[i][j]) != clean(cell) {
				t.Errorf("row %d, %s: %q, want %q", i, rows[0][j], got[i][j], cell)
			}
		}
	}
}

func readSheet(t *testing.T, dir string) [][]string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.csv"))
	if err != nil || len(names) != 1 {
		t.Fatal(names, err)
	}
	data, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
