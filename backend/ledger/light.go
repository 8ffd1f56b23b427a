package ledger

// Light is how an entry stands against its due date, always shown with its word and shape, never by colour alone.
type Light string

const (
	Green Light = "green" // 正常: on course, or no due date
	Blue  Light = "blue"  // 临期: due within three working days
	Red   Light = "red"   // 逾期: past due and open
	Grey  Light = "grey"  // 不亮灯: nothing to follow any more
)

// LightInfo describes a light: its word and the rule that lights it.
type LightInfo struct {
	Light Light
	Words Words
	Rule  Words
}

// Lights lists the lights, the most pressing first.
var Lights = []LightInfo{
	{Red, Words{"逾期", "Overdue"}, Words{"办理时限已过，尚未销号", "The due date has passed and it is not resolved"}},
	{Blue, Words{"临期", "Due soon"}, Words{"距办理时限不超过三个工作日", "Due within three working days"}},
	{Green, Words{"正常", "On course"}, Words{"未到时限，或没有时限", "Not due yet, or no due date"}},
	{Grey, Words{"不亮灯", "No light"}, Words{"已销号、已撤回，或无需办理", "Resolved, withdrawn, or nothing to be done"}},
}

// Words names the light and Rule says what lights it.
func (l Light) Words() Words { return l.info().Words }
func (l Light) Rule() Words  { return l.info().Rule }
func (l Light) Valid() bool  { return l.info().Light != "" }

func (l Light) info() LightInfo {
	for _, i := range Lights {
		if i.Light == l {
			return i
		}
	}
	return LightInfo{}
}

// Light is the entry's light on a day. It follows from status and due date alone, so it is never stored.
func (e *Entry) Light(d Day) Light {
	switch {
	case e.Status.Class() != Open:
		return Grey
	case e.Due == "" || e.Due > d.Soon:
		return Green
	case e.Due < d.Today:
		return Red
	}
	return Blue
}
