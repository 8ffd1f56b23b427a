package ledger

// Column is what a column of a task table holds.
type Column string

const (
	NumberColumn      Column = "number"
	NameColumn        Column = "name" // what a row is about, where another column says what is to be done
	TaskColumn        Column = "task"
	ShortcomingColumn Column = "shortcoming"
	ProgressColumn    Column = "progress"
	LeadColumn        Column = "lead"
	SupportColumn     Column = "support"
	DueColumn         Column = "due"
	RateColumn        Column = "rate" // how far it has come
	GoalColumn        Column = "goal" // how far it should have come
	NoColumn          Column = "none" // nothing that is read
)

// Columns lists what a column can hold, with its words.
var Columns = []struct {
	Column Column
	Words  Words
}{
	{NameColumn, Words{"项目", "Project"}},
	{TaskColumn, Words{"任务", "Task"}},
	{ShortcomingColumn, Words{"问题", "Shortcoming"}},
	{ProgressColumn, Words{"成绩", "Progress"}},
	{LeadColumn, Words{"牵头", "Lead"}},
	{SupportColumn, Words{"配合", "Support"}},
	{DueColumn, Words{"时限", "Due"}},
	{RateColumn, Words{"完成率", "Done so far"}},
	{GoalColumn, Words{"目标进度", "Should be done"}},
	{NumberColumn, Words{"序号", "No."}},
	{NoColumn, Words{"不读", "Not read"}},
}

// Words are the column's name; none for one that does not exist.
func (c Column) Words() Words {
	for _, known := range Columns {
		if known.Column == c {
			return known.Words
		}
	}
	return Words{}
}

// Valid tells whether there is such a column.
func (c Column) Valid() bool { return c.Words() != Words{} }

// List is the name of the list of words that head such a column.
func (c Column) List() string { return "columns." + string(c) }
