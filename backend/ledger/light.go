package ledger

import (
	"fmt"
	"strings"
)

// Light is how an entry stands, always shown with its word and shape, never by colour alone.
type Light string

const (
	Red    Light = "red"    // 逾期: past due and open, or silent for too long
	Yellow Light = "yellow" // 滞后: behind schedule, or late once and caught up
	Blue   Light = "blue"   // 临期: due within a few working days
	Green  Light = "green"  // 正常: on course, or no due date
	Grey   Light = "grey"   // 不亮灯: suspended, closed, or nothing to follow
)

// LightInfo describes a light: its word, and the rule that lights it under some thresholds.
type LightInfo struct {
	Light Light
	Words Words
	Rule  func(Thresholds) Words
}

// Lights lists the lights, the most pressing first.
var Lights = []LightInfo{
	{Red, Words{"逾期", "Overdue"}, redRule},
	{Yellow, Words{"滞后", "Behind"}, yellowRule},
	{Blue, Words{"临期", "Due soon"}, func(t Thresholds) Words {
		return Words{fmt.Sprintf("距办理时限不超过 %d 个工作日", t.SoonDays), fmt.Sprintf("Due within %d working days", t.SoonDays)}
	}},
	{Green, Words{"正常", "On course"}, fixed(Words{"未到时限，或没有时限", "Not due yet, or no due date"})},
	{Grey, Words{"不亮灯", "No light"}, fixed(Words{"已挂起、已销号、终止等不再办理，或无需办理", "Suspended, resolved, closed otherwise, or nothing to be done"})},
}

func fixed(w Words) func(Thresholds) Words { return func(Thresholds) Words { return w } }

func redRule(t Thresholds) Words {
	w := Words{"办理时限已过，尚未销号", "The due date has passed and it is not resolved"}
	if t.Silent > 0 {
		c := t.Cycle.several(t.Silent)
		w.ZH += fmt.Sprintf("；或连续 %s没有反馈", c.ZH)
		w.EN += fmt.Sprintf("; or no feedback for %s in a row", c.EN)
	}
	return w
}

func yellowRule(t Thresholds) (w Words) {
	if t.Behind > 0 {
		w = Words{fmt.Sprintf("进度落后序时 %d 个百分点以上", t.Behind), fmt.Sprintf("Progress is %d points or more behind schedule", t.Behind)}
	}
	if t.Memory == Always || t.Memory == ThisMonth {
		w = w.or(Words{"曾经逾期，后来补上", "Late once and caught up since"})
	}
	return w.or(Words{})
}

// or joins two rules of which either may be empty.
func (w Words) or(other Words) Words {
	switch {
	case w.ZH == "":
		return other
	case other.ZH == "":
		return w
	}
	return Words{w.ZH + "；或" + other.ZH, w.EN + "; or " + strings.ToLower(other.EN[:1]) + other.EN[1:]}
}

// several says n cycles: 2 个月, 2 months.
func (c Cycle) several(n int) Words {
	if c == Weekly {
		return counted(n, "周", "week", "weeks")
	}
	return counted(n, "个月", "month", "months")
}

// Words names the light and Rule says what lights it under thresholds t.
func (l Light) Words() Words            { return l.info().Words }
func (l Light) Rule(t Thresholds) Words { return l.info().Rule(t) }
func (l Light) Valid() bool             { return l.info().Light != "" }

func (l Light) info() LightInfo {
	for _, i := range Lights {
		if i.Light == l {
			return i
		}
	}
	return LightInfo{Rule: fixed(Words{})}
}
