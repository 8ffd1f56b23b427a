package pages

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"

	"taizhang/backend/ledger"
)

// figureText says a figure with at most two decimals.
func figureText(v float64) string {
	return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
}

// even says the figures of one column with the same number of decimals.
func (p ScoresPage) even(name string, v float64) string {
	for _, row := range p.Table.Rows {
		if m, ok := row.Marks[name]; ok && math.Round(m.Value*100) != 100*math.Round(m.Value) {
			return strconv.FormatFloat(v, 'f', 2, 64)
		}
	}
	return figureText(v)
}

// rise says a change since the month before: +0.5, −1.2, or that there is none.
func rise(m ledger.Mark, l ledger.Lang) string {
	change, known := m.Change()
	switch {
	case !known:
		return ""
	case change > 0:
		return "+" + figureText(change)
	case change < 0:
		return "−" + figureText(-change)
	}
	return l.T("持平", "same")
}

func riseClass(m ledger.Mark) string {
	switch change, known := m.Change(); {
	case known && change > 0:
		return "up"
	case known && change < 0:
		return "down"
	}
	return "even"
}

// rows are the table's: by rank where ranks are shown, otherwise in the register's order.
func (p ScoresPage) rows() []ledger.ScoreRow {
	if !p.ranked() {
		return p.Table.Rows
	}
	rows := slices.Clone(p.Table.Rows)
	last := func(r ledger.ScoreRow) int {
		if r.Rank == 0 {
			return math.MaxInt
		}
		return r.Rank
	}
	slices.SortStableFunc(rows, func(a, b ledger.ScoreRow) int { return last(a) - last(b) })
	return rows
}

// ranked tells whether ranks are shown: they are approved, and there is an indicator to rank by.
func (p ScoresPage) ranked() bool { return p.Ranked && p.Table.Graded != "" }

func (p ScoresPage) graded() bool {
	return slices.ContainsFunc(p.Table.Rows, func(r ledger.ScoreRow) bool { return r.Grade != "" })
}

// computed tells whether any figure of an indicator was worked out.
func (p ScoresPage) computed() bool {
	for _, r := range p.Table.Rows {
		for _, m := range r.Marks {
			if m.Computed {
				return true
			}
		}
	}
	return false
}

// Cells is the table as a file has it: each indicator with its change, grades, and ranks where they are shown.
func (p ScoresPage) Cells() (head []string, rows [][]any) {
	head = []string{p.T("单位代码", "Code"), p.T("单位", "Unit")}
	for _, name := range p.Table.Indicators {
		head = append(head, name, p.T("%s比上月", "%s, change", name))
	}
	if p.graded() {
		head = append(head, p.T("档次", "Grade"))
	}
	if p.ranked() {
		head = append(head, p.T("排名（%s）", "Rank (%s)", p.approval()))
	}
	for _, r := range p.rows() {
		row := []any{r.Unit.Code, r.Unit.Name}
		for _, name := range p.Table.Indicators {
			row = append(row, markCells(r.Marks, name)...)
		}
		if p.graded() {
			row = append(row, r.Grade)
		}
		if p.ranked() {
			row = append(row, rankCell(r.Rank))
		}
		rows = append(rows, row)
	}
	return head, rows
}

func markCells(marks map[string]ledger.Mark, name string) []any {
	m, ok := marks[name]
	if !ok {
		return []any{nil, nil}
	}
	value := math.Round(m.Value*100) / 100
	if change, known := m.Change(); known {
		return []any{value, change}
	}
	return []any{value, nil}
}

func rankCell(rank int) any {
	if rank == 0 {
		return nil
	}
	return rank
}

// approval says on what ground ranks are shown: 区长批准，政督〔2024〕9号，2024-09-10.
func (p ScoresPage) approval() string { return approvalWords(p.Base, p.Approval) }

func approvalWords(b Base, a ledger.Approval) string {
	return b.T("%[1]s批准，%[2]s，%[3]s", "approved by %[1]s, %[2]s, %[3]s", a.Approver, a.Document, string(a.ApprovedOn))
}

