package export

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/xuri/excelize/v2"

	"taizhang/backend/ledger"
)

// counts is what the rows of a workbook come to, counted as they pass.
type counts struct {
	all    int
	units  map[string]map[ledger.Light]int // what is open, by whom it is first of all about
	themes map[string]map[ledger.Kind]int
	months map[ledger.Period]map[ledger.Class]int
}

func newCounts() *counts {
	return &counts{units: map[string]map[ledger.Light]int{}, themes: map[string]map[ledger.Kind]int{}, months: map[ledger.Period]map[ledger.Class]int{}}
}

func counting(each Entries, c *counts, x *Table) Entries {
	return func(yield func(*ledger.Entry) error) error {
		return each(func(e *ledger.Entry) error {
			c.add(e, x)
			return yield(e)
		})
	}
}

func (c *counts) add(e *ledger.Entry, x *Table) {
	c.all++
	if light := e.Light(x.Day); light.Valid() && e.Status.Class() == ledger.Open {
		for _, p := range e.Units {
			if p.Role == e.Kind.MainRole() {
				tallied(c.units, p.Name, light)
			}
		}
	}
	tallied(c.themes, cmp.Or(e.Theme, x.Lang.T("未归类", "No theme")), e.Kind)
	if e.Kind != ledger.Progress {
		tallied(c.months, e.Period, e.Status.Class())
	}
}

func tallied[K, V comparable](in map[K]map[V]int, key K, value V) {
	if in[key] == nil {
		in[key] = map[V]int{}
	}
	in[key][value]++
}

// mostDrawn is how many bars a chart has at most; the table beside it has all.
const mostDrawn = 20

// chart is a table of figures and how it is drawn.
type chart struct {
	title string
	kind  excelize.ChartType
	heads []string // what the rows are, then the series
	fills []string // of the series
	rows  [][]any
}

// charts adds the sheet that draws what the workbook holds, each drawing beside the figures that it is made of.
func charts(f *excelize.File, x *Table, styles styles, c *counts) error {
	if c.all == 0 {
		return nil
	}
	sheet := x.Lang.T("图表", "Charts")
	if _, err := f.NewSheet(sheet); err != nil {
		return err
	}
	if err := f.MoveSheet(sheet, aboutSheet(x.Lang)); err != nil {
		return err
	}
	if err := printable(f, sheet, x); err != nil {
		return err
	}
	if err := f.SetColWidth(sheet, "A", "A", 18); err != nil {
		return err
	}
	if err := f.SetSheetRow(sheet, "A1", &[]any{x.Title}); err != nil {
		return err
	}
	top := 3
	for _, one := range []chart{c.byUnit(x.Lang), c.byTheme(x.Lang), c.byMonth(x.Lang)} {
		if len(one.rows) == 0 {
			continue
		}
		if top > 3 { // a page each
			if err := f.InsertPageBreak(sheet, fmt.Sprintf("A%d", top)); err != nil {
				return err
			}
		}
		var err error
		if top, err = one.draw(f, sheet, top, styles); err != nil {
			return err
		}
	}
	return f.SetCellStyle(sheet, "A1", "A1", styles.title)
}

func (c *counts) byUnit(l ledger.Lang) chart {
	all := chart{title: l.T("各单位在办事项的亮灯", "Open entries by unit and light"), kind: excelize.BarStacked, heads: []string{l.T("单位", "Unit")}}
	for _, i := range ledger.Lights {
		all.heads = append(all.heads, i.Words.In(l))
		all.fills = append(all.fills, lightInks[i.Light])
	}
	all.rows = tabled(c.units, func(by map[ledger.Light]int) (figures []int) {
		for _, i := range ledger.Lights {
			figures = append(figures, by[i.Light])
		}
		return figures
	})
	return all
}

func (c *counts) byTheme(l ledger.Lang) chart {
	all := chart{title: l.T("各领域的成绩、问题和任务", "Progress, shortcomings and tasks by theme"), kind: excelize.Bar, heads: []string{l.T("领域", "Theme")}, fills: []string{"5B8C5A", "B4443C", "3D6FA5"}}
	for _, k := range ledger.Kinds {
		all.heads = append(all.heads, k.Words().In(l))
	}
	all.rows = tabled(c.themes, func(by map[ledger.Kind]int) (figures []int) {
		for _, k := range ledger.Kinds {
			figures = append(figures, by[k])
		}
		return figures
	})
	return all
}

// byMonth has a column a month, in their order; none where there is but one.
func (c *counts) byMonth(l ledger.Lang) chart {
	classes := []ledger.Class{ledger.Open, ledger.Done, ledger.Dropped}
	all := chart{title: l.T("各月问题和任务的办理", "Shortcomings and tasks by month"), kind: excelize.ColStacked, heads: []string{l.T("月份", "Month")}, fills: []string{"3D6FA5", "5B8C5A", "9AA3AB"}}
	for _, class := range classes {
		all.heads = append(all.heads, class.Words().In(l))
	}
	if len(c.months) < 2 {
		return all
	}
	for _, month := range slices.Sorted(maps.Keys(c.months)) {
		line := []any{string(month)}
		for _, class := range classes {
			line = append(line, c.months[month][class])
		}
		all.rows = append(all.rows, line)
	}
	return all
}

// lightInks are the lights as they are drawn.
var lightInks = map[ledger.Light]string{
	ledger.Red: "B4443C", ledger.Yellow: "D9A441", ledger.Blue: "3D6FA5", ledger.Green: "5B8C5A", ledger.Grey: "9AA3AB",
}

// tabled makes rows of what was counted, those with most first, and of the same by name.
func tabled[V comparable](by map[string]map[V]int, figures func(map[V]int) []int) (rows [][]any) {
	sums := map[string]int{}
	for name, values := range by {
		for _, n := range values {
			sums[name] += n
		}
	}
	for _, name := range slices.SortedFunc(maps.Keys(by), func(a, b string) int {
		return cmp.Or(cmp.Compare(sums[b], sums[a]), cmp.Compare(a, b))
	}) {
		line := []any{name}
		for _, n := range figures(by[name]) {
			line = append(line, n)
		}
		rows = append(rows, line)
	}
	return rows
}
