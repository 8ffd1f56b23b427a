package ledger

import "time"

// Subscription is a person's secret link to a calendar of due dates and a feed of changes. Whoever has the link reads what the person
// may read, in the language that it was made in.
type Subscription struct {
	UserID    int64 `gorm:"primaryKey;autoIncrement:false"`
	Hash      string
	Lang      Lang
	CreatedAt time.Time
	UsedAt    *time.Time // when it was last fetched, to the hour; nil for never
}

// TableName names the table of subscriptions.
func (Subscription) TableName() string { return "feeds" }

// EntryEvent is an event of an entry in the ledger, with the entry as it stands.
type EntryEvent struct {
	Event Event
	Entry Entry
}
