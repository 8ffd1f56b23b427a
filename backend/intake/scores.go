package intake

import (
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"taizhang/backend/ledger"
)

// headings of a table of scores beside its indicators. Ranks and grades are worked out from the figures, so that columns of
// them are passed over.
var (
	unitHeadings   = []string{"单位", "单位名称", "街镇", "街道", "街乡镇", "街道（镇）", "被反映街乡镇", "unit"}
	codeHeadings   = []string{"代码", "单位代码", "编码", "code"}
	monthHeadings  = []string{"月份", "月", "month"}
	passedHeadings = []string{"序号", "no.", "排名", "名次", "位次", "排位", "rank", "档次", "等次", "等级", "grade", "备注", "说明", "remarks"}
)

// mostIndicators bounds the columns of figures of one file.
const mostIndicators = 60

// ReadScores reads a month's figures from a workbook or a CSV file: a row a unit, a column an indicator. Whatever is wrong is
// told cell by cell, and then nothing is to be taken from the file. Of a workbook's sheets the first with a table is read.
func ReadScores(name string, data []byte, p ledger.Period, units []ledger.Unit) (ledger.ScoreSheet, []ledger.CellMistake, error) {
	r := scoreReader{sheet: ledger.ScoreSheet{Period: p}, units: unitNames(units, p)}
	err := r.open(name, data)
	if err != nil {
		return r.sheet, nil, err
	}
	r.read()
	return r.sheet, r.wrong, nil
}

// scoreReader reads a table of scores: its cells, and what no cell's words tell.
type scoreReader struct {
	grid  grid
	name  string            // of the workbook's sheet
	flaws map[string]string // by cell: an error that a formula gave, a formula without a result, a merged cell
	units map[string][]string
	sheet ledger.ScoreSheet
	wrong []ledger.CellMistake

	head              int
	unit, code, month int            // columns; -1 for none
	figures           []int          // columns, an indicator each
	seen              map[string]int // rows by unit, counted from one
}

// unitNames finds the codes of units by every name they go by in a month. A short name never stands against a full one.
func unitNames(units []ledger.Unit, p ledger.Period) map[string][]string {
	all, short := map[string][]string{}, map[string][]string{}
	add := func(to map[string][]string, name, code string) {
		if name != "" && !slices.Contains(to[name], code) {
			to[name] = append(to[name], code)
		}
	}
	for _, u := range units {
		for _, name := range []string{u.Code, u.Name, u.Official} {
			add(all, name, u.Code)
		}
		for _, a := range u.Aliases {
			if a.Holds(ledger.Date(p + "-01")) {
				add(all, a.Name, u.Code)
			}
		}
		add(short, u.Short, u.Code)
	}
	for name, codes := range short {
		if all[name] == nil {
			all[name] = codes
		}
	}
	return all
}

func (r *scoreReader) open(name string, data []byte) error {
	switch {
	case len(data) == 0:
		return ledger.Mistake(ledger.Invalid, "file", "请选择文件。", "Choose a file.")
	case strings.HasPrefix(string(data), "PK\x03\x04"):
		return r.openWorkbook(data)
	case strings.EqualFold(filepath.Ext(name), ".csv"), strings.EqualFold(filepath.Ext(name), ".tsv"), strings.EqualFold(filepath.Ext(name), ".txt"):
		return r.openCSV(data)
	}
	if f := refusalOf(strings.ToLower(filepath.Ext(name)), data); f != nil {
		return f.mistake()
	}
	return notScores()
}

func notScores() error {
	return ledger.Mistake(ledger.Unreadable, "file", "考评成绩表要用 Excel（.xlsx）或 CSV，请下载模板填写。", "Scores come as Excel (.xlsx) or CSV; download the template and fill it in.")
}

