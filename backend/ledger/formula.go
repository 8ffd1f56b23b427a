package ledger

import (
	"math"
	"strconv"
	"strings"
)

// Formula says how an indicator follows from others: a weighted sum (综合 = 0.1×响应率 + 0.5×解决率 + 0.4×满意率), or with Over
// its share of another in percent (满意率 = (满意 + 0.9×基本满意) ÷ 有效回访).
type Formula struct {
	Name  string   `json:"name"`
	Parts []Weight `json:"parts"`
	Over  string   `json:"over,omitempty"`
}

// Weight is an indicator with what it is multiplied by.
type Weight struct {
	Factor    float64 `json:"factor"`
	Indicator string  `json:"indicator"`
}

// value works the formula out; false where a part is missing or it would divide by nothing.
func (f Formula) value(marks map[string]Mark) (sum float64, ok bool) {
	for _, t := range f.Parts {
		m, ok := marks[t.Indicator]
		if !ok {
			return 0, false
		}
		sum += t.Factor * m.Value
	}
	if f.Over == "" {
		return sum, true
	}
	whole, ok := marks[f.Over]
	if !ok || whole.Value == 0 {
		return 0, false
	}
	return 100 * sum / whole.Value, true
}

// String writes the formula as ParseFormula reads it.
func (f Formula) String() string {
	var terms []string
	for _, t := range f.Parts {
		if t.Factor == 1 {
			terms = append(terms, t.Indicator)
		} else {
			terms = append(terms, strconv.FormatFloat(t.Factor, 'f', -1, 64)+"×"+t.Indicator)
		}
	}
	s := strings.Join(terms, " + ")
	if f.Over != "" {
		s = "(" + s + ") ÷ " + f.Over
	}
	return f.Name + " = " + s
}

var sameSigns = strings.NewReplacer("＝", "=", "＋", "+", "*", "×", "·", "×", "/", "÷", "／", "÷", "（", "(", "）", ")")

// ParseFormula reads a line such as 综合 = 0.1×响应率 + 0.5×解决率 + 0.4×满意率. * and / do for × and ÷.
func ParseFormula(line string) (Formula, error) {
	wrong := func(zh, en string, args ...any) (Formula, error) {
		return Formula{}, Mistake(Invalid, "formulas", zh, en, args...)
	}
	name, right, ok := strings.Cut(sameSigns.Replace(line), "=")
	f := Formula{Name: strings.TrimSpace(name)}
	if !ok || f.Name == "" {
		return wrong("公式“%s”要写成“名称 = 0.1×指标 + 0.9×另一指标”的样子。", "Write the formula “%s” like “name = 0.1×indicator + 0.9×another”.", line)
	}
	if sum, over, shared := strings.Cut(right, "÷"); shared {
		right, f.Over = sum, strings.TrimSpace(over)
		if f.Over == "" || strings.ContainsAny(f.Over, "+×÷()=") {
			return wrong("公式“%s”里，÷ 后面只能是一项指标。", "In the formula “%s”, one indicator must follow ÷.", line)
		}
	}
	right = strings.TrimSpace(right)
	if strings.HasPrefix(right, "(") && strings.HasSuffix(right, ")") {
		right = right[1 : len(right)-1]
	}
	for part := range strings.SplitSeq(right, "+") {
		t, ok := parseWeight(part)
		if !ok {
			return wrong("公式“%s”里的“%s”看不懂，请写成“0.1×指标”。", "In the formula “%s”, “%s” cannot be read; write it like 0.1×indicator.", line, strings.TrimSpace(part))
		}
		f.Parts = append(f.Parts, t)
	}
	return f, nil
}

func parseWeight(s string) (Weight, bool) {
	left, right, weighed := strings.Cut(s, "×")
	left, right = strings.TrimSpace(left), strings.TrimSpace(right)
	t := Weight{Factor: 1, Indicator: left}
	if weighed {
		if v, ok := parseFigure(left); ok {
			t = Weight{v, right}
		} else if v, ok := parseFigure(right); ok {
			t = Weight{v, left}
		} else {
			return t, false
		}
	}
	_, number := parseFigure(t.Indicator)
	return t, t.Indicator != "" && !number && !strings.ContainsAny(t.Indicator, "()×÷=")
}

// parseFigure reads 0.5 and 50%.
func parseFigure(s string) (float64, bool) {
	bare, percent := strings.CutSuffix(strings.TrimSpace(s), "%")
	v, err := strconv.ParseFloat(bare, 64)
	if percent {
		v /= 100
	}
	return v, err == nil && !math.IsNaN(v) && !math.IsInf(v, 0)
}

// ParseGrades reads a line a grade, the best first: 优秀 95. The last may go without a figure and then takes the rest.
func ParseGrades(lines string) (all []Grade, err error) {
	said := nonBlank(lines)
	for i, line := range said {
		parts := strings.Fields(strings.NewReplacer("≥", " ", "：", " ", ":", " ", ",", " ", "，", " ").Replace(line))
		g := Grade{}
		if len(parts) > 0 {
			g.Name = parts[0]
		}
		v, ok := 0.0, false
		if len(parts) == 2 {
			v, ok = parseFigure(parts[1])
		}
		if !ok && (len(parts) != 1 || i < len(said)-1) {
			return nil, Mistake(Invalid, "grades", "档次“%s”要写成“优秀 95”的样子，只有最后一档可以不写分数。", "Write the grade “%s” like “good 95”; only the last may go without a figure.", line)
		}
		if g.From = v; i > 0 && v >= all[i-1].From {
			return nil, Mistake(Invalid, "grades", "档次要从高到低排列：“%s”不低于上一档。", "Grades go from the best down: “%s” is no lower than the one before.", line)
		}
		all = append(all, g)
	}
	return all, nil
}

func nonBlank(lines string) (all []string) {
	for line := range strings.Lines(lines) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// ReadRule makes a rule of what a form says; a mistake names the field.
func ReadRule(from, formulas, graded, grades, note string) (r ScoreRule, err error) {
	r = ScoreRule{From: Period(strings.TrimSpace(from)), Graded: strings.TrimSpace(graded), Note: strings.TrimSpace(note)}
	if _, err := ParsePeriod(string(r.From)); err != nil {
		return r, Mistake(Invalid, "from", "请填写从哪个月起执行，如 2024-09。", "Say from which month it holds, like 2024-09.")
	}
	named := map[string]bool{}
	for _, line := range nonBlank(formulas) {
		f, err := ParseFormula(line)
		if err != nil {
			return r, err
		}
		if named[f.Name] {
			return r, Mistake(Invalid, "formulas", "“%s”有两条公式，请只留一条。", "“%s” has two formulas; leave one.", f.Name)
		}
		named[f.Name] = true
		r.Formulas = append(r.Formulas, f)
	}
	if r.Grades, err = ParseGrades(grades); err != nil {
		return r, err
	}
	switch {
	case len(r.Grades) > 0 && r.Graded == "":
		return r, Mistake(Invalid, "graded", "请填写按哪一项指标评定档次。", "Say which indicator the grades go by.")
	case r.Note == "":
		return r, Mistake(Invalid, "note", "请写明这套算法的依据，如文件名称和文号。", "Say where the rule stands: a document and its number.")
	case len([]rune(formulas+grades+r.Note)) > 4000:
		return r, Mistake(Invalid, "formulas", "内容太长，最多 4000 字。", "That is too long; 4000 characters at most.")
	}
	return r, nil
}
