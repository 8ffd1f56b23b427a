package export

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

const (
	rowPixels  = 17  // height of a row of figures where it is least
	chartWide  = 640 // pixels
	chartLeast = 300
)

// draw writes the chart's figures from row top on, draws them beside, and returns the row for what comes next.
func (c chart) draw(f *excelize.File, sheet string, top int, s styles) (int, error) {
	last, _ := excelize.ColumnNumberToName(len(c.heads)) // a handful
	for i, cells := range append([][]any{headOf(c.heads)}, c.rows...) {
		if err := f.SetSheetRow(sheet, fmt.Sprintf("A%d", top+i), &cells); err != nil {
			return 0, err
		}
	}
	end := top + len(c.rows)
	for _, look := range []struct {
		from, to string
		style    int
	}{{fmt.Sprintf("A%d", top), fmt.Sprintf("%s%d", last, top), s.head}, {fmt.Sprintf("A%d", top+1), fmt.Sprintf("A%d", end), s.body}, {fmt.Sprintf("B%d", top+1), fmt.Sprintf("%s%d", last, end), s.number}} {
		if err := f.SetCellStyle(sheet, look.from, look.to, look.style); err != nil {
			return 0, err
		}
	}
	drawn := min(len(c.rows), mostDrawn)
	high := max(chartLeast, 110+24*drawn)
	if c.kind == excelize.ColStacked {
		high = chartLeast
	}
	err := f.AddChart(sheet, fmt.Sprintf("H%d", top), c.drawing(sheet, top, drawn, uint(high)))
	return max(end, top+high/rowPixels+1) + 2, err
}

// ink is what axes are written in: programs take a grey too pale to read.
var ink = excelize.Font{Color: "333333", Size: 9}

func headOf(heads []string) (cells []any) {
	for _, h := range heads {
		cells = append(cells, h)
	}
	return cells
}

func (c chart) drawing(sheet string, top, drawn int, high uint) *excelize.Chart {
	names := fmt.Sprintf("'%s'!$A$%d:$A$%d", sheet, top+1, top+drawn)
	gap := uint(60)
	chart := &excelize.Chart{
		Type: c.kind, Title: excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: c.title, Font: &excelize.Font{Bold: true, Size: 12}}}},
		Legend: excelize.ChartLegend{Position: "bottom"}, Dimension: excelize.ChartDimension{Width: chartWide, Height: high},
		YAxis: excelize.ChartAxis{MajorGridLines: true, Font: ink}, XAxis: excelize.ChartAxis{ReverseOrder: c.kind != excelize.ColStacked, Font: ink}, GapWidth: &gap,
	}
	for i := range c.fills {
		column, _ := excelize.ColumnNumberToName(i + 2)
		chart.Series = append(chart.Series, excelize.ChartSeries{
			Name: fmt.Sprintf("'%s'!$%s$%d", sheet, column, top), Categories: names, Values: fmt.Sprintf("'%s'!$%s$%d:$%s$%d", sheet, column, top+1, column, top+drawn),
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{c.fills[i]}},
		})
	}
	return chart
}
