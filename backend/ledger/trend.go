package ledger

import "slices"

// trendMonths is how many months a trend reaches back.
const trendMonths = 12

// ScoreTrend is one unit's figures over the twelve months up to the newest that has any, oldest first.
type ScoreTrend struct {
	Months     []Period
	Indicators []string
	Marks      map[string][]*Mark // by indicator, a place a month; nil where there is no figure
	Graded     string             // the indicator that the newest month's grade goes by
	Grade      string             // "" where there is none
}

// NewScoreTrend sets out one unit's figures; it is empty where there are none.
func NewScoreTrend(scores []Score, rules []ScoreRule) (t ScoreTrend) {
	if len(scores) == 0 {
		return t
	}
	unit, last := scores[0].UnitCode, Period("")
	for _, s := range scores {
		last = max(last, s.Period)
	}
	t.Marks = map[string][]*Mark{}
	for i := range trendMonths {
		p := last.Add(i + 1 - trendMonths)
		t.Months = append(t.Months, p)
		marks, names := marksOf(p, scores, RuleFor(rules, p))
		for _, name := range names {
			if t.Marks[name] == nil {
				t.Marks[name] = make([]*Mark, trendMonths)
				t.Indicators = append(t.Indicators, name)
			}
			if m, ok := marks[unit][name]; ok {
				t.Marks[name][i] = &m
			}
		}
		if p == last { // the newest month's order comes first
			t.Indicators = append(names, slices.DeleteFunc(t.Indicators, func(n string) bool { return slices.Contains(names, n) })...)
		}
	}
	if rule := RuleFor(rules, last); rule != nil {
		if m := t.Marks[rule.Graded]; m != nil && m[trendMonths-1] != nil {
			t.Graded, t.Grade = rule.Graded, rule.Grade(m[trendMonths-1].Value)
		}
	}
	return t
}

// Last is an indicator's newest mark with the one of the month before; false where the newest month has none.
func (t ScoreTrend) Last(name string) (Mark, bool) {
	marks := t.Marks[name]
	if len(marks) < 2 || marks[len(marks)-1] == nil {
		return Mark{}, false
	}
	m := *marks[len(marks)-1]
	if b := marks[len(marks)-2]; b != nil {
		m.Before = &b.Value
	}
	return m, true
}
