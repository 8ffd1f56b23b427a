package ledger

import "time"

// Feedback (进展反馈) is what a unit reported on an entry at one time. It is never changed after: what was wrong is put right
// by the next one.
type Feedback struct {
	ID           int64     `gorm:"primaryKey" json:"id"`
	EntryID      int64     `json:"entry_id"`
	Progress     string    `json:"progress"`               // 本期进展
	Problems     string    `json:"problems,omitempty"`     // 存在问题
	Steps        string    `json:"steps,omitempty"`        // 下步措施
	Coordination string    `json:"coordination,omitempty"` // 需协调事项
	Percent      int       `json:"percent"`                // how far it has come, 0 to 100
	Version      int       `json:"version"`                // the entry's, as this made it
	CreatedAt    time.Time `json:"created_at"`
	CreatedBy    string    `json:"created_by"`
}

// TableName names the table of feedback.
func (Feedback) TableName() string { return "feedback" }
