package intake

import (
	"strings"

	"taizhang/backend/ledger"
)

// headings of a table of accounts; its units are headed as in a table of scores.
var (
	personHeadings = []string{"姓名", "用户名", "人员", "name"}
	roleHeadings   = []string{"角色", "岗位", "role"}
)

// mostAccounts bounds the accounts of one file.
const mostAccounts = 500

// ReadAccounts reads people with their roles and units from a workbook or a CSV file, a row a person; taken are the names that
// have accounts already. Whatever is wrong is told cell by cell, and then nobody is to be taken from the file.
func ReadAccounts(name string, data []byte, units []ledger.Unit, month ledger.Period, taken map[string]bool) ([]ledger.User, []ledger.CellMistake, error) {
	r := accountReader{scoreReader: scoreReader{units: unitNames(units, month), unit: -1, code: -1}, person: -1, role: -1, taken: taken}
	err := r.open(name, data)
	if m := ledger.AsMistake(err); m != nil && m.Code == ledger.Unreadable {
		err = ledger.Mistake(ledger.Unreadable, "file", "账号表要用 Excel（.xlsx）或 CSV。", "Accounts come as Excel (.xlsx) or CSV.")
	}
	if err != nil {
		return nil, nil, err
	}
	r.readPeople()
	return r.people, r.wrong, nil
}

type accountReader struct {
	scoreReader
	person, role int // columns; -1 for none
	taken        map[string]bool
	people       []ledger.User
}

func (r *accountReader) readPeople() {
	head := r.readColumns()
	if r.person < 0 || r.role < 0 {
		r.fault(0, 0, "没有找到表头：要有一行写着“姓名”“角色”，联络员还要有“单位”。", "No heading row: one must say 姓名 and 角色 (name, role), for liaisons 单位 (unit) too.")
		return
	}
	seen := map[string]int{}
	for y := head + 1; y < len(r.grid); y++ {
		if strings.TrimSpace(strings.Join(r.grid[y], "")) == "" {
			continue
		}
		if len(r.people) == mostAccounts {
			r.fault(y, 0, "一次最多导入 %d 个账号。", "A file may have %d accounts at most.", mostAccounts)
			return
		}
		r.readPerson(y, seen)
	}
	if len(r.people) == 0 && len(r.wrong) == 0 {
		r.fault(head+1, 0, "表头下面没有人员。", "There is nobody below the heading.")
	}
}

// readColumns finds the row that heads the table, and its columns.
func (r *accountReader) readColumns() int {
	for y, row := range r.grid[:min(len(r.grid), headingRows)] {
		for x, text := range row {
			switch {
			case isHeading(text, personHeadings):
				r.person = x
			case isHeading(text, roleHeadings):
				r.role = x
			case isHeading(text, unitHeadings):
				r.unit = x
			case isHeading(text, codeHeadings):
				r.code = x
			}
		}
		if r.person >= 0 && r.role >= 0 {
			return y
		}
	}
	return 0
}

func (r *accountReader) readPerson(y int, seen map[string]int) {
	row, before := r.grid[y], len(r.wrong)
	u := ledger.User{Name: strings.Join(strings.Fields(at(row, r.person)), " ")}
	role, err := ledger.FindRole(strings.TrimSpace(at(row, r.role)))
	if m := ledger.AsMistake(err); m != nil {
		r.faultAs(y, r.role, m)
	}
	u.Role = role
	if role == ledger.Liaison {
		u.UnitCode, _ = r.unitOf(y, row)
	}
	switch m := ledger.AsMistake(u.Check()); {
	case len(r.wrong) > before:
	case m != nil && m.Field == "unit":
		r.faultAs(y, max(r.unit, r.code, 0), m)
	case m != nil:
		r.faultAs(y, r.person, m)
	case r.taken[u.Name]:
		r.fault(y, r.person, "“%s”已有账号，请删去这一行。", "“%s” has an account already; delete the row.", u.Name)
	case seen[u.Name] > 0:
		r.fault(y, r.person, "“%[1]s”在第 %[2]d 行已经有了；同名的人请加以区别。", "“%[1]s” stands in row %[2]d already; tell people of one name apart.", u.Name, seen[u.Name])
	}
	if seen[u.Name] == 0 {
		seen[u.Name] = y + 1
	}
	r.people = append(r.people, u)
}

func (r *accountReader) faultAs(y, x int, m *ledger.Error) {
	r.wrong = append(r.wrong, ledger.CellMistake{Sheet: r.name, Cell: cellName(y, x), Words: m.Words})
}
