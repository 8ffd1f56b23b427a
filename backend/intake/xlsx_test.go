package intake

import (
	"bytes"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// TestWorkbook reads what another program writes: numbers as they show, merged cells, sheets that are hidden.
func TestWorkbook(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	style := func(s *excelize.Style) int {
		id, err := f.NewStyle(s)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	own := "m\"月\"d\"日\";@"
	day := time.Date(2024, 9, 30, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		at    string
		value any
		style int
	}{
		{"A1", "指标", 0}, {"B1", "数值", 0}, {"A2", "整数", 0}, {"B2", 1200, 0}, {"A3", "小数", 0}, {"B3", 0.1 + 0.2, 0}, {"A4", "占比", 0}, {"B4", 0.856, style(&excelize.Style{NumFmt: 10})},
		{"A5", "日期", 0}, {"B5", day, style(&excelize.Style{NumFmt: 14})}, {"A6", "自定", 0}, {"B6", day, style(&excelize.Style{CustomNumFmt: &own})}, {"A7", "是否", 0}, {"B7", true, 0},
		{"A8", "合并", 0}, {"B8", "两行", 0}, {"A9", "续", 0}, {"A10", "换行", 0}, {"B10", "甲\n乙", 0}, {"A11", "文本数", 0}, {"B11", "007", 0},
	} {
		if err := f.SetCellValue("Sheet1", c.at, c.value); err != nil {
			t.Fatal(err)
		}
		if c.style > 0 {
			if err := f.SetCellStyle("Sheet1", c.at, c.at, c.style); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.MergeCell("Sheet1", "B8", "B9"); err != nil {
		t.Fatal(err)
	}
	_, _ = f.NewSheet("藏")
	_ = f.SetCellValue("藏", "A1", "不应出现")
	if err := f.SetSheetVisible("藏", false); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	want := "指标 | 数值\n整数 | 1200\n小数 | 0.3\n占比 | 85.6%\n日期 | 2024年9月30日\n自定 | 2024年9月30日\n是否 | 是\n合并 | 两行\n续 | 两行\n换行 | 甲；乙\n文本数 | 007"
	if got, err := Text("表.xlsx", out.Bytes()); err != nil || got != want {
		t.Errorf("read\n%s, %v\nwant\n%s", got, err, want)
	}
}

func TestDayFormats(t *testing.T) {
	for code, want := range map[string]bool{"yyyy-mm-dd": true, `m"月"d"日"`: true, "[$-804]aaaa": false, "0.00": false, `0"days"`: false, "[Red]0": false, "General": false, "h:mm": false} {
		if got := showsDay(0, code); got != want {
			t.Errorf("%s: %v", code, got)
		}
	}
}
