package ledger

// SpecialDay is a day that a notice sets apart: off where it would be worked or is a holiday, or worked in place of one (调休).
type SpecialDay struct {
	Date   Date   `gorm:"primaryKey" json:"date"`
	Worked bool   `json:"worked"`
	Name   string `json:"name"` // of the holiday
}

// TableName names the table of an office's own days.
func (SpecialDay) TableName() string { return "days" }

// Words says what the day is: 放假 or 上班.
func (d SpecialDay) Words() Words {
	if d.Worked {
		return Words{"调休上班", "make-up day"}
	}
	return Words{"放假", "off"}
}

// DueQuestion is an open entry whose due date was counted in working days and would be another by the calendar as it is now: a
// person decides. Was is the date that stands, Days the working days it was counted by.
type DueQuestion struct {
	EntryID  int64 `gorm:"primaryKey"`
	Was      Date
	Proposed Date
	Days     int
}

// DueMove is an open entry beside what another calendar makes of it: its light today, and its due date where that was counted in
// working days ("" where it stays).
type DueMove struct {
	Entry         Entry
	Before, After Light
	Proposed      Date
	Days          int
}
