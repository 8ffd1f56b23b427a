package export

import (
	"github.com/xuri/excelize/v2"

	"taizhang/backend/ledger"
)

// styles are the looks of a workbook's cells, by their numbers in the file.
type styles struct {
	head, body, date, title int
	lights                  map[ledger.Light]int
}

// lightFills are pale enough to read the word on, and to print in grey.
var lightFills = map[ledger.Light]string{
	ledger.Red: "F8CBCB", ledger.Yellow: "FBE5B6", ledger.Blue: "CFE2F8", ledger.Green: "D5EBD3", ledger.Grey: "E8E8E8",
}

const isoDate = "yyyy-mm-dd"

func makeStyles(f *excelize.File) (s styles, err error) {
	add := func(style excelize.Style) (id int) {
		if err == nil {
			id, err = f.NewStyle(&style)
		}
		return id
	}
	format := isoDate
	s.head = add(excelize.Style{Font: &excelize.Font{Bold: true}, Fill: fill("DDE3EA"), Border: frame, Alignment: middle})
	s.body = add(excelize.Style{Border: frame, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	s.date = add(excelize.Style{Border: frame, CustomNumFmt: &format, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "center"}})
	s.title = add(excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}, Alignment: &excelize.Alignment{WrapText: true}})
	s.lights = map[ledger.Light]int{}
	for _, l := range ledger.Lights {
		s.lights[l.Light] = add(excelize.Style{Fill: fill(lightFills[l.Light]), Border: frame, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "center"}})
	}
	return s, err
}

var (
	middle = &excelize.Alignment{Vertical: "center", Horizontal: "center", WrapText: true}
	frame  = []excelize.Border{side("left"), side("right"), side("top"), side("bottom")}
)

func side(name string) excelize.Border { return excelize.Border{Type: name, Color: "B4BCC4", Style: 1} }

func fill(colour string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
}

// cell dresses a column's value; what is not dressed here has its column's style.
func (s styles) cell(value any, lang ledger.Lang) any {
	switch v := value.(type) {
	case ledger.Date:
		if v == "" {
			return ""
		}
		return excelize.Cell{Value: v.Time(), StyleID: s.date}
	case ledger.Light:
		return excelize.Cell{Value: v.Words().In(lang), StyleID: s.lights[v]}
	}
	return value
}