// corrections are the imports that altered figures that were there.
func (p ScoresPage) corrections() (all []ledger.Event) {
	for _, e := range p.Events {
		if e.Action == "correct" {
			all = append(all, e)
		}
	}
	return all
}

// figureChange is one figure that a correction altered; "—" stands for none.
type figureChange struct{ name, before, after string }

func figureChanges(e ledger.Event) (all []figureChange) {
	before, after := map[string]float64{}, map[string]float64{}
	_ = json.Unmarshal([]byte(e.Before), &before) // "" is nothing before
	_ = json.Unmarshal([]byte(e.After), &after)
	said := func(m map[string]float64, k string) string {
		if v, ok := m[k]; ok {
			return figureText(v)
		}
		return "—"
	}
	names := map[string]bool{}
	for _, m := range []map[string]float64{before, after} {
		for k := range m {
			if !names[k] {
				names[k] = true
				all = append(all, figureChange{k, said(before, k), said(after, k)})
			}
		}
	}
	slices.SortFunc(all, func(a, b figureChange) int { return strings.Compare(a.name, b.name) })
	return all
}

// changed is one figure that an import would alter, for people.
func (p NewScoresPage) changed(c ledger.ScoreChange) figureChange {
	said := func(v *float64) string {
		if v == nil {
			return "—"
		}
		return figureText(*v)
	}
	return figureChange{p.unitName(c.UnitCode) + " " + c.Indicator, said(c.Before), said(c.After)}
}

// example is what a form offers where there is no rule yet. It is no office's own.
func example(b Base) RuleForm {
	return RuleForm{
		From: string(b.Day.Today.Period()), Formulas: "综合 = 0.1×响应率 + 0.5×解决率 + 0.4×满意率", Graded: "综合", Grades: "优秀 95\n良好 90\n一般 80\n较差",
	}
}

// form is what the rule's form shows: what was typed, or the rule to go on from.
func (p ScoreRulesPage) form() RuleForm {
	if p.Form != nil {
		return *p.Form
	}
	f := example(p.Base)
	if len(p.Rules) > 0 {
		r := p.Rules[0]
		f.Formulas, f.Graded, f.Grades, f.Note = strings.Join(formulaLines(r), "\n"), r.Graded, strings.Join(gradeLines(r), "\n"), ""
	}
	return f
}

func formulaLines(r ledger.ScoreRule) (all []string) {
	for _, f := range r.Formulas {
		all = append(all, f.String())
	}
	return all
}

func gradeLines(r ledger.ScoreRule) (all []string) {
	for i, g := range r.Grades {
		if i == len(r.Grades)-1 && g.From == 0 {
			all = append(all, g.Name)
		} else {
			all = append(all, g.Name+" "+figureText(g.From))
		}
	}
	return all
}

// until is the month that a rule holds up to, "" for the latest.
func (p ScoreRulesPage) until(i int) ledger.Period {
	if i == 0 {
		return ""
	}
	return p.Rules[i-1].From.Add(-1)
}

// wrong tells whether a field of the form is at fault.
func (p ScoreRulesPage) wrong(field string) bool { return p.Err != nil && p.Err.Field == field }

func (p ScoreRulesPage) asked() ledger.Approval {
	if p.Asked != nil {
		return *p.Asked
	}
	return ledger.Approval{}
}

// changes are those that an import would make, for people.
func (p NewScoresPage) changes() (all []figureChange) {
	for _, c := range p.Changes {
		all = append(all, p.changed(c))
	}
	return all
}

// gradeWords says the grades of a rule in one line: 优秀 ≥ 95，良好 ≥ 90，其余较差.
func gradeWords(r ledger.ScoreRule) string {
	return strings.Join(gradeLines(r), "，")
}

func (p ScoreRulesPage) rankingState() string {
	if p.Ranked {
		return p.T("已启用", "on")
	}
	return p.T("未启用", "off")
}