func (r *scoreReader) openCSV(data []byte) error {
	text, err := readPlain(data)
	if err != nil {
		return err
	}
	rows := csv.NewReader(strings.NewReader(text))
	rows.Comma, rows.FieldsPerRecord, rows.LazyQuotes = separator(text), -1, true
	for cells := 0; cells <= maxCells; {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return damaged(csvFile)
		}
		line, _ := rows.FieldPos(0)
		for len(r.grid) < line-1 && len(r.grid) < maxHeight { // a blank line counts as a row, as a spreadsheet has it
			r.grid = append(r.grid, nil)
		}
		r.grid, cells = append(r.grid, row), cells+len(row)
	}
	return tooLong()
}

func (r *scoreReader) openWorkbook(data []byte) error {
	a, err := unpack(data)
	if err != nil {
		return err
	}
	if !a.has("xl/workbook.xml") {
		return notScores()
	}
	b := &book{a: a, left: maxCells}
	sheets, err := b.sheets()
	if err == nil {
		err = b.readShared()
	}
	if err == nil {
		err = b.readStyles()
	}
	for _, s := range sheets {
		if err != nil {
			break
		}
		var g grid
		if g, err = b.sheet(s.part); err == nil && (r.name == "" || headOf(g) >= 0) {
			r.grid, r.name = g, s.name
			if r.flaws, err = flaws(a, s.part); headOf(g) >= 0 {
				break
			}
		}
	}
	switch {
	case errors.Is(err, errTooMuch):
		return tooLong()
	case err != nil:
		return damaged(excel)
	}
	return nil
}

// flaws finds the cells of a sheet whose words cannot be taken for what was meant.
func flaws(a *archive, part string) (map[string]string, error) {
	all, at := map[string]string{}, ""
	formula, value := false, false
	err := a.each(part, func(_ *xml.Decoder, t xml.Token) error {
		switch e := t.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "c":
				at, formula, value = attr(e, "r"), false, false
				if attr(e, "t") == "e" {
					all[at] = "error"
				}
			case "f":
				formula = true
			case "v", "is":
				value = true
			case "mergeCell":
				from, _, _ := strings.Cut(attr(e, "ref"), ":")
				all[from] = "merged"
			}
		case xml.EndElement:
			if e.Name.Local == "c" && formula && !value {
				all[at] = "formula"
			}
		}
		return nil
	})
	return all, err
}

// headOf is the row that heads a table of scores: the first that names a column of units.
func headOf(g grid) int {
	for y, row := range g[:min(len(g), headingRows)] {
		for _, text := range row {
			if isHeading(text, unitHeadings) || isHeading(text, codeHeadings) {
				return y
			}
		}
	}
	return -1
}

func isHeading(text string, of []string) bool {
	return slices.Contains(of, strings.ToLower(tidy(text)))
}

// tidy takes out the white space that people put into headings and names.
func tidy(s string) string { return strings.Join(strings.Fields(s), "") }

func (r *scoreReader) fault(y, x int, zh, en string, args ...any) {
	m := ledger.Mistake(ledger.Invalid, "file", zh, en, args...)
	r.wrong = append(r.wrong, ledger.CellMistake{Sheet: r.name, Cell: cellName(y, x), Words: m.Words})
}

// cellName names a cell as spreadsheets do: AB12.
func cellName(y, x int) string {
	name := ""
	for x++; x > 0; x = (x - 1) / 26 {
		name = string(rune('A'+(x-1)%26)) + name
	}
	return name + strconv.Itoa(y+1)
}

func (r *scoreReader) read() {
	if r.head = headOf(r.grid); r.head < 0 {
		r.fault(0, 0, "没有找到表头：前 %d 行里要有一行写着“单位”和各项指标，可下载模板对照。", "No heading row: one of the first %d rows must say 单位 and name the indicators; see the template.", headingRows)
		return
	}
	r.readHead()
	r.seen = map[string]int{}
	for y := r.head + 1; y < len(r.grid); y++ {
		r.readRow(y)
	}
	if len(r.wrong) == 0 && len(r.sheet.Scores) == 0 {
		r.fault(r.head+1, 0, "表头下面没有数据。", "There are no figures below the heading.")
	}
}

