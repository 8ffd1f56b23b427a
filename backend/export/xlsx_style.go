package export

import (
	"github.com/xuri/excelize/v2"

	"taizhang/backend/ledger"
)

// styles are the looks of a workbook's cells, by their numbers in the file.
type styles struct {
	head, open, body, date, title, soft, number int // open heads the columns that may be changed
	lights                                      map[ledger.Light]any
}

// lightFills are pale enough to read the word on, and to print in grey.
var lightFills = map[ledger.Light]string{
	ledger.Red: "F8CBCB", ledger.Yellow: "FBE5B6", ledger.Blue: "CFE2F8", ledger.Green: "D5EBD3", ledger.Grey: "E8E8E8",
}

const (
	isoDate  = "yyyy-mm-dd"
	headFill = "DDE3EA"
	openFill = "D8E9D6"
)

func makeStyles(f *excelize.File, lang ledger.Lang) (s styles, err error) {
	add := func(style excelize.Style) (id int) {
		if err == nil {
			id, err = f.NewStyle(&style)
		}
		return id
	}
	format := isoDate
	s.head = add(excelize.Style{Font: &excelize.Font{Bold: true}, Fill: fill(headFill), Border: frame, Alignment: middle})
	s.open = add(excelize.Style{Font: &excelize.Font{Bold: true}, Fill: fill(openFill), Border: frame, Alignment: middle})
	s.body = add(excelize.Style{Border: frame, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	s.number = add(excelize.Style{Border: frame, Alignment: &excelize.Alignment{Horizontal: "right"}})
	s.date = add(excelize.Style{Border: frame, CustomNumFmt: &format, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "center"}})
	s.title = add(excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}, Alignment: &excelize.Alignment{WrapText: true}})
	s.soft = add(excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	s.lights = map[ledger.Light]any{}
	for _, l := range ledger.Lights {
		id := add(excelize.Style{Fill: fill(lightFills[l.Light]), Border: frame, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "center"}})
		s.lights[l.Light] = excelize.Cell{Value: l.Words.In(lang), StyleID: id}
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

// cell dresses a column's value; what is not dressed here has its column's style, and nothing is written for what is empty.
func (s styles) cell(value any) any {
	switch v := value.(type) {
	case ledger.Date:
		if v == "" {
			return nil
		}
		return excelize.Cell{Value: v.Time(), StyleID: s.date}
	case ledger.Light:
		return s.lights[v]
	case string:
		if v == "" {
			return nil
		}
	}
	return value
}
