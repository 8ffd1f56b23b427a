package intake

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"taizhang/backend/ledger"
)

// unitColumns are the columns of a register of units; the first four must be there, in any order.
var unitColumns = []string{"code", "name", "short", "kind", "official", "district", "valid_from", "valid_to", "aliases", "tile", "parent"}

const unitColumnsNeeded = 4

// unitHeads are the columns' names in Chinese, which will do as well.
var unitHeads = map[string]string{
	"code": "编码", "name": "名称", "short": "简称", "kind": "类别", "official": "全称", "district": "区划", "valid_from": "起始日期", "valid_to": "截止日期", "aliases": "别名", "tile": "示意图位置", "parent": "上级",
}

// ReadUnits reads a register of units as CSV with a line of column names. Aliases are parted by ；or ;, and may carry the
// days between which they mean the unit: 卢沟桥街道<2021-07-01, 某镇>2020-01-01. Where there is no column of parents, units keep those
// that they have among the known ones, and others belong to their district. A mistake names its line and column.
func ReadUnits(r io.Reader, known ...ledger.Unit) ([]ledger.Unit, error) {
	rows, err := openCSV(r)
	if err != nil {
		return nil, err
	}
	head, err := unitHead(rows)
	if err != nil {
		return nil, err
	}
	var units []ledger.Unit
	seen := map[string]bool{}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, badCSV(err)
		}
		line, _ := rows.FieldPos(0)
		u, err := readUnit(row, head, line)
		if err != nil {
			return nil, err
		}
		if seen[u.Code] {
			return nil, unitMistake(line, "code", "编码“"+u.Code+"”重复。", "the code “"+u.Code+"” is there twice.")
		}
		seen[u.Code] = true
		u.Position = len(units) + 1
		units = append(units, u)
	}
	if len(units) == 0 {
		return nil, ledger.Mistake(ledger.Invalid, "units", "单位表里没有单位。", "The register holds no units.")
	}
	if _, ok := head["parent"]; !ok {
		house(units, known)
	}
	return units, nil
}

// house gives units the parents that a file without such a column leaves unsaid.
func house(units, known []ledger.Unit) {
	parents, districts := map[string]string{}, map[string]bool{}
	for _, u := range known {
		parents[u.Code] = u.Parent
	}
	for _, u := range append(known[:len(known):len(known)], units...) {
		districts[u.Code] = u.Kind == ledger.District
	}
	for i, u := range units {
		parent, ok := parents[u.Code]
		if !ok && u.District != u.Code && districts[u.District] {
			parent = u.District
		}
		units[i].Parent = parent
	}
}

func openCSV(r io.Reader) (*csv.Reader, error) {
	text, err := RegisterText(r)
	if err != nil {
		return nil, err
	}
	rows := csv.NewReader(strings.NewReader(text))
	rows.TrimLeadingSpace = true
	return rows, nil
}

// unitHead reads the line of column names: where each column stands.
func unitHead(rows *csv.Reader) (map[string]int, error) {
	row, err := rows.Read()
	if errors.Is(err, io.EOF) {
		return nil, ledger.Mistake(ledger.Invalid, "units", "单位表是空的。第一行应为列名：%s。", "The register is empty. Its first line must name the columns: %s.", strings.Join(unitColumns, ","))
	}
	if err != nil {
		return nil, badCSV(err)
	}
	head := map[string]int{}
	for i, name := range row {
		name = strings.TrimSpace(name)
		for column, head := range unitHeads {
			if name == head {
				name = column
			}
		}
		if !slices.Contains(unitColumns, name) {
			return nil, unitMistake(1, name, "没有这一列；可用的列："+chineseColumns()+"。", "there is no such column; the columns are "+strings.Join(unitColumns, ", ")+".")
		}
		head[name] = i
	}
	for _, name := range unitColumns[:unitColumnsNeeded] {
		if _, ok := head[name]; !ok {
			return nil, unitMistake(1, name, "缺少这一列。", "this column is missing.")
		}
	}
	return head, nil
}

func chineseColumns() string {
	var all []string
	for _, c := range unitColumns {
		all = append(all, unitHeads[c]+"（"+c+"）")
	}
	return strings.Join(all, "、")
}

