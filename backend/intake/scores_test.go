package intake

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/backend/ledger"
)

var scoreUnits = []ledger.Unit{
	{Code: "110106901", Name: "东河街道", Short: "东河", Kind: ledger.Subdistrict, Aliases: []ledger.Alias{{Name: "东河办事处"}, {Name: "老河", ValidTo: "2021-06-30"}}},
	{Code: "110106902", Name: "西山镇", Short: "西山", Kind: ledger.Town},
	{Code: "110106903", Name: "西山街道", Short: "西山", Kind: ledger.Subdistrict},
}

// workbook makes a workbook of rows; a value that begins with = is a formula without a result.
func workbook(t *testing.T, more func(*excelize.File), rows ...[]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for y, row := range rows {
		for x, v := range row {
			at := cellName(y, x)
			var err error
			if s, ok := v.(string); ok && strings.HasPrefix(s, "=") {
				err = f.SetCellFormula("Sheet1", at, s)
			} else if v != nil {
				err = f.SetCellValue("Sheet1", at, v)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if more != nil {
		more(f)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestScoresOfAWorkbook(t *testing.T) {
	data := workbook(t, func(f *excelize.File) {
		percent, err := f.NewStyle(&excelize.Style{NumFmt: 10})
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellStyle("Sheet1", "E4", "E4", percent); err != nil {
			t.Fatal(err)
		}
		if err := f.MergeCell("Sheet1", "A1", "G1"); err != nil {
			t.Fatal(err)
		}
	},
		[]any{"2024年9月接诉即办考核"},
		[]any{},
		[]any{"序号", "单位", "月份", "响应率", "解 决 率", "综合", "排名"},
		[]any{1, "东河街道", "2024年9月", 100, 0.9567, 97.25, 1},
		[]any{2, " 西山镇 ", "9月", "98.5%", "", "95.1分", 2},
	)
	sheet, wrong, err := ReadScores("九月.xlsx", data, "2024-09", scoreUnits)
	if err != nil || len(wrong) > 0 {
		t.Fatalf("%v %+v", err, wrong)
	}
	if got := strings.Join(sheet.Indicators, " "); got != "响应率 解决率 综合" || strings.Join(sheet.Ignored, " ") != "序号 排名" {
		t.Errorf("indicators %s, passed over %v", got, sheet.Ignored)
	}
	want := []ledger.Score{
		{Period: "2024-09", UnitCode: "110106901", Indicator: "响应率", Value: 100},
		{Period: "2024-09", UnitCode: "110106901", Indicator: "解决率", Value: 95.67, Position: 1},
		{Period: "2024-09", UnitCode: "110106901", Indicator: "综合", Value: 97.25, Position: 2},
		{Period: "2024-09", UnitCode: "110106902", Indicator: "响应率", Value: 98.5},
		{Period: "2024-09", UnitCode: "110106902", Indicator: "综合", Value: 95.1, Position: 2},
	}
	if len(sheet.Scores) != len(want) {
		t.Fatalf("scores %+v", sheet.Scores)
	}
	for i := range want {
		if sheet.Scores[i] != want[i] {
			t.Errorf("score %d is %+v, want %+v", i, sheet.Scores[i], want[i])
		}
	}
}

func TestScoresOfCSV(t *testing.T) {
	for name, text := range map[string]string{
		"comma": "\ufeff单位代码,单位,响应率\r\n110106901,东河,99\r\n110106902,,98.5%\r\n",
		"tab":   "单位\t响应率\n东河办事处\t99\n\n西山镇\t98.5\n",
	} {
		sheet, wrong, err := ReadScores("x.csv", []byte(text), "2024-09", scoreUnits)
		if err != nil || len(wrong) > 0 || len(sheet.Scores) != 2 || sheet.Scores[0].Value != 99 || sheet.Scores[1].UnitCode != "110106902" || sheet.Scores[1].Value != 98.5 {
			t.Errorf("%s: %+v %+v %v", name, sheet, wrong, err)
		}
	}
}

// Every flaw is told at its cell, all of a file at once.
func TestFlawsAreToldByCell(t *testing.T) {
	data := workbook(t, func(f *excelize.File) {
		for _, e := range []error{f.MergeCell("Sheet1", "B3", "B4"), f.MergeCell("Sheet1", "C11", "D11"), f.SetCellFormula("Sheet1", "D9", "=1/0")} {
			if e != nil {
				t.Fatal(e)
			}
		}
	},
		[]any{"月份", "单位", "响应率", "综合", "综合"},
		[]any{"2024-08", "东河街道", 99, 1, nil},
		[]any{nil, "西山镇", 99},
		[]any{nil, "西山镇", 98},
		[]any{nil, "西山", 98},
		[]any{nil, "平均", 98},
		[]any{nil, "老河", 98},
		[]any{nil, "东河", "很好", "12abc"},
		[]any{nil, "西山街道", 101, nil},
		[]any{nil, nil, 0.985, nil},
		[]any{nil, "110106902", 98, nil},
	)
	_, wrong, err := ReadScores("九月.xlsx", data, "2024-09", scoreUnits)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, w := range wrong {
		if w.Sheet != "Sheet1" || w.Words.EN == "" {
			t.Errorf("%+v", w)
		}
		got[w.Cell] = w.Words.ZH
	}
	for cell, says := range map[string]string{
		"E1": "两列", "A2": "2024-08", "B3": "合并", "B5": "几个单位", "B6": "“平均”", "B7": "“老河”", "B8": "第 2 行", "C8": "不是数字", "D8": "不是数字", "C9": "0 到 100", "D9": "公式", "B10": "没有写单位", "C10": "98.5%", "B11": "第 4 行", "C11": "合并",
	} {
		if !strings.Contains(got[cell], says) {
			t.Errorf("%s: %q does not say %q", cell, got[cell], says)
		}
		delete(got, cell)
	}
	for cell, says := range got {
		t.Errorf("%s: %s", cell, says)
	}
}

func TestFilesThatAreNoScores(t *testing.T) {
	for name, c := range map[string]struct{ file, data, says string }{
		"nothing":     {"x.xlsx", "", "请选择"},
		"a picture":   {"x.png", "\x89PNG\r\n\x1a\n", "图片"},
		"old Excel":   {"x.xls", "\xd0\xcf\x11\xe0", "另存为"},
		"a bare zip":  {"x.xlsx", "PK\x03\x04\x00", "损坏"},
		"a Word file": {"x.docx", "hello", "模板"},
	} {
		_, _, err := ReadScores(c.file, []byte(c.data), "2024-09", scoreUnits)
		if m := ledger.AsMistake(err); m == nil || !strings.Contains(m.Words.ZH, c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, text := range []string{"a,b\n1,2\n", "单位\n东河\n", "单位,响应率\n"} {
		if _, wrong, err := ReadScores("x.csv", []byte(text), "2024-09", scoreUnits); err != nil || len(wrong) != 1 {
			t.Errorf("%q: %v %v", text, wrong, err)
		}
	}
}

func FuzzReadScores(f *testing.F) {
	f.Add("单位,响应率\n东河,99\n")
	f.Add("单位\t响应率\n\n\"东河\n\"\t9%\n")
	f.Fuzz(func(t *testing.T, text string) {
		sheet, wrong, err := ReadScores("x.csv", []byte(text), "2024-09", scoreUnits)
		if err != nil {
			if ledger.AsMistake(err) == nil {
				t.Fatal(err)
			}
			return
		}
		if len(wrong) == 0 && len(sheet.Scores) == 0 {
			t.Errorf("%q gives neither figures nor a mistake", text)
		}
		seen := map[string]bool{}
		for _, s := range sheet.Scores {
			if k := s.UnitCode + " " + s.Indicator; seen[k] {
				t.Errorf("%q gives %s twice", text, k)
			} else {
				seen[k] = true
			}
		}
	})
}
