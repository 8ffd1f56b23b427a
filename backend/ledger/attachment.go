package ledger

import "time"

// What may come with one feedback. Files are optional and never asked for.
const (
	MaxFile  = 20 << 20 // bytes of one file
	MaxFiles = 6        // with one feedback
)

// Attachment is a file that came with a feedback, kept as it came and for ever. Its type is what its content is, whatever it
// was called, and its name ends accordingly.
type Attachment struct {
	ID         int64     `gorm:"primaryKey" json:"id"`
	EntryID    int64     `json:"entry_id"`
	FeedbackID int64     `json:"feedback_id"`
	Name       string    `json:"name"`
	Type       string    `json:"type"` // application/pdf, image/png, …
	Size       int64     `json:"size"`
	SHA256     string    `gorm:"column:sha256" json:"sha256"` // of the content, under which it is kept once
	CreatedAt  time.Time `json:"created_at"`
	CreatedBy  string    `json:"created_by"`
	Data       []byte    `gorm:"-" json:"-"` // on its way in, or where it was asked for
}

// Attached is what an event says of a file: enough to know it again by its hash.
type Attached struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}
