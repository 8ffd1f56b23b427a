package ledger

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// Score is one unit's figure of one month: 响应率 98.5. A rate is in percent.
type Score struct {
	Period    Period  `gorm:"primaryKey" json:"period"`
	UnitCode  string  `gorm:"primaryKey" json:"unit"`
	Indicator string  `gorm:"primaryKey" json:"indicator"`
	Value     float64 `json:"value"`
	Position  int     `json:"-"` // the indicator's place among its file's columns
}

// ScoreSheet is what a file says of one month. It speaks for its indicators alone: of those it gives every figure there is.
type ScoreSheet struct {
	Period     Period
	Indicators []string
	Scores     []Score
	Ignored    []string // columns that hold no figures, such as ranks: those are worked out here
}

// CellMistake says what is wrong with one cell of a file and what to do about it.
type CellMistake struct {
	Sheet, Cell string // the sheet's name, "" for a CSV file; A1 for a cell
	Words       Words
}

// ScoreRule says how indicators follow from others and which grades they make, from a month on until the next rule.
type ScoreRule struct {
	From      Period    `gorm:"primaryKey" json:"from"`
	Formulas  []Formula `gorm:"serializer:json" json:"formulas"`
	Graded    string    `json:"graded"` // the indicator that units are graded by
	Grades    []Grade   `gorm:"serializer:json" json:"grades"`
	Note      string    `json:"note"` // where the rule stands: a document and its number
	CreatedAt time.Time `json:"-"`
	CreatedBy string    `json:"-"`
}

// Grade is a class of results: everything from From up that no better grade holds.
type Grade struct {
	Name string  `json:"name"`
	From float64 `json:"from"`
}

// RuleFor is the rule of month p, nil where none holds yet.
func RuleFor(rules []ScoreRule, p Period) (found *ScoreRule) {
	for i := range rules {
		if r := &rules[i]; r.From <= p && (found == nil || r.From > found.From) {
			found = r
		}
	}
	return found
}

// Grade names the class of a figure, "" where the rule has none for it.
func (r *ScoreRule) Grade(v float64) string {
	best := Grade{From: math.Inf(-1)}
	if r != nil {
		for _, g := range r.Grades {
			if cents(v) >= cents(g.From) && g.From >= best.From {
				best = g
			}
		}
	}
	return best.Name
}

// Mark is a figure in a table of scores. Computed tells one that a formula gave from one that a file gave.
type Mark struct {
	Value    float64
	Computed bool
	Before   *float64 // of the month before; nil where that has none
}

// Change is by how much the mark rose since the month before; false where that had none.
func (m Mark) Change() (float64, bool) {
	if m.Before == nil {
		return 0, false
	}
	return float64(cents(m.Value)-cents(*m.Before)) / 100, true
}

// ScoreRow is one unit's marks by indicator. Rank counts from one among the units that have the graded indicator; equal marks
// share a rank and the next one is left out. It is 0 for a unit without.
type ScoreRow struct {
	Unit  Unit
	Marks map[string]Mark
	Grade string
	Rank  int
}

// ScoreTable is a month's scores: the units that have any, in the register's order.
type ScoreTable struct {
	Period     Period
	Indicators []string
	Graded     string // the indicator that grades and ranks go by, "" for none
	Rows       []ScoreRow
}

// NewScoreTable sets out the scores of month p beside those of the month before, each with what its rule makes of them.
func NewScoreTable(p Period, units []Unit, scores []Score, rules []ScoreRule) ScoreTable {
	rule := RuleFor(rules, p)
	now, order := marksOf(p, scores, rule)
	before, _ := marksOf(p.Add(-1), scores, RuleFor(rules, p.Add(-1)))
	t := ScoreTable{Period: p, Indicators: order}
	if rule != nil {
		t.Graded = rule.Graded
	}
	for _, u := range units {
		if len(now[u.Code]) == 0 {
			continue
		}
		row := ScoreRow{Unit: u, Marks: now[u.Code]}
		for name, m := range row.Marks {
			if b, ok := before[u.Code][name]; ok {
				m.Before = &b.Value
				row.Marks[name] = m
			}
		}
		if m, ok := row.Marks[t.Graded]; ok {
			row.Grade = rule.Grade(m.Value)
		}
		t.Rows = append(t.Rows, row)
	}
	t.rank()
	return t
}

