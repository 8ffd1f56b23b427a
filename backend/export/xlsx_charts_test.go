package export

import (
	"archive/zip"
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

// The second sheet counts the rows by unit, theme and month, and draws each count from its cells.
func TestXLSXDrawsWhatItHolds(t *testing.T) {
	list := entries()
	list[3].Period, list[3].Units = "2024-10", []ledger.Party{{Name: "区房屋管理局", Role: ledger.Lead}}
	f := workbook(t, table(ledger.Chinese), list)
	if got := f.GetSheetList(); !slices.Equal(got, []string{"台账", "图表", "说明"}) {
		t.Errorf("sheets %v", got)
	}
	rows, err := f.GetRows("图表")
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, r := range rows {
		said = append(said, strings.Join(r, " "))
	}
	for _, want := range []string{"单位 逾期 滞后 临期 正常 不亮灯", "区房屋管理局 1 0 1 0 0", "领域 成绩 问题 任务", "经济发展 1 0 0", "未归类 0 0 1", "月份 在办 已销号 未办结而关闭", "2024-09 1 1 0", "2024-10 1 0 0"} {
		if !slices.Contains(said, want) {
			t.Errorf("the sheet of charts does not say %q:\n%s", want, strings.Join(said, "\n"))
		}
	}
	var b bytes.Buffer
	if err := xlsx.Write(&b, table(ledger.Chinese), each(list)); err != nil {
		t.Fatal(err)
	}
	drawn := chartParts(t, b.Bytes())
	if len(drawn) != 3 || !strings.Contains(drawn[0], "各单位在办事项的亮灯") || !strings.Contains(drawn[0], "&#39;图表&#39;!$B$4:$B$4") {
		t.Errorf("%d charts: %.300s", len(drawn), drawn)
	}
}

func chartParts(t *testing.T, workbook []byte) (all []string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range z.File {
		if strings.HasPrefix(part.Name, "xl/charts/chart") {
			r, err := part.Open()
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, string(text))
		}
	}
	slices.SortFunc(all, func(a, b string) int { return strings.Index(a, "各单位") * -1 })
	return all
}

// Cells that may be changed say what they take; those that may not, say so.
func TestXLSXGuidesChanges(t *testing.T) {
	x := table(ledger.Chinese)
	x.Themes = []string{"安全生产", "经济发展"}
	f := workbook(t, x, entries())
	rules, err := f.GetDataValidations("台账")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, r := range rules {
		for cells := range strings.FieldsSeq(r.Sqref) {
			found[cells] = r.Type + " " + r.Formula1
		}
	}
	for head, want := range map[string]string{"完成时限": "date ", "完成度": "whole ", "领域": "list '说明'!$D$2:$D$3", "状态": "custom FALSE", "编号": "custom FALSE"} {
		first, last := cellOf(t, head, 2), cellOf(t, head, 5)
		if got, ok := found[first+":"+last]; !ok || !strings.HasPrefix(got, want) {
			t.Errorf("%s: %q, want %q (%v)", head, got, want, found)
		}
	}
	if shown, err := f.GetColVisible("台账", "AF"); err != nil || shown {
		t.Errorf("the column of marks shows: %v, %v", shown, err)
	}
}