func (r *scoreReader) readHead() {
	r.unit, r.code, r.month = -1, -1, -1
	for x, text := range r.grid[r.head] {
		name := tidy(text)
		switch {
		case name == "":
		case isHeading(name, unitHeadings):
			r.unit = x
		case isHeading(name, codeHeadings):
			r.code = x
		case isHeading(name, monthHeadings):
			r.month = x
		case isHeading(name, passedHeadings):
			r.sheet.Ignored = append(r.sheet.Ignored, name)
		case slices.Contains(r.sheet.Indicators, name):
			r.fault(r.head, x, "“%s”有两列，请只留一列。", "“%s” has two columns; leave one.", name)
		case len([]rune(name)) > 40 || strings.ContainsAny(name, "=+×÷*/"):
			r.fault(r.head, x, "指标名称最多 40 字，不能有 = + × ÷。", "An indicator's name has 40 characters at most and none of = + × ÷.")
		case len(r.figures) == mostIndicators:
			r.fault(r.head, x, "一次最多导入 %d 项指标。", "A file may have %d indicators at most.", mostIndicators)
		default:
			r.figures = append(r.figures, x)
			r.sheet.Indicators = append(r.sheet.Indicators, name)
		}
	}
	if len(r.figures) == 0 && len(r.wrong) == 0 {
		r.fault(r.head, 0, "表头里没有指标列，请在“单位”右边写上指标名称。", "The heading names no indicator; write their names to the right of 单位.")
	}
}

func (r *scoreReader) readRow(y int) {
	row := r.grid[y]
	if strings.TrimSpace(strings.Join(row, "")) == "" && !r.flawed(y) {
		return
	}
	code, ok := r.unitOf(y, row)
	if r.month >= 0 {
		if said := tidy(at(row, r.month)); said != "" && !sameMonth(said, r.sheet.Period) {
			r.fault(y, r.month, "这一行写的是“%[1]s”，要导入的是 %[2]s，请核对月份。", "This row is of “%[1]s”, the import of %[2]s; check the month.", said, string(r.sheet.Period))
		}
	}
	if first, twice := r.seen[code]; ok && twice {
		r.fault(y, max(r.unit, r.code, 0), "“%[1]s”在第 %[2]d 行已经有了，请只留一行。", "“%[1]s” stands in row %[2]d already; leave one row.", r.said(row), first)
		ok = false
	} else if ok {
		r.seen[code] = y + 1
	}
	for i, x := range r.figures {
		if v, given := r.figure(y, x, i); given && ok {
			r.sheet.Scores = append(r.sheet.Scores, ledger.Score{Period: r.sheet.Period, UnitCode: code, Indicator: r.sheet.Indicators[i], Value: v, Position: i})
		}
	}
}

func (r *scoreReader) flawed(y int) bool {
	for _, x := range r.figures {
		if r.flaws[cellName(y, x)] != "" {
			return true
		}
	}
	return false
}

func (r *scoreReader) said(row []string) string {
	if r.unit >= 0 && tidy(at(row, r.unit)) != "" {
		return tidy(at(row, r.unit))
	}
	return tidy(at(row, r.code))
}

