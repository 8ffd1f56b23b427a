package export

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/backend/ledger"
)

func TestSheet(t *testing.T) {
	s := Sheet{Lang: ledger.Chinese, Name: "成绩", Title: "成绩 2024-09", Day: "2024-09-20", Head: []string{"单位", "响应率", "档次"}, Rows: [][]any{{"东河街道", 98.5, "优秀"}, {"=西山镇", nil, 3}}}
	var text, book bytes.Buffer
	if err := s.Write(&text, "csv"); err != nil {
		t.Fatal(err)
	}
	if want := "\ufeff单位,响应率,档次\r\n东河街道,98.5,优秀\r\n'=西山镇,,3\r\n"; text.String() != want {
		t.Errorf("csv %q", text.String())
	}
	if err := s.Write(&book, "xlsx"); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&book)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("成绩")
	if err != nil || len(rows) != 3 || rows[1][1] != "98.5" || rows[2][0] != "=西山镇" || rows[0][2] != "档次" {
		t.Errorf("xlsx %q, %v", rows, err)
	}
	if kind, err := f.GetCellType("成绩", "B2"); err != nil || kind != excelize.CellTypeNumber && kind != excelize.CellTypeUnset {
		t.Errorf("a figure is of type %v, %v", kind, err)
	}
	if m := ledger.AsMistake(s.Write(&book, "doc")); m == nil || m.Code != ledger.BadRequest || MIMEOf("doc") != "" || MIMEOf("csv") == "" {
		t.Errorf("an unknown format: %v", m)
	}
}