func readUnit(row []string, head map[string]int, line int) (ledger.Unit, error) {
	cell := func(name string) string {
		if i, ok := head[name]; ok {
			return strings.TrimSpace(row[i])
		}
		return ""
	}
	u := ledger.Unit{Code: cell("code"), Name: cell("name"), Short: cell("short"), Official: cell("official"), Kind: unitKind(cell("kind")), District: cell("district"), Tile: cell("tile"), Parent: cell("parent")}
	switch {
	case u.Code == "":
		return u, unitMistake(line, "code", "编码不能为空。", "the code must not be empty.")
	case u.Name == "":
		return u, unitMistake(line, "name", "名称不能为空。", "the name must not be empty.")
	case !u.Kind.Valid():
		return u, unitMistake(line, "kind", "没有“"+string(u.Kind)+"”这一类；可用："+kindList(ledger.Chinese)+"（或 "+kindList(ledger.English)+"）。", "“"+string(u.Kind)+"” is no kind; use "+kindList(ledger.English)+".")
	}
	if u.Short == "" {
		u.Short = u.Name
	}
	var err error
	if u.ValidFrom, err = unitDay(cell("valid_from"), line, "valid_from"); err != nil {
		return u, err
	}
	if u.ValidTo, err = unitDay(cell("valid_to"), line, "valid_to"); err != nil {
		return u, err
	}
	u.Aliases, err = readAliases(cell("aliases"), u.Code, line)
	return u, err
}

// kindList lists the kinds as a file may write them: the words in Chinese, otherwise the names.
func kindList(lang ledger.Lang) string {
	var all []string
	for _, k := range ledger.UnitKinds {
		all = append(all, ledger.Words{ZH: k.Words().ZH, EN: string(k)}.In(lang))
	}
	return strings.Join(all, lang.T("、", ", "))
}

// unitKind reads a kind by its name in the file or in Chinese.
func unitKind(s string) ledger.UnitKind {
	for _, k := range ledger.UnitKinds {
		if s == k.Words().ZH {
			return k
		}
	}
	return ledger.UnitKind(s)
}

func unitDay(s string, line int, column string) (ledger.Date, error) {
	if s == "" {
		return "", nil
	}
	d, err := ledger.ParseDate(s)
	if err != nil {
		return "", unitMistake(line, column, "“"+s+"”不是日期，请写成 2024-09-05 的样子。", "“"+s+"” is no date; write it like 2024-09-05.")
	}
	return d, nil
}

// readAliases reads 名称, 名称<日 (meant this unit before that day), 名称>日 (means it from that day on) and 名称>日<日.
func readAliases(s, code string, line int) ([]ledger.Alias, error) {
	var all []ledger.Alias
	for _, part := range strings.FieldsFunc(s, func(c rune) bool { return c == ';' || c == '；' }) {
		name, end, _ := strings.Cut(part, "<")
		name, begin, _ := strings.Cut(name, ">")
		a := ledger.Alias{UnitCode: code, Name: strings.TrimSpace(name)}
		var err error
		if a.ValidFrom, err = unitDay(strings.TrimSpace(begin), line, "aliases"); err != nil {
			return nil, err
		}
		if a.ValidTo, err = unitDay(strings.TrimSpace(end), line, "aliases"); err != nil {
			return nil, err
		}
		a.ValidTo = a.ValidTo.AddDays(-1)
		if a.Name != "" && !slices.ContainsFunc(all, func(b ledger.Alias) bool { return b.Name == a.Name }) {
			all = append(all, a)
		}
	}
	return all, nil
}

// unitMistake names the line and the column; zh and en say what is wrong there.
func unitMistake(line int, column, zh, en string) error {
	return &ledger.Error{Code: ledger.Invalid, Field: "units", Words: ledger.Words{
		ZH: fmt.Sprintf("单位表第 %d 行“%s”列：%s", line, column, zh),
		EN: fmt.Sprintf("Register of units, line %d, column “%s”: %s", line, column, en),
	}}
}

func badCSV(err error) error {
	var p *csv.ParseError
	if !errors.As(err, &p) {
		return err
	}
	return ledger.Mistake(ledger.Invalid, "units", "单位表第 %d 行第 %d 列读不懂：请检查引号和列数。", "Register of units, line %d, column %d cannot be read: check quotation marks and the number of columns.", p.Line, p.Column)
}