// unitOf is the unit that a row is about, by its name, its code or both.
func (r *scoreReader) unitOf(y int, row []string) (string, bool) {
	found := ""
	for _, x := range []int{r.unit, r.code} {
		if x < 0 || tidy(at(row, x)) == "" {
			continue
		}
		name := tidy(at(row, x))
		codes := r.units[name]
		switch {
		case r.flaws[cellName(y, x)] == "merged":
			r.fault(y, x, "单位一栏是合并单元格，请取消合并，每个单位单独一行。", "The unit is a merged cell; unmerge it and give each unit a row.")
			return "", false
		case len(codes) == 0:
			r.fault(y, x, "单位库里没有“%s”。请改成单位库里的名称，或先在单位库里登记；合计、平均、说明的行请删除。", "The register has no unit “%s”. Write its name as in the register or add it there first; delete rows of totals, averages and remarks.", name)
			return "", false
		case len(codes) > 1:
			r.fault(y, x, "“%s”可能是几个单位，请写全称或单位代码。", "“%s” may be one of several units; write the full name or the code.", name)
			return "", false
		case found != "" && found != codes[0]:
			r.fault(y, x, "代码“%s”不是这个单位的，请核对。", "The code “%s” is another unit's; check it.", name)
			return "", false
		}
		found = codes[0]
	}
	if found == "" {
		r.fault(y, max(r.unit, r.code, 0), "这一行没有写单位。", "This row names no unit.")
	}
	return found, found != ""
}

// figure reads a cell with the figure of an indicator, by its place; false for an empty one and for one that is no figure, which it tells.
func (r *scoreReader) figure(y, x, i int) (float64, bool) {
	text := strings.NewReplacer("，", "", ",", "", "％", "%", "分", "").Replace(tidy(at(r.grid[y], x)))
	switch r.flaws[cellName(y, x)] {
	case "error":
		r.fault(y, x, "这个单元格的公式出错（如 #DIV/0!），请改好公式或直接填数。", "The formula in this cell fails (such as #DIV/0!); mend it or type the figure.")
		return 0, false
	case "formula":
		r.fault(y, x, "这个公式还没有算出结果，请在 Excel 或 WPS 里打开、保存后再上传。", "This formula has no result yet; open and save the file in Excel or WPS and upload it again.")
		return 0, false
	case "merged":
		r.fault(y, x, "数据区里有合并单元格，请取消合并后逐格填写。", "There is a merged cell among the figures; unmerge it and fill in each cell.")
		return 0, false
	}
	if text == "" || text == "—" || text == "-" || text == "/" || text == "无" {
		return 0, false
	}
	bare, percent := strings.CutSuffix(text, "%")
	v, err := strconv.ParseFloat(bare, 64)
	rate := strings.HasSuffix(r.sheet.Indicators[i], "率")
	switch {
	case err != nil || math.IsNaN(v) || math.IsInf(v, 0) || math.Abs(v) > 1e12 || strings.ContainsAny(bare, "xXpP_"):
		r.fault(y, x, "“%s”不是数字，请填数字；没有数据就空着。", "“%s” is no number; write a number, or leave the cell empty.", at(r.grid[y], x))
	case rate && (v < 0 || v > 100):
		r.fault(y, x, "“%s”超出了 0 到 100%%，请核对。", "“%s” lies outside 0 to 100%%; check it.", at(r.grid[y], x))
	case rate && !percent && v > 0 && v < 1:
		r.fault(y, x, "“%[1]s”是 %[2]s 吗？请写成 %[2]s，免得当成百分之零点几。", "Does “%[1]s” mean %[2]s? Write %[2]s, so that it is not taken for a fraction of one percent.", at(r.grid[y], x), plainNumber(v*100)+"%")
	default:
		return v, true
	}
	return 0, false
}

// sameMonth tells whether words such as 2024-09, 2024年9月, 202409 or 9月 mean month p.
func sameMonth(said string, p ledger.Period) bool {
	year, month, _ := strings.Cut(string(p), "-")
	n := strings.TrimPrefix(month, "0")
	return slices.ContainsFunc([]string{"%[1]s-%[2]s", "%[1]s%[2]s", "%[1]s年%[3]s月", "%[1]s年%[2]s月", "%[1]s/%[3]s", "%[1]s.%[3]s", "%[1]s-%[3]s", "%[3]s月", "%[3]s", "%[1]s年%[3]s月1日"}, func(form string) bool {
		return said == fmt.Sprintf(form, year, month, n)
	})
}