// marksOf gathers a month's figures by unit, with those that the rule's formulas add, and lists the indicators: those of files
// by their columns, then those of formulas. A figure that a file gives stands; a formula whose parts are not all there gives none.
func marksOf(p Period, scores []Score, rule *ScoreRule) (map[string]map[string]Mark, []string) {
	marks, place := map[string]map[string]Mark{}, map[string]int{}
	for _, s := range scores {
		if s.Period != p {
			continue
		}
		if marks[s.UnitCode] == nil {
			marks[s.UnitCode] = map[string]Mark{}
		}
		marks[s.UnitCode][s.Indicator] = Mark{Value: s.Value}
		if at, ok := place[s.Indicator]; !ok || s.Position < at {
			place[s.Indicator] = s.Position
		}
	}
	if rule != nil {
		for i, f := range rule.Formulas {
			for _, unit := range marks {
				if v, ok := f.value(unit); ok {
					if _, given := unit[f.Name]; !given {
						unit[f.Name] = Mark{Value: v, Computed: true}
					}
					if _, known := place[f.Name]; !known {
						place[f.Name] = 1_000_000 + i
					}
				}
			}
		}
	}
	order := make([]string, 0, len(place))
	for name := range place {
		order = append(order, name)
	}
	slices.SortFunc(order, func(a, b string) int { return cmp.Or(cmp.Compare(place[a], place[b]), cmp.Compare(a, b)) })
	return marks, order
}

// rank gives each row its rank by the graded indicator.
func (t *ScoreTable) rank() {
	for i := range t.Rows {
		mine, ok := t.Rows[i].Marks[t.Graded]
		if !ok {
			continue
		}
		t.Rows[i].Rank = 1
		for _, other := range t.Rows {
			if m, ok := other.Marks[t.Graded]; ok && cents(m.Value) > cents(mine.Value) {
				t.Rows[i].Rank++
			}
		}
	}
}

// cents is a figure as people see it, by which figures are compared: two decimals.
func cents(v float64) int64 { return int64(math.Round(v * 100)) }

// ScoreChange is a figure that an import would alter: nil for one that is not there before or after.
type ScoreChange struct {
	UnitCode, Indicator string
	Before, After       *float64
}

// Changes lists what the sheet would alter in the figures stored for its month, in their order: units, then indicators.
func (s ScoreSheet) Changes(stored []Score) (all []ScoreChange) {
	type key struct{ unit, indicator string }
	at := map[key]int{}
	change := func(k key) *ScoreChange {
		if _, ok := at[k]; !ok {
			at[k] = len(all)
			all = append(all, ScoreChange{UnitCode: k.unit, Indicator: k.indicator})
		}
		return &all[at[k]]
	}
	for _, old := range stored {
		if old.Period == s.Period && slices.Contains(s.Indicators, old.Indicator) {
			change(key{old.UnitCode, old.Indicator}).Before = &old.Value
		}
	}
	for _, n := range s.Scores {
		change(key{n.UnitCode, n.Indicator}).After = &n.Value
	}
	all = slices.DeleteFunc(all, func(c ScoreChange) bool { return c.Before != nil && c.After != nil && *c.Before == *c.After })
	slices.SortFunc(all, func(a, b ScoreChange) int {
		return cmp.Or(cmp.Compare(a.UnitCode, b.UnitCode), cmp.Compare(slices.Index(s.Indicators, a.Indicator), slices.Index(s.Indicators, b.Indicator)))
	})
	return all
}

// Approval lets something be shown that needs one: who approved it, by which document, on which day.
type Approval struct {
	ID         int64      `gorm:"primaryKey" json:"-"`
	Subject    string     `json:"subject"`
	Approver   string     `json:"approver"`
	Document   string     `json:"document"`
	ApprovedOn Date       `json:"approved_on"`
	CreatedAt  time.Time  `json:"-"`
	CreatedBy  string     `json:"-"`
	EndedAt    *time.Time `json:"-"`
	EndedBy    string     `json:"-"`
}

// Ranking is what an approval of showing units by rank is about.
const Ranking = "ranking"

// Check tells what an approval lacks. today bounds the day of approval.
func (a Approval) Check(today Date) error {
	switch _, err := ParseDate(string(a.ApprovedOn)); {
	case a.Approver == "":
		return Mistake(Invalid, "approver", "请填写批准人。", "Say who approved it.")
	case a.Document == "":
		return Mistake(Invalid, "document", "请填写批准文件的文号。", "Give the number of the document.")
	case err != nil, a.ApprovedOn > today:
		return Mistake(Invalid, "approved_on", "请填写批准日期，不能晚于今天。", "Give the day of approval, today at the latest.")
	case len([]rune(a.Approver)) > 100, len([]rune(a.Document)) > 100:
		return Mistake(Invalid, "approver", "批准人和文号最多各 100 字。", "Approver and document may have 100 characters each.")
	}
	return nil
}
